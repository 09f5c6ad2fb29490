import { describe, expect, it } from "vitest";
import { maxDrawdown } from "../../src/metrics/max-drawdown.ts";
import { DrawdownTies } from "../../src/verify/drawdown-ties.ts";

const SLACK = 2 ** -10;

function tiesOf(equity: readonly number[], capital = 1): DrawdownTies {
  const curve = Float64Array.from(equity);
  return new DrawdownTies(curve, capital, maxDrawdown(curve, capital));
}

/** The rows, one before the curve and one after it among them, of which it is true. */
function rowsWhere(length: number, holds: (row: number) => boolean): number[] {
  return Array.from({ length: length + 3 }, (_, i) => i - 1).filter(holds);
}

describe("ties of a maximum drawdown", () => {
  // From 2048 down to half of it, twice; the second peak is the one of the drawdown found.
  const equity = [1024, 2048, 1536, 2048, 1024, 1536, 1024, 2048, 4096, 3072];
  const twice = tiesOf(equity, 1024);

  it("names every row at the peak before the fall, and none after it", () => {
    expect(rowsWhere(equity.length, (row) => twice.isPeak(row, SLACK))).toEqual([1, 3]);
  });

  it("takes a row for a peak up to a fraction of the peak, to the bit", () => {
    const [within, beyond] = [2048 - 2, 2048 - 2.5];
    const near = tiesOf([within, beyond, 2048, 1024], 1);
    expect(rowsWhere(4, (row) => near.isPeak(row, SLACK))).toEqual([0, 2]);
    const deepest = tiesOf([2048, 1024], 1);
    expect(deepest.isPeak(1, 1)).toBe(false); // whatever the slack, the deepest point is no peak
  });

  it("names every row as deep as the deepest, after the peak only", () => {
    expect(rowsWhere(equity.length, (row) => twice.isTrough(row, SLACK))).toEqual([4, 6]);
    const near = tiesOf([2048, 1024, 1024 + 2, 1024 + 2.5], 1);
    expect(rowsWhere(4, (row) => near.isTrough(row, SLACK))).toEqual([1, 2]);
    const shallow = tiesOf([1, 1 - SLACK]);
    expect(rowsWhere(2, (row) => shallow.isTrough(row, SLACK))).toEqual([1]);
  });

  it("lasts from any of the peaks until equity is back at it, or first beyond it", () => {
    // Row 7 from rows 3 and 1, and row 8 from either.
    expect(rowsWhere(equity.length, (bars) => twice.lasts(bars, SLACK))).toEqual([4, 5, 6, 7]);
    expect([twice.lasts(Number.NaN, SLACK), twice.lasts(4.5, SLACK)]).toEqual([false, false]);
  });

  it("lasts until equity is within the slack of the peak, and no longer than until it is beyond", () => {
    expect(tiesOf([2048, 1024, 2046, 2045, 1500]).lasts(2, SLACK)).toBe(true);
    expect(tiesOf([2048, 1024, 2045, 2045, 1500]).lasts(2, SLACK)).toBe(false);
    const back = tiesOf([2048, 1024, 2046, 2050, 2048, 2051, 2048, 1500]);
    expect(rowsWhere(8, (bars) => back.lasts(bars, SLACK))).toEqual([2, 3, 4, 5]);
  });

  it("lasts to the end of a run that is still under water, also where the end is the deepest point", () => {
    const open = tiesOf([2048, 1024, 1536]);
    expect(rowsWhere(3, (bars) => open.lasts(bars, SLACK))).toEqual([2]);
    const falling = tiesOf([1, 2, 4, 3, 2]);
    expect(rowsWhere(5, (bars) => falling.lasts(bars, SLACK))).toEqual([2]);
  });

  it("begins at the capital where the curve never was that high, and is counted from its first row", () => {
    const loss = tiesOf([512, 768, 1024, 2048, 1024], 1024);
    expect(rowsWhere(5, (row) => loss.isPeak(row, SLACK))).toEqual([]);
    expect(rowsWhere(5, (row) => loss.isTrough(row, SLACK))).toEqual([0]);
    expect(rowsWhere(5, (bars) => loss.lasts(bars, SLACK))).toEqual([2, 3]);
    const above = tiesOf([1536, 768], 1024); // the first row is a peak of its own
    expect([above.isPeak(0, SLACK), above.isTrough(1, SLACK), above.lasts(1, SLACK)]).toEqual([true, true, true]);
  });
});
