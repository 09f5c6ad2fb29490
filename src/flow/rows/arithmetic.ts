import type { Interval, Until } from "../domain/rows.ts";
import { addRows, constantRow, exactly, joinUntil, mapRows, START, subtractRows } from "../domain/rows.ts";
import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { isCount, withCounts } from "./counts.ts";
import type { RowMachine } from "./machine.ts";
import { wholeOf } from "./reading.ts";
import type { Value } from "./values.ts";
import { depending, FREE, rowValue } from "./values.ts";

/** What is made of two numbers, and which row it is. */

export function number(value: number): Value {
  return Number.isInteger(value) ? rowValue(exactly(START, value)) : FREE;
}

/** a OP b: what it depends on, and which row it is. */
export function arithmetic(
  machine: RowMachine,
  a: Value,
  b: Value,
  operator: string,
  node: ts.BinaryExpression,
): Value {
  return withCounts(machine, a, b, operator, resultOf(machine, a, b, operator, node), node);
}

function resultOf(machine: RowMachine, a: Value, b: Value, operator: string, node: ts.BinaryExpression): Value {
  const until = joinUntil(numberOf(machine, a, node), numberOf(machine, b, node));
  const result = depending(until);
  if (operator === "+" || operator === "-") {
    const row = sumOf(machine, a, b, operator, node);
    // A cell of a flat panel: the row's first one and so many more.
    const cell = operator === "+" ? (a.cell ?? b.cell) : undefined;
    return row === undefined && cell === undefined ? result : { ...result, row, cell };
  }
  // The cells of a flat panel by its width: as many rows.
  if (operator === "/" && isCount(a) && isWidth(node.right)) return { ...result, row: a.row };
  if (operator === "*") {
    const [x, y] = [constantRow(a.row), constantRow(b.row)];
    if (x !== undefined && y !== undefined) return { ...result, row: exactly(START, x * y) };
    const row = isWidth(node.right) ? a.row : isWidth(node.left) ? b.row : undefined;
    return row === undefined ? result : { ...result, cell: row };
  }
  return result;
}

/** What an object in arithmetic depends on is what it holds. */
function numberOf(machine: RowMachine, value: Value, node: ts.Node): Until {
  return value.refs.size === 0 ? value.until : wholeOf(machine, value, node);
}

function sumOf(
  machine: RowMachine,
  a: Value,
  b: Value,
  operator: "+" | "-",
  node: ts.BinaryExpression,
): Interval | undefined {
  if (a.row !== undefined && b.row !== undefined) {
    const row = operator === "+" ? addRows(a.row, b.row) : subtractRows(a.row, b.row);
    if (row.lo !== undefined || row.hi !== undefined) return row;
  }
  // A number of which nothing is known, taken away from a row: a lookback.
  const isRow = a.row?.hi !== undefined && a.row.hi.base !== START;
  if (operator !== "-" || !isRow || b.row?.lo !== undefined) return undefined;
  machine.assumptions.add(`${node.right.getText()} is at least 1, where it is taken away from a row`);
  return mapRows({ lo: undefined, hi: a.row!.hi }, ({ base, offset }) => ({ base, offset: offset - 1 }));
}

/** Whether something is the width of a flat panel, by its name. */
function isWidth(given: ts.Expression): boolean {
  const node = bare(given);
  const name = ts.isIdentifier(node) ? node.text : ts.isPropertyAccessExpression(node) ? node.name.text : "";
  return name.replace("#", "") === "width";
}
