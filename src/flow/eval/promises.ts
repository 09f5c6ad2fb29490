import { dependsOnWeights, unknown } from "../domain/scalar.ts";
import type { Value } from "../heap/value.ts";
import { FREE_VALUE, isNothing, joinGuards, NOTHING, UNDEFINED } from "../heap/value.ts";
import type { Closure } from "../machine/closure.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import { ts } from "../syntax/ts.ts";
import { defer, letOthersRun, seenBy } from "./deferred.ts";
import { reach } from "./opaque.ts";
import { attempt, caught } from "./trying.ts";

/** Promises: what they run later, and the exceptions that they keep. */

/** Whether a call is waited for where it stands, so that it is as if it were called there and then. */
function isAwaited(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isFunctionLike(node)) return true; // an entry: nothing else is followed beside it
  if (ts.isAwaitExpression(parent)) return true;
  if (
    ts.isPropertyAccessExpression(parent) &&
    ts.isCallExpression(parent.parent) &&
    keepsRejections(parent.parent, parent.name.text)
  )
    return false;
  const isInner =
    ts.isParenthesizedExpression(parent) ||
    ts.isPropertyAccessExpression(parent) ||
    (ts.isCallExpression(parent) && parent.expression === node);
  return isInner && isAwaited(parent);
}

/** `.catch(g)` and `.then(f, g)` end an exception. */
function keepsRejections(call: ts.CallExpression, name: string): boolean {
  return name === "catch" || (name === "then" && call.arguments.length > 1);
}

/** Follows what a promise stands for: an exception rejects it, and unless it is waited for it may not have run yet. */
export function promised(machine: Machine, site: Site, waits: boolean, follow: () => Value): Value {
  if (machine.state === undefined || isAwaited(site.node)) return follow();
  const before = machine.state;
  let value: Value = NOTHING;
  const kept = attempt(
    machine,
    site.node,
    site.frame.context,
    () => {
      value = follow();
    },
    true,
  );
  const after = machine.state;
  if (kept.states.length > 1 || kept.guard !== undefined || after === undefined) {
    const thrown = caught(machine, kept, site.node);
    rejects(machine, thrown, site);
    machine.later.rejected = joinGuards(machine.later.rejected, kept.guard);
  }
  machine.state = machine.merge(
    after,
    waits ? machine.merge(machine.state, before, kept.guard, site.node) : machine.state,
    kept.guard,
    site.node,
  );
  machine.resume(before.guard);
  return isNothing(value) ? UNDEFINED : value;
}

function rejects(machine: Machine, thrown: Value, { node }: Site): void {
  if (!reach(machine, [thrown]).weights) return;
  const place = machine.place(node);
  const condition = unknown("an exception that is made of weights", place);
  machine.later.rejected = joinGuards(machine.later.rejected, { condition, kind: "conditional", place });
}

/** An asynchronous function is called. */
export function asynchronous(
  machine: Machine,
  closure: Closure,
  args: readonly Value[],
  site: Site,
  follow: () => Value,
): Value {
  const waits = hasAwait(closure.node);
  const value = promised(machine, site, waits, follow);
  if (waits && !isAwaited(site.node)) {
    const key = machine.intern.at("deferred", site.node, site.frame.context);
    machine.later.waiting.set(key, seenBy(machine, args, closure, closure.node));
  }
  return value;
}

function hasAwait(node: ts.Node): boolean {
  const visit = (child: ts.Node): boolean =>
    ts.isAwaitExpression(child) ||
    (!ts.isFunctionLike(child) && (ts.forEachChild(child, visit) ?? false)) ||
    (ts.isForOfStatement(child) && child.awaitModifier !== undefined);
  return ts.forEachChild(node, visit) ?? false;
}

/** Here what waits goes on, and what was rejected is thrown. */
export function awaits(machine: Machine, node: ts.Node): void {
  letOthersRun(machine);
  if (machine.attempts.innermost !== undefined) swallows(machine, node);
}

function swallows(machine: Machine, node: ts.Node): void {
  if (machine.later.rejected === undefined || !dependsOnWeights(machine.later.rejected.condition)) return;
  machine.observer.gaveUp(
    machine,
    "whether a promise is rejected that is handled here may depend on the weights",
    node,
  );
}

/** `.then(f, g)`, `.catch(g)`, `.finally(f)`. */
export function handled(machine: Machine, name: string, self: Value, args: readonly Value[], site: Site): Value {
  const [first = UNDEFINED, second = UNDEFINED] = args;
  const [kept, failed] = name === "catch" ? [UNDEFINED, first] : [first, second];
  let value = self;
  if (kept.refs.length > 0) {
    const given = name === "finally" ? [] : [self];
    const result = promised(machine, site, true, () => machine.evaluators.call(machine, kept, UNDEFINED, given, site));
    if (name !== "finally") value = result;
  }
  if (failed.refs.length > 0) {
    swallows(machine, site.node);
    const result = promised(machine, site, true, () => {
      const before = machine.state;
      const answer = machine.evaluators.call(machine, failed, UNDEFINED, [FREE_VALUE], site);
      machine.state = machine.merge(machine.state, before, undefined, site.node);
      return answer;
    });
    value = machine.join(value, result, site.node);
  }
  if (!isAwaited(site.node)) defer(machine, [kept, failed], site);
  return value;
}
