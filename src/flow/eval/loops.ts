import { dependsOnWeights } from "../domain/scalar.ts";
import type { Guard, Value } from "../heap/value.ts";
import { constantValue, FREE_VALUE, isNothing, joinGuards } from "../heap/value.ts";
import type { Frame, Loop } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import type { State } from "../machine/state.ts";
import { guardChanges, sameState } from "../machine/state.ts";
import { ts } from "../syntax/ts.ts";
import { behindLoop, indexesFresh, nextTurn } from "./lag.ts";
import { declareList, innerFrame } from "./scopes.ts";
import { certainly, guardOf } from "./truth.ts";

/** After so many turns what a loop does must be known; if it is not, it is unknown. */
const TURNS = 24;

/** The parts of a loop: a condition before each turn (or after it), the turn itself, and what follows it. */
export interface Turn {
  /** Decides whether there is a turn; undefined for one that always is. */
  readonly condition: (() => Value) | undefined;
  readonly body: () => void;
  readonly update?: (() => void) | undefined;
  readonly conditionLast?: boolean;
  readonly loop: Loop;
}

/**
 * Follows a loop until another turn changes nothing. How often it runs may depend on the weights: by its condition or
 * by a break. Then everything that it changes does.
 */
export function repeat(machine: Machine, node: ts.Node, { condition, body, update, conditionLast, loop }: Turn): void {
  let head = machine.state;
  const before = head;
  let turned: State | undefined;
  for (let turn = 0; head !== undefined; turn++) {
    loop.breaks.length = 0;
    loop.continues.length = 0;
    machine.state = head;
    const exits = machine.exits;
    const sources = machine.sourceCalls;
    let left: State | undefined;
    let guard: Guard | undefined;
    const test = (): void => {
      if (condition === undefined || machine.state === undefined) return;
      const value = condition();
      const known = certainly(value);
      guard = guardOf(machine, value, node, "conditional");
      if (known !== true) left = machine.merge(left, machine.state, undefined, node);
      if (known === false) machine.state = undefined;
    };
    if (conditionLast !== true) test();
    machine.under(guard === undefined ? undefined : { ...guard, soft: true });
    body();
    for (const state of loop.continues) machine.state = machine.merge(machine.state, state, state.guard, node);
    update?.();
    if (conditionLast === true) test();
    let back: State | undefined = machine.state;
    if (back !== undefined && (machine.sourceCalls > sources || indexesFresh(machine, node))) {
      const next = nextTurn(head, back);
      if (next !== back) turned = back;
      back = next;
    }
    for (const state of loop.breaks) {
      guard = joinGuards(guard, newGuard(state, before));
      left = machine.merge(left, state, newGuard(state, before), node);
    }
    if (machine.exits > exits && back?.guard !== before?.guard) guard = joinGuards(guard, back?.guard);
    const next = machine.merge(head, back && softened(back, before), undefined, node);
    if (next === undefined || sameState(head, next)) {
      if (turned !== undefined && left !== undefined) left = behindLoop(turned, left);
      finish(machine, before!, left, back, guard, loop);
      return;
    }
    if (turn >= TURNS) {
      machine.observer.gaveUp(machine, "a loop that does not settle", node);
      return;
    }
    head = next;
  }
}

/** What a path depends on since the loop began. */
function newGuard(state: State, before: State | undefined): Guard | undefined {
  return state.guard === before?.guard ? undefined : state.guard;
}

/** In the next turn, what was left in this one shows only in that there is a next turn. */
function softened(state: State, before: State | undefined): State {
  const guard = newGuard(state, before);
  return guard === undefined ? state : { ...state, guard: joinGuards(before?.guard, { ...guard, soft: true }) };
}

function finish(
  machine: Machine,
  before: State,
  left: State | undefined,
  back: State | undefined,
  guard: Guard | undefined,
  loop: Loop,
): void {
  machine.state = left;
  if (left === undefined || guard === undefined || !dependsOnWeights(guard.condition)) {
    if (left !== undefined && loop.breaks.length === 0) machine.resume(before.guard);
    return;
  }
  const written = back === undefined ? [left, ...loop.breaks] : [left, back, ...loop.breaks];
  machine.state = guardChanges(before, left, written, guard);
  machine.resume(before.guard);
}

