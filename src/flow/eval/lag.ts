import { unknown } from "../domain/scalar.ts";
import { trieDifferences, trieSet } from "../heap/trie.ts";
import type { Value } from "../heap/value.ts";
import type { Machine } from "../machine/machine.ts";
import type { State } from "../machine/state.ts";
import { ts } from "../syntax/ts.ts";

/** In which turn of a loop something was computed: in this one, or in one before. */

export function isFresh({ scalar }: Value): boolean {
  return scalar?.is === "homogeneous" && scalar.fresh === true;
}

function isLagged({ scalar }: Value): boolean {
  return scalar?.is === "homogeneous" && scalar.lagged === true;
}

function lagged(value: Value): Value {
  return value.scalar?.is === "homogeneous"
    ? { ...value, scalar: { ...value.scalar, fresh: false, lagged: true } }
    : value;
}

/** What stands in `[first, ...list]`: at [k] that of the turn before. */
export function movedOn(value: Value): Value {
  return isFresh(value) ? lagged(value) : value;
}

/**
 * An element of a list of fresh values: at `[k - 1]` it is of a turn before; at the end of a list that this turn has
 * added to nobody knows, and neither at `[k + 1]` of one that was moved on.
 */
export function readAt(machine: Machine, value: Value, node: ts.Node): Value {
  const index = ts.isElementAccessExpression(node) ? node.argumentExpression : undefined;
  if (index === undefined || !ts.isBinaryExpression(index)) return value;
  if (index.operatorToken.kind === ts.SyntaxKind.PlusToken && !isFresh(value) && isLagged(value))
    return notKnown(machine, value, node, "an element further on");
  if (!isFresh(value) || index.operatorToken.kind !== ts.SyntaxKind.MinusToken) return value;
  if (index.right.getText() === "0") return value;
  return /\.length$/.test(index.left.getText()) ? notKnown(machine, value, node, "the end of a list") : lagged(value);
}

/** What `list.at(…)` answers: counted from the end of a list that this turn has added to, nobody knows. */
export function answeredAt(machine: Machine, value: Value, at: Value | undefined, node: ts.Node): Value {
  if (!isFresh(value) || (typeof at?.constant?.value === "number" && at.constant.value >= 0)) return value;
  return notKnown(machine, value, node, "the end of a list");
}

function notKnown(machine: Machine, value: Value, node: ts.Node, what: string): Value {
  return { ...value, scalar: unknown(`${what}: of which turn that is, is not known`, machine.place(node)) };
}

/**
 * The state in which the next turn of a loop begins. What this turn has computed and put into variables, or under names
 * in objects, or added to lists, is of a turn before then. What was in a list before the loop is told by its index.
 */
export function nextTurn(head: State, back: State): State {
  return changed(head, back, (value) => (isFresh(value) ? lagged(value) : value));
}

/** Behind a loop, what its last turn has computed is of the turn around it: the very one that goes on. */
export function behindLoop(turned: State, left: State): State {
  const fresh = (value: Value, last: Value | undefined): Value =>
    last !== undefined && isFresh(last) && value.scalar?.is === "homogeneous"
      ? { ...value, scalar: { ...value.scalar, fresh: true } }
      : value;
  return changed(turned, left, fresh);
}

/** Variables, named fields and elements that differ between two states, by what becomes of them in the second. */
function changed(before: State, after: State, change: (value: Value, before: Value | undefined) => Value): State {
  let { variables, objects } = after;
  trieDifferences(before.variables, after.variables, (key, old, value) => {
    const made = value === undefined ? undefined : change(value, old);
    if (made !== undefined && made !== value) variables = trieSet(variables, key, made);
  });
  trieDifferences(before.objects, after.objects, (key, old, object) => {
    if (object?.kind !== "object" && object?.kind !== "array") return;
    const fields = [...object.fields].map(([name, value]) => [name, change(value, old?.fields.get(name))] as const);
    const isList = object.kind === "array";
    const elem = isList ? change(object.elem, old?.elem) : object.elem;
    const items = isList ? object.items?.map((item, i) => change(item, old?.items?.[i])) : object.items;
    const isSame =
      elem === object.elem &&
      (items ?? []).every((item, i) => item === object.items![i]) &&
      fields.every(([name, value]) => value === object.fields.get(name));
    if (!isSame) objects = trieSet(objects, key, { ...object, elem, items, fields: new Map(fields) });
  });
  return variables === after.variables && objects === after.objects ? after : { ...after, variables, objects };
}

/** Whether a loop goes from one computation to the next: its own variable is the index at which fresh values are read. */
export function indexesFresh(machine: Machine, node: ts.Node): boolean {
  if (!ts.isForStatement(node) || node.initializer === undefined || !ts.isVariableDeclarationList(node.initializer))
    return false;
  return node.initializer.declarations.some(({ name }) => machine.freshIndexes.has(name));
}
