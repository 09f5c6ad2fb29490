import { describe, expect, it } from "vitest";
import type { Conventions } from "../../src/model/config.ts";
import type { Panel } from "../../src/model/panel.ts";
import { recomputedPnl } from "../../src/verify/recomputed-pnl.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { runOf, withoutColumns, withoutRows } from "../support/run-of.ts";
import { table } from "../support/tables.ts";

const portfolio_returns = table`
  date        gross_return
  2024-01-02  0
  2024-01-03  0
  2024-01-04  0`;
const returns = table`
  date        ES     TY
  2024-01-02  0      0
  2024-01-03  0.25   -0.5
  2024-01-04  -0.125 1`;
const weights_daily = table`
  date        ES   TY
  2024-01-02  1    2
  2024-01-03  4    8
  2024-01-04  16   32`;
const run = { portfolio_returns, returns, weights_daily };

function pnlOf(tables: Readonly<Record<string, Panel>>, conventions: Partial<Conventions> = {}) {
  const { known, gross, scale } = recomputedPnl(new RunView(runOf({ tables, conventions }), "run"));
  return { known: [...known], gross: [...gross], scale: [...scale] };
}

describe("the auditor's P&L", () => {
  const sameBar = { known: [1, 1, 1], gross: [0, 1 - 4, -2 + 32], scale: [0, 1 + 4, 2 + 32] };
  const nextBar = { known: [1, 1, 1], gross: [0, 0.25 - 1, -0.5 + 8], scale: [0, 0.25 + 1, 0.5 + 8] };

  it("is Σ w·r of the bar's own weights, or of those of the bar before, of which the first has none", () => {
    expect(pnlOf(run, { earnsFrom: 0 })).toEqual(sameBar);
    expect(pnlOf(run, { earnsFrom: 1 })).toEqual(nextBar);
  });

  it("is Σ w·(exp(r) − 1) under the simple convention, and nothing of an asset without a weight", () => {
    const { gross, scale } = pnlOf(run, { returns: "simple", earnsFrom: 0 });
    const [es, ty] = [4 * Math.expm1(0.25), 8 * Math.expm1(-0.5)];
    expect([gross[1], scale[1]]).toEqual([es + ty, es - ty]);
    const endless = table`
      date        ES     TY
      2024-01-02  0      0
      2024-01-03  0.25   1000
      2024-01-04  0      0`;
    const without = table`
      date        ES  TY
      2024-01-02  1   0
      2024-01-03  4   0
      2024-01-04  1   0`;
    const tables = { portfolio_returns, returns: endless, weights_daily: without };
    expect(pnlOf(tables, { returns: "simple", earnsFrom: 0 })).toMatchObject({ gross: [0, es, 0], known: [1, 1, 1] });
  });

  it("finds columns by name, in any order, and more of them", () => {
    const turned = table`
      date        TY    GC  ES
      2024-01-02  0     7   0
      2024-01-03  -0.5  7   0.25
      2024-01-04  1     7   -0.125`;
    expect(pnlOf({ ...run, returns: turned }, { earnsFrom: 0 })).toEqual(sameBar);
    expect(pnlOf({ ...run, returns: turned }, { earnsFrom: 1 })).toEqual(nextBar);
  });

  it("is unknown where returns of an asset with a weight are lost, and only there", () => {
    const idle = table`
      date        ES   TY
      2024-01-02  1    2
      2024-01-03  4    0
      2024-01-04  16   32`;
    const tables = { ...run, weights_daily: idle, returns: withoutColumns(returns, "TY") };
    expect(pnlOf(tables, { earnsFrom: 0 })).toMatchObject({ known: [0, 1, 0], gross: [0, 1, -2], scale: [0, 1, 2] });
  });

  it("is another where a panel of weights lost an asset: that is the finding", () => {
    const { known, gross } = pnlOf({ ...run, weights_daily: withoutColumns(weights_daily, "TY") }, { earnsFrom: 0 });
    expect([known, gross]).toEqual([
      [1, 1, 1],
      [0, 1, -2],
    ]);
  });

  it("is unknown on a bar whose returns or weights are lost, by date", () => {
    const lost = "2024-01-03";
    for (const name of ["returns", "weights_daily"] as const) {
      const tables = { ...run, [name]: withoutRows(run[name], lost) };
      expect(pnlOf(tables, { earnsFrom: 0 })).toEqual({ known: [1, 0, 1], gross: [0, 0, 30], scale: [0, 0, 34] });
    }
    const dayAfter = pnlOf({ ...run, weights_daily: withoutRows(weights_daily, lost) }, { earnsFrom: 1 });
    expect(dayAfter).toEqual({ known: [1, 1, 0], gross: [0, -0.75, 0], scale: [0, 1.25, 0] });
  });

  it("is nowhere known where a table is absent", () => {
    for (const name of ["returns", "weights_daily"] as const) {
      const { [name]: _, ...others } = run;
      expect(pnlOf(others)).toEqual({ known: [0, 0, 0], gross: [0, 0, 0], scale: [0, 0, 0] });
    }
    expect(pnlOf({ returns, weights_daily })).toEqual({ known: [], gross: [], scale: [] });
  });

  it.each(["in order", "by column"])("is exact where a plain sum is not, %s", (how) => {
    const names = how === "in order" ? ["A", "B", "C", "D"] : ["D", "C", "B", "A"];
    const dates = ["2024-01-02"];
    const tables = {
      portfolio_returns: { ...portfolio_returns, dates, values: Float64Array.of(0) },
      weights_daily: { ...weights_daily, dates, columns: ["A", "B", "C", "D"], values: Float64Array.of(1, 1, 1, 1) },
      returns: { ...returns, dates, columns: names, values: Float64Array.of(1, 2 ** 60, 1, -(2 ** 60)) },
    };
    expect(pnlOf(tables, { earnsFrom: 0 })).toEqual({ known: [1], gross: [2], scale: [2 ** 61] });
  });
});
