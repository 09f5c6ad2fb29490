import { joinGuards } from "../heap/value.ts";
import type { Frame, Loop } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import type { State } from "../machine/state.ts";
import type { ts } from "../syntax/ts.ts";
import { comparison } from "./comparisons.ts";
import { hoist, innerFrame } from "./scopes.ts";
import { certainly, guardOf } from "./truth.ts";

/** `switch`. */

export function switchStatement(
  machine: Machine,
  node: ts.SwitchStatement,
  outer: Frame,
  labels: readonly string[],
): void {
  const subject = machine.evaluators.expression(machine, node.expression, outer);
  const loop: Loop = { labels, isLoop: false, breaks: [], continues: [] };
  const frame: Frame = { ...innerFrame(outer), loops: [...outer.loops, loop] };
  const before = machine.state;
  if (before === undefined) return;
  const clauses = node.caseBlock.clauses;
  for (const { statements } of clauses) hoist(machine, statements, frame);
  let waiting: State | undefined = machine.state;
  let guard = guardOf(machine, subject, node.expression, "conditional");
  const entries = new Map<ts.CaseOrDefaultClause, State>();
  for (const clause of clauses) {
    if (!("expression" in clause) || waiting === undefined) continue;
    machine.state = waiting;
    const test = comparison(
      machine,
      subject,
      machine.evaluators.expression(machine, clause.expression, frame),
      "===",
      clause,
      frame,
    );
    guard = joinGuards(guard, guardOf(machine, test, clause.expression, "conditional"));
    const known = certainly(test);
    if (known !== false && machine.state !== undefined) entries.set(clause, machine.state);
    waiting = known === true ? undefined : machine.state;
  }
  const fallback = clauses.find((clause) => !("expression" in clause));
  if (fallback !== undefined && waiting !== undefined) entries.set(fallback, waiting);
  let left = fallback === undefined ? waiting : undefined;
  const exits = machine.exits;
  machine.state = undefined;
  for (const clause of clauses) {
    machine.state = machine.merge(machine.state, entries.get(clause), guard, node);
    if (entries.has(clause)) machine.under(guard);
    if (machine.state !== undefined) machine.evaluators.statements(machine, clause.statements, frame);
  }
  for (const state of [machine.state, ...loop.breaks]) left = machine.merge(left, state, guard, node);
  machine.state = left;
  if (machine.exits - exits <= loop.breaks.length) machine.resume(before.guard);
}
