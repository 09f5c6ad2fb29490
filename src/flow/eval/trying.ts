import type { Value } from "../heap/value.ts";
import { FREE_VALUE } from "../heap/value.ts";
import type { Attempt } from "../machine/attempts.ts";
import type { Exit, Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import type { State } from "../machine/state.ts";
import type { ts } from "../syntax/ts.ts";
import { declareNames, innerFrame } from "./scopes.ts";

/** `try`, and what else keeps an exception. */

/** Follows something in which an exception stays. */
export function attempt(
  machine: Machine,
  node: ts.Node,
  context: number,
  follow: () => void,
  rejects = false,
): Attempt {
  const thrown = machine.declare({ parent: undefined, names: new Map() }, "thrown", node, context);
  machine.hold(thrown, FREE_VALUE);
  const made = machine.attempts.open(machine.state!, thrown, rejects);
  follow();
  machine.attempts.close();
  return made;
}

/** The path on which something was thrown becomes the path; answers what it was. */
export function caught(machine: Machine, { states, guard, entered, thrown }: Attempt, node: ts.Node): Value {
  let state: State | undefined;
  for (const each of states) state = machine.merge(state, { ...each, guard: entered }, guard, node);
  machine.state = state;
  machine.under(guard);
  return machine.join(machine.read(thrown), FREE_VALUE, node);
}

/** An exception leaves here with a value: the path ends, unless something keeps it. */
export function throwOn(machine: Machine, value: Value): void {
  const around = machine.attempts.innermost;
  if (around !== undefined && machine.state !== undefined) {
    machine.hold(around.thrown, value);
    machine.attempts.throws(machine.state.guard);
    machine.seen();
  }
  machine.state = undefined;
}

export function tryStatement(machine: Machine, node: ts.TryStatement, frame: Frame): void {
  const { tryBlock, catchClause, finallyBlock } = node;
  const before = machine.state;
  if (before === undefined) return;
  const exits = machine.exits;
  const ways = waysOut(frame);
  const tried = attempt(machine, node, frame.context, () => {
    machine.evaluators.statements(machine, tryBlock.statements, innerFrame(frame));
  });
  let escaping: Attempt | undefined = tried;
  if (catchClause !== undefined) {
    const after = machine.state;
    const value = caught(machine, tried, node);
    const inCatch = () => catchBlock(machine, catchClause, value, frame);
    escaping = undefined;
    if (finallyBlock === undefined) inCatch();
    else escaping = attempt(machine, catchClause, frame.context, inCatch);
    machine.state = machine.merge(after, machine.state, tried.guard, node);
  }
  if (finallyBlock !== undefined) runFinally(machine, finallyBlock, frame, ways, escaping);
  if (machine.exits === exits) machine.resume(before.guard);
}

function catchBlock(
  machine: Machine,
  { variableDeclaration, block }: ts.CatchClause,
  value: Value,
  outer: Frame,
): void {
  const frame = innerFrame(outer);
  if (variableDeclaration !== undefined) {
    declareNames(machine, variableDeclaration.name, frame);
    machine.evaluators.assign(machine, variableDeclaration.name, value, frame);
  }
  machine.evaluators.statements(machine, block.statements, frame);
}

/** The states in which a function, or the loops in it, were left so far. */
interface WaysOut {
  readonly returned: number;
  readonly left: readonly { readonly states: State[]; readonly known: number }[];
}

function waysOut({ returns, loops }: Frame): WaysOut {
  const lists = loops.flatMap(({ breaks, continues }) => [breaks, continues]);
  return { returned: returns.length, left: lists.map((states) => ({ states, known: states.length })) };
}

/** A `finally` also runs on the way out of a return, a break, or an exception. */
function runFinally(
  machine: Machine,
  block: ts.Block,
  frame: Frame,
  { returned, left }: WaysOut,
  escaping: Attempt | undefined,
): void {
  const normal = machine.state;
  const run = (state: State | undefined): State | undefined => {
    machine.state = state;
    machine.evaluators.statements(machine, block.statements, innerFrame(frame));
    return machine.state;
  };
  const exits: readonly Exit[] = frame.returns.splice(returned);
  const leaving = left.map(({ states, known }) => ({ states, all: states.splice(known) }));
  for (const { state, value } of exits) {
    const after = run(state);
    if (after !== undefined) frame.returns.push({ state: after, value });
  }
  for (const { states, all } of leaving) states.push(...all.flatMap((state) => run(state) ?? []));
  if (escaping !== undefined) {
    const value = caught(machine, escaping, block);
    run(machine.state);
    throwOn(machine, value);
  }
  run(normal);
}
