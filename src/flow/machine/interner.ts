import type { Place } from "../domain/place.ts";
import type { ts } from "../syntax/ts.ts";

/** Small numbers for things that are the same: contexts, locations, addresses. */
export class Interner {
  readonly #numbers = new Map<string, number>();
  readonly #nodes = new Map<ts.Node, number>();
  readonly #places = new Map<ts.Node, Place>();
  readonly #root: string;
  #next = 0;

  /** `root` is the folder that the names of files are relative to. */
  constructor(root: string) {
    this.#root = root.endsWith("/") ? root : `${root}/`;
  }

  node(node: ts.Node): number {
    const known = this.#nodes.get(node);
    if (known !== undefined) return known;
    this.#nodes.set(node, this.#nodes.size);
    return this.#nodes.size - 1;
  }

  /** The number of a key; the same key has the same number. */
  number(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#next);
    return this.#next++;
  }

  /** The number of something that a node makes in a context. */
  at(kind: string, node: ts.Node, context: number): number {
    return this.number(`${kind}${this.node(node)}@${context}`);
  }

  place(node: ts.Node): Place {
    const known = this.#places.get(node);
    if (known !== undefined) return known;
    const place = new NodePlace(node, this.#root);
    this.#places.set(node, place);
    return place;
  }
}

/** Lines are counted only when somebody asks: most places are never shown. */
class NodePlace implements Place {
  readonly #node: ts.Node;
  readonly #root: string;
  #at: { readonly line: number; readonly character: number } | undefined;

  constructor(node: ts.Node, root: string) {
    this.#node = node;
    this.#root = root;
  }

  get file(): string {
    const { fileName } = this.#node.getSourceFile();
    return fileName.startsWith(this.#root) ? fileName.slice(this.#root.length) : fileName;
  }

  get line(): number {
    return this.#position().line + 1;
  }

  get column(): number {
    return this.#position().character + 1;
  }

  #position(): { readonly line: number; readonly character: number } {
    const file = this.#node.getSourceFile();
    this.#at ??= file.getLineAndCharacterOfPosition(this.#node.getStart(file));
    return this.#at;
  }
}
