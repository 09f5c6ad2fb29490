import type { Bound, Until } from "../domain/rows.ts";
import { exactly, joinUntil, NEVER } from "../domain/rows.ts";
import type { ts } from "../syntax/ts.ts";
import type { Frame, Loop, RowMachine } from "./machine.ts";
import { contentOf, elementAt } from "./reading.ts";
import { finished, projected, shifted, shiftedUntil } from "./turns.ts";
import type { State, Value } from "./values.ts";
import { depending, joinStates, joinValues, rowValue, sameState, widenedState, withUntil } from "./values.ts";

/** Loops, turn by turn. */

/** After so many turns what a loop does must be known. */
const TURNS = 16;
/** Rows may move for so many turns before they are given up: what is carried from turn to turn settles by then. */
const PATIENCE = 4;

/** A loop in parts; `symbol` stands for the row of the turn, and goes up by `step` with each. */
export interface Turn {
  readonly symbol: string | undefined;
  readonly step: number;
  /** Decides whether there is a turn; what that depends on. */
  readonly condition: () => Until;
  readonly body: (frame: Frame) => void;
  readonly update?: () => void;
  /** The symbol's value in the last turn, once there has been one. */
  readonly last: () => Bound | undefined;
  readonly conditionLast?: boolean;
}

/** Follows a loop until another turn changes nothing. */
export function repeat(machine: RowMachine, node: ts.Node, outer: Frame, turn: Turn, label?: string): void {
  const before = machine.state;
  if (before === undefined) return;
  const { symbol, step } = turn;
  const leave = symbol === undefined ? undefined : (state: State) => projected(state, before, symbol, turn.last());
  // When there is no further turn, the symbol stands one step behind the last.
  const end = (state: State): State => {
    const last = turn.last();
    const behind = last && { base: last.base, offset: last.offset + Math.max(0, step) };
    return symbol === undefined ? state : projected(state, before, symbol, behind);
  };
  let head: State = before;
  let around: Until = NEVER;
  let left: State | undefined;
  for (let count = 0; ; count++) {
    const loop: Loop = { label, isLoop: true, breaks: [], continues: [], leave };
    const frame: Frame = { ...outer, loops: [...outer.loops, loop] };
    machine.state = head;
    const test = () => {
      around = joinUntil(around, turn.condition());
      left = joinStates(left, machine.state);
    };
    left = undefined;
    if (turn.conditionLast !== true) test();
    const { path, leaving } = machine;
    machine.path = joinUntil(path, around);
    machine.leaving = NEVER;
    turn.body(frame);
    for (const each of loop.continues) machine.state = joinStates(machine.state, each);
    around = joinUntil(around, machine.leaving);
    machine.leaving = joinUntil(leaving, machine.leaving);
    machine.path = joinUntil(path, around);
    turn.update?.();
    if (turn.conditionLast === true) test();
    machine.path = path;
    let broken: State | undefined;
    for (const each of loop.breaks) broken = joinStates(broken, each);
    const back =
      machine.state && symbol !== undefined ? shifted(machine, machine.state, before, symbol, step) : machine.state;
    if (symbol !== undefined) around = shiftedUntil(machine, around, symbol, step);
    const joined = joinStates(head, back)!;
    const next = count < PATIENCE ? joined : widenedState(head, joined);
    if (sameState(head, next)) {
      const out = joinStates(
        left && end(finished(left, before, around)),
        broken && (leave ?? end)(finished(broken, before, around)),
      );
      machine.state = out;
      return;
    }
    if (count >= TURNS) {
      machine.gap("a loop that does not settle", node);
      return;
    }
    head = next;
  }
}

/** Runs something for every element of a list, in order, with the element and its index. */
export function overElements(
  machine: RowMachine,
  node: ts.Node,
  frame: Frame,
  list: Value,
  body: (element: Value, index: Value, frame: Frame) => void,
  label?: string,
): void {
  const symbol = `t${machine.intern.at("each ", node, frame.context)}`;
  const index = rowValue(exactly(symbol, 0));
  const full = [...list.refs].some((address) => machine.at(address)?.full === true);
  machine.least.set(symbol, 0);
  repeat(
    machine,
    node,
    frame,
    {
      symbol,
      step: 1,
      condition: () => {
        let size = list.until;
        for (const address of list.refs) size = joinUntil(size, machine.at(address)?.size ?? NEVER);
        return size;
      },
      body: (inner) => body(withUntil(elementsOf(machine, list, index, node), list.until), index, inner),
      last: () => (full ? { base: "end", offset: -1 } : undefined),
    },
    label,
  );
}

/** The element at the index of the turn; of what is no list, whatever it holds. */
function elementsOf(machine: RowMachine, list: Value, index: Value, node: ts.Node): Value {
  let result: Value | undefined;
  for (const address of list.refs) {
    const known = machine.at(address);
    const read =
      known?.kind === "list" || known?.kind === "outside"
        ? elementAt(machine, address, index, node)
        : contentOf(machine, address, node);
    result = result === undefined ? read : joinValues(result, read);
  }
  return result ?? depending(list.until);
}
