import { ts } from "../syntax/ts.ts";
import { functionAround } from "./kept.ts";
import type { Reach } from "./reach.ts";

/** What of a unit a run goes through: all of it, or only the functions within it, for the rest ran when a module was loaded. */
export type Part = "all" | "inner";

/**
 * The units that a run goes through, other than those that only the loading of modules does: what is called at the top
 * of a file runs once, and only the functions that it leaves behind run later.
 */
export function runningUnits(reach: Reach, entries: readonly ts.Node[]): ReadonlyMap<ts.Node, Part> {
  const running = new Map<ts.Node, Part>();
  const waiting: ts.Node[] = [];
  const enter = (node: ts.Node, part: Part): void => {
    const known = running.get(node);
    if (known === "all" || known === part) return;
    running.set(node, ts.isVariableDeclaration(node) ? "inner" : part);
    waiting.push(node);
  };
  const edges = new Map<ts.Node, { readonly at: ts.Node; readonly to: ts.Node }[]>();
  for (const { from, at, to } of reach.edges) edges.set(from.node, [...(edges.get(from.node) ?? []), { at, to }]);
  for (const entry of entries) enter(entry, "all");
  for (const { unit } of reach.reached.values()) {
    if (ts.isClassElement(unit.node)) enter(unit.node, "all");
    // What the bare statements of a file leave behind, by `exports.f = …` or in a registry, may be called by anybody.
    else if (ts.isSourceFile(unit.node)) enter(unit.node, "inner");
  }
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const part = running.get(node)!;
    for (const { at, to } of edges.get(node) ?? []) {
      const later = part === "all" || isInner(node, at) || !isCallee(at);
      enter(to, later ? "all" : "inner");
    }
  }
  return running;
}

/** Whether a node stands in a function within a unit, and not in what runs when the unit does. */
export function isInner(unit: ts.Node, node: ts.Node): boolean {
  let around = functionAround(node);
  if (!ts.isSourceFile(unit)) return around !== undefined && around !== unit;
  while (around !== undefined && isCalledAtOnce(around)) around = functionAround(around);
  return around !== undefined;
}

/** Methods of the language that call what they are given there and then. */
const AT_ONCE =
  /^(map|flatMap|forEach|filter|find|findIndex|findLast|findLastIndex|some|every|reduce|reduceRight|sort)$/;

/** A function that is called where it is written, and is gone afterwards. */
function isCalledAtOnce(node: ts.Node): boolean {
  let outer = node;
  while (ts.isParenthesizedExpression(outer.parent)) outer = outer.parent;
  const { parent } = outer;
  if (!ts.isCallExpression(parent)) return false;
  const callee = parent.expression;
  return callee === outer || (ts.isPropertyAccessExpression(callee) && AT_ONCE.test(callee.name.text));
}

function isCallee(node: ts.Node): boolean {
  const { parent } = node;
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
}
