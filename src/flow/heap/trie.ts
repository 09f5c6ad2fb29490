/**
 * A persistent map from small integers: a version costs nothing to keep, a change copies one path, and two versions
 * are compared by what they do not share. Path states of the interpreter are versions of one such map.
 */
export interface Trie<T> {
  readonly root: Node<T> | undefined;
  /** 32^depth keys fit. */
  readonly depth: number;
}

type Node<T> = readonly (Node<T> | T | undefined)[];

const BITS = 5;
const WIDTH = 1 << BITS;

export const EMPTY_TRIE: Trie<never> = { root: undefined, depth: 1 };

export function trieGet<T>(trie: Trie<T>, key: number): T | undefined {
  if (key >= WIDTH ** trie.depth) return undefined;
  let node: Node<T> | undefined = trie.root;
  for (let level = trie.depth - 1; level > 0; level--) {
    if (node === undefined) return undefined;
    node = node[(key >>> (level * BITS)) & (WIDTH - 1)] as Node<T> | undefined;
  }
  return node?.[key & (WIDTH - 1)] as T | undefined;
}

export function trieSet<T>(trie: Trie<T>, key: number, value: T | undefined): Trie<T> {
  let { root, depth } = trie;
  while (key >= WIDTH ** depth) {
    root = root === undefined ? undefined : [root];
    depth++;
  }
  return { root: set(root, depth - 1, key, value), depth };
}

function set<T>(node: Node<T> | undefined, level: number, key: number, value: T | undefined): Node<T> {
  const copy = node === undefined ? [] : node.slice();
  const slot = (key >>> (level * BITS)) & (WIDTH - 1);
  copy[slot] = level === 0 ? value : set(node?.[slot] as Node<T> | undefined, level - 1, key, value);
  return copy;
}

/** Calls back for every key at which the two differ (by identity). */
export function trieDifferences<T>(
  a: Trie<T>,
  b: Trie<T>,
  found: (key: number, left: T | undefined, right: T | undefined) => void,
): void {
  const depth = Math.max(a.depth, b.depth);
  differences(lifted(a, depth), lifted(b, depth), depth - 1, 0, found);
}

function lifted<T>({ root, depth }: Trie<T>, to: number): Node<T> | undefined {
  let node = root;
  for (let level = depth; level < to; level++) node = node === undefined ? undefined : [node];
  return node;
}

function differences<T>(
  a: Node<T> | undefined,
  b: Node<T> | undefined,
  level: number,
  prefix: number,
  found: (key: number, left: T | undefined, right: T | undefined) => void,
): void {
  if (a === b) return;
  const length = Math.max(a?.length ?? 0, b?.length ?? 0);
  for (let slot = 0; slot < length; slot++) {
    const left = a?.[slot];
    const right = b?.[slot];
    if (left === right) continue;
    const key = prefix * WIDTH + slot;
    if (level === 0) found(key, left as T | undefined, right as T | undefined);
    else differences(left as Node<T> | undefined, right as Node<T> | undefined, level - 1, key, found);
  }
}

/** Whether something is true of any key's value. */
export function trieSome<T>({ root, depth }: Trie<T>, is: (value: T, key: number) => boolean): boolean {
  const some = (node: Node<T> | undefined, level: number, prefix: number): boolean => {
    for (let slot = 0; slot < (node?.length ?? 0); slot++) {
      const child = node![slot];
      if (child === undefined) continue;
      const key = prefix * WIDTH + slot;
      if (level === 0 ? is(child as T, key) : some(child as Node<T>, level - 1, key)) return true;
    }
    return false;
  };
  return some(root, depth - 1, 0);
}

/** All keys that have a value. */
export function trieKeys<T>(trie: Trie<T>): readonly number[] {
  const keys: number[] = [];
  trieDifferences(trie, EMPTY_TRIE as Trie<T>, (key) => keys.push(key));
  return keys;
}
