import type { Sleeve } from "../model/config.ts";

/** Adds what weights given outright are examples of: holds, dates all in cash, an asset that nobody ever holds. */
export function outrightLabels(sleeves: readonly Sleeve[], assets: number, labels: string[]): void {
  let holds = false;
  let allZero = false;
  let held = 0;
  for (let s = 0; s < sleeves.length; s++) {
    const { strategy } = sleeves[s]!;
    if (strategy.kind !== "weights") {
      held = EVERY_ASSET;
      continue;
    }
    const { values } = strategy;
    for (let k = 0; k < values.length; k++) {
      const row = values[k]!;
      if (row === null) holds = true;
      else {
        const inRow = heldIn(row);
        if (inRow === 0) allZero = true;
        held |= inRow;
      }
    }
  }
  if (holds) labels.push("rows: hold");
  if (allZero) labels.push("rows: all zero");
  if (allZero && sleeves.length === 1) labels.push("book: all cash on a date");
  if (held === 0) labels.push("book: never any weight");
  else if (held !== EVERY_ASSET && bitCount(held) < Math.min(assets, WORD))
    labels.push("assets: one that is never held");
}

const EVERY_ASSET = -1;
/** Assets that are told apart: generated scenarios have fewer. */
const WORD = 31;

/** The columns of a row with a weight, a bit each. */
function heldIn(row: readonly number[]): number {
  let held = 0;
  for (let i = 0; i < row.length && i < WORD; i++) if (row[i] !== 0) held |= 1 << i;
  return held;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
