import type { Bound, Until } from "../domain/rows.ts";
import { ALL, joinUntil, mapRows, mapUntil } from "../domain/rows.ts";
import type { RowMachine } from "./machine.ts";
import type { State, Value } from "./values.ts";
import { mapState, withUntil } from "./values.ts";

/** How rows move from one turn of a loop to the next, and what is left of them behind it. */

/** What a loop has changed depends on what decided how often it ran. */
export function finished(state: State, before: State, around: Until): State {
  if (around.terms.size === 0 && around.open === undefined) return state;
  return mapState(
    state,
    before,
    (value) => withUntil(value, around),
    (until) => joinUntil(until, around),
  );
}

/** The state in which the next turn begins: the row of the turn before is `step` below that of this one. */
export function shifted(machine: RowMachine, state: State, since: State, symbol: string, step: number): State {
  const bound = (each: Bound): Bound => {
    if (each.base === symbol) return { base: symbol, offset: each.offset - step };
    if (!isElement(each.base, symbol) || step <= 0) return each;
    return { base: each.base, offset: each.offset - 1 };
  };
  const change = (value: Value): Value => ({
    ...value,
    until: shiftedUntil(machine, value.until, symbol, step),
    row: value.row && mapRows(value.row, bound),
    cell: value.cell && mapRows(value.cell, bound),
  });
  return mapState(state, since, change, (until) => shiftedUntil(machine, until, symbol, step));
}

export function shiftedUntil(machine: RowMachine, until: Until, symbol: string, step: number): Until {
  return mapUntil(until, (base, term) => {
    if (base === symbol) return [base, { ...term, offset: term.offset - step }];
    if (!isElement(base, symbol)) return [base, term];
    if (step <= 0) return [ALL, { ...term, offset: 0, sure: false }];
    machine.assumptions.add(
      "lists of rows that are gone through go up: each row in them is at least one after the row before",
    );
    return [base, { ...term, offset: term.offset - 1 }];
  });
}

/** What is left when a loop is over: its symbol is what it was in the last turn. */
export function projected(state: State, since: State, symbol: string, last: Bound | undefined): State {
  const until = (each: Until): Until =>
    mapUntil(each, (base, term) => {
      if (base !== symbol && !isElement(base, symbol)) return [base, term];
      if (last === undefined || base !== symbol) return [ALL, { ...term, offset: 0, sure: false }];
      return [last.base, { ...term, offset: term.offset + last.offset }];
    });
  const bound = (each: Bound, isUpper: boolean): Bound | undefined => {
    if (isElement(each.base, symbol)) return undefined;
    if (each.base !== symbol) return each;
    return isUpper && last !== undefined ? { base: last.base, offset: each.offset + last.offset } : undefined;
  };
  const change = (value: Value): Value => ({
    ...value,
    until: until(value.until),
    row: value.row && mapRows(value.row, bound),
    cell: value.cell && mapRows(value.cell, bound),
  });
  return mapState(state, since, change, until);
}

/** Rows that are the elements of a list at an index that goes with a symbol. */
function isElement(base: string, symbol: string): boolean {
  return base.startsWith("el:") && base.split(":").slice(2, -1).join(":") === symbol;
}
