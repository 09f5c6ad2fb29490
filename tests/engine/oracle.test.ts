import { divide, multiply, sum as sumByMathjs, variance as varianceByMathjs } from "mathjs";
import { describe, expect, it } from "vitest";
import { runStages } from "../../src/engine/reference.ts";
import { columnOf, isMissing } from "../../src/model/panel.ts";
import { expectNear, largest, meanOfPairs, normalization, quadraticForm, rowsOf } from "../support/oracle.ts";
import { smallScenario } from "../support/reference-run.ts";

describe("the engine's figures by mathjs", () => {
  const scenario = smallScenario({ allocator: { mode: "compute" } }, 160);
  const run = runStages(scenario);
  const { market, config } = scenario;
  const returns = run.table("returns")!;
  const yearly = config.conventions.annualization;

  it("the volatility that sets the leverage is √(u'Σu · annualization) of the window before", () => {
    const pre = run.table("weights_pre")!;
    const recorded = columnOf(run.table("leverage_series")!, "vol")!;
    const { volWindow } = config.exposure as Extract<typeof config.exposure, { kind: "vol-target" }>;
    for (const [k, date] of pre.dates.entries()) {
      const row = market.dates.indexOf(date);
      const weights = rowsOf(pre, k, k + 1)[0]!;
      const unit = divide(weights, Number(sumByMathjs(weights.map(Math.abs)))) as number[];
      const window = rowsOf(returns, Math.max(1, row - volWindow), row);
      const expected = quadraticForm(unit, window, config.conventions.ddof) * yearly;
      expectNear(recorded[k]! ** 2, expected, 2 * largest(window.flat()) ** 2 * yearly);
    }
    expect(recorded.length).toBeGreaterThanOrEqual(14);
  });

  it.each([20, 60])("volatility and mean correlation of the state over %i bars", (bars) => {
    const state = run.table("allocator_state_v1")!;
    const post = run.table("weights_post")!;
    const shadow = market.dates.map((date, t) => {
      const k = post.dates.findLastIndex((each) => each <= date);
      const book = k < 0 ? undefined : rowsOf(post, k, k + 1)[0]!;
      return book === undefined ? 0 : Math.expm1(Number(multiply(book, rowsOf(returns, t, t + 1)[0]!)));
    });
    let compared = 0;
    for (const [row, date] of state.dates.entries()) {
      const t = market.dates.indexOf(date);
      const cell = (name: string) => row * state.columns.length + state.columns.indexOf(name);
      const volatility = cell(`port_rvol_${bars}d`);
      if (isMissing(state, volatility) || isMissing(state, cell(`corr_${bars}d`))) continue;
      const window = shadow.slice(t - bars, t);
      const spread = Number(varianceByMathjs(window, normalization(config.conventions.ddof)));
      expectNear(state.values[volatility]! ** 2, spread * yearly, 2 * largest(window) ** 2 * yearly);
      expectNear(state.values[cell(`corr_${bars}d`)]!, meanOfPairs(rowsOf(returns, t - bars, t)), 1);
      compared++;
    }
    expect(compared).toBeGreaterThan(60);
  });
});
