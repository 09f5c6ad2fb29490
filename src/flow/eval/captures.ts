import type { HeapObject } from "../heap/object.ts";
import { trieGet, trieSome } from "../heap/trie.ts";
import { isNothing } from "../heap/value.ts";
import type { Closure } from "../machine/closure.ts";
import type { Binding, Scope } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { LIST_RULES } from "../models/lists.ts";
import { ts } from "../syntax/ts.ts";

const mentions = new WeakMap<ts.Node, ReadonlySet<ts.Node>>();

/**
 * Whether a variable that is declared once more (in the next turn of a loop) is still in sight of a function from an
 * earlier turn, which some object holds: then it stands for both variables.
 */
export function isHeldByClosure(machine: Machine, binding: Binding): boolean {
  if (isNothing(machine.read(binding))) return false;
  const functions = functionsMentioning(binding);
  if (functions.size === 0) return false;
  const seeing = new Map<number, boolean>();
  const isSeenBy = (address: number): boolean => {
    const known = seeing.get(address);
    if (known !== undefined) return known;
    const object = machine.object(address);
    const closure = object?.kind === "function" ? (object.meta as Closure) : undefined;
    const answer = closure !== undefined && functions.has(closure.node) && sees(closure.scope, binding.location);
    seeing.set(address, answer);
    return answer;
  };
  const { objects } = machine.state!;
  const holds = (object: HeapObject) => object.kind !== "function" && refsIn(object).some(isSeenBy);
  return (
    trieSome(objects, holds) ||
    trieSome(machine.modules.objects, (object, key) => trieGet(objects, key) === undefined && holds(object))
  );
}

/** The functions within the variable's block (a parameter's is its function) whose text mentions it. */
function functionsMentioning({ node, name }: Binding): ReadonlySet<ts.Node> {
  const known = mentions.get(node);
  if (known !== undefined) return known;
  let block: ts.Node = node;
  while (
    block.parent !== undefined &&
    !ts.isBlock(block) &&
    !ts.isSourceFile(block) &&
    !ts.isFunctionLike(block) &&
    !ts.isIterationStatement(block, false)
  )
    block = block.parent;
  const found = new Set<ts.Node>();
  ts.forEachChild(block, (child) => collectMentioning(child, name, [], found));
  mentions.set(node, found);
  return found;
}

function collectMentioning(node: ts.Node, name: string, around: readonly ts.Node[], found: Set<ts.Node>): void {
  if (ts.isIdentifier(node) && node.text === name) for (const each of around) found.add(each);
  const inside = ts.isFunctionLike(node) && !isUsedAtOnce(node) ? [...around, node] : around;
  ts.forEachChild(node, (child) => collectMentioning(child, name, inside, found));
}

/** A callback of `map` and the like is called there and then, and kept by nobody. */
function isUsedAtOnce({ parent }: ts.Node): boolean {
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return false;
  return (
    Object.hasOwn(LIST_RULES, parent.expression.name.text) &&
    LIST_RULES[parent.expression.name.text]?.gives !== undefined
  );
}

const references = new WeakMap<HeapObject, readonly number[]>();

/** All that an object refers to. */
function refsIn(object: HeapObject): readonly number[] {
  const known = references.get(object);
  if (known !== undefined) return known;
  const { elem, items, fields, keys } = object;
  const refs = [elem, keys, ...(items ?? []), ...fields.values()].flatMap((value) => value.refs);
  references.set(object, refs);
  return refs;
}

function sees(scope: Scope, location: number): boolean {
  for (let each: Scope | undefined = scope; each !== undefined; each = each.parent) {
    for (const binding of each.names.values()) if (binding.location === location) return true;
  }
  return false;
}