function loopOf(labels: readonly string[]): Loop {
  return { labels, isLoop: true, breaks: [], continues: [] };
}

function turnBody(machine: Machine, node: ts.Statement, frame: Frame): void {
  const nodes = ts.isBlock(node) ? node.statements : [node];
  machine.evaluators.statements(machine, nodes, innerFrame(frame));
}

function entered(frame: Frame, loop: Loop): Frame {
  return { ...innerFrame(frame), loops: [...frame.loops, loop] };
}

export function forLoop(machine: Machine, node: ts.ForStatement, outer: Frame, labels: readonly string[]): void {
  const loop = loopOf(labels);
  const frame = entered(outer, loop);
  const { initializer, condition, incrementor, statement } = node;
  if (initializer !== undefined && ts.isVariableDeclarationList(initializer)) {
    declareList(machine, initializer, frame);
    for (const { name, initializer: start } of initializer.declarations) {
      const value =
        start === undefined ? constantValue(undefined) : machine.evaluators.expression(machine, start, frame);
      machine.evaluators.assign(machine, name, value, frame);
    }
  } else if (initializer !== undefined) machine.evaluators.expression(machine, initializer, frame);
  repeat(machine, node, {
    condition: condition && (() => machine.evaluators.expression(machine, condition, frame)),
    body: () => turnBody(machine, statement, frame),
    update: incrementor && (() => machine.state && machine.evaluators.expression(machine, incrementor, frame)),
    loop,
  });
}

export function whileLoop(machine: Machine, node: ts.WhileStatement, outer: Frame, labels: readonly string[]): void {
  const loop = loopOf(labels);
  const frame = entered(outer, loop);
  repeat(machine, node, {
    condition: () => machine.evaluators.expression(machine, node.expression, frame),
    body: () => turnBody(machine, node.statement, frame),
    loop,
  });
}

export function doLoop(machine: Machine, node: ts.DoStatement, outer: Frame, labels: readonly string[]): void {
  const loop = loopOf(labels);
  const frame = entered(outer, loop);
  repeat(machine, node, {
    condition: () => machine.evaluators.expression(machine, node.expression, frame),
    conditionLast: true,
    body: () => turnBody(machine, node.statement, frame),
    loop,
  });
}

export function forOfLoop(machine: Machine, node: ts.ForOfStatement, outer: Frame, labels: readonly string[]): void {
  const iterable = machine.evaluators.expression(machine, node.expression, outer);
  overElements(machine, node, outer, labels, () => {
    return machine.evaluators.iterate(machine, iterable, { node: node.expression, frame: outer });
  });
}

export function forInLoop(machine: Machine, node: ts.ForInStatement, outer: Frame, labels: readonly string[]): void {
  const object = machine.evaluators.expression(machine, node.expression, outer);
  overElements(machine, node, outer, labels, () => {
    const { size } = machine.evaluators.iterate(machine, object, { node: node.expression, frame: outer });
    return { element: FREE_VALUE, size };
  });
}

function overElements(
  machine: Machine,
  node: ts.ForInOrOfStatement,
  outer: Frame,
  labels: readonly string[],
  iterate: () => { readonly element: Value; readonly size: Value },
): void {
  const loop = loopOf(labels);
  const frame = entered(outer, loop);
  const { initializer, statement } = node;
  let element: Value = FREE_VALUE;
  repeat(machine, node, {
    condition: () => {
      const iterated = iterate();
      element = iterated.element;
      return { ...iterated.size, constant: undefined };
    },
    body: () => {
      if (machine.state === undefined || isNothing(element)) return;
      if (ts.isVariableDeclarationList(initializer)) {
        declareList(machine, initializer, frame);
        machine.evaluators.assign(machine, initializer.declarations[0]!.name, element, frame);
      } else machine.evaluators.assign(machine, initializer, element, frame);
      turnBody(machine, statement, frame);
    },
    loop,
  });
}
