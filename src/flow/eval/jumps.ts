import { FREE_VALUE, joinGuards } from "../heap/value.ts";
import type { Attempt, Frame, Loop } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import type { State } from "../machine/state.ts";
import type { ts } from "../syntax/ts.ts";
import { comparison } from "./operators.ts";
import { declareNames, hoist, innerFrame } from "./scopes.ts";
import { certainly, guardOf } from "./truth.ts";

/** `switch`, and `try` with what may be thrown in it. */

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

export function tryStatement(machine: Machine, node: ts.TryStatement, frame: Frame): void {
  const { tryBlock, catchClause, finallyBlock } = node;
  const before = machine.state;
  if (before === undefined) return;
  const attempt: Attempt = { states: [before], guard: undefined };
  const returned = frame.returns.length;
  machine.attempts.push(attempt);
  machine.evaluators.statements(machine, tryBlock.statements, innerFrame(frame));
  machine.attempts.pop();
  const after = machine.state;
  if (catchClause !== undefined) {
    let thrown: State | undefined;
    for (const state of attempt.states)
      thrown = machine.merge(thrown, { ...state, guard: before.guard }, attempt.guard, node);
    machine.state = thrown;
    machine.under(attempt.guard);
    catchBlock(machine, catchClause, frame);
  }
  machine.state = machine.merge(after, catchClause === undefined ? undefined : machine.state, attempt.guard, node);
  if (finallyBlock !== undefined) runFinally(machine, finallyBlock, frame, returned);
}

function catchBlock(machine: Machine, { variableDeclaration, block }: ts.CatchClause, outer: Frame): void {
  const frame = innerFrame(outer);
  if (variableDeclaration !== undefined) {
    declareNames(machine, variableDeclaration.name, frame);
    machine.evaluators.assign(machine, variableDeclaration.name, FREE_VALUE, frame);
  }
  machine.evaluators.statements(machine, block.statements, frame);
}

/** A `finally` also runs on the way out of a return. */
function runFinally(machine: Machine, block: ts.Block, frame: Frame, returned: number): void {
  const normal = machine.state;
  for (let i = returned; i < frame.returns.length; i++) {
    const { state, value } = frame.returns[i]!;
    machine.state = state;
    machine.evaluators.statements(machine, block.statements, innerFrame(frame));
    if (machine.state !== undefined) frame.returns[i] = { state: machine.state, value };
  }
  machine.state = normal;
  machine.evaluators.statements(machine, block.statements, innerFrame(frame));
}
