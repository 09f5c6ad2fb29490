import { describe, expect, it } from "vitest";
import { byHand } from "../../../src/campaign/worked/arithmetic.ts";
import { referenceEngine } from "../../../src/engine/reference.ts";
import type { ConfigInput } from "../../../src/model/config.ts";
import type { Figure } from "../../../src/model/verdict.ts";
import { RunView } from "../../../src/verify/run-view.ts";
import { scenarioOf } from "../support.ts";

const ROWS = {
  "2024-01-02": [0, 0],
  "2024-01-03": [0.1, 0],
  "2024-01-04": [0, -0.05],
  "2024-01-05": [0.2, 0.1],
};
const BOOKS = { "2024-01-04": [0.5, -0.25], "2024-01-05": [0.25, 0.5] };
const TARGET = { kind: "vol-target", targetVol: 0.1, volWindow: 2, minObservations: 2, leverageCap: 4 } as const;

/** The arithmetic of a violation on the reference's own run of the tables above. */
async function spelled(
  artifact: string,
  date: string,
  expected: Figure,
  config: Partial<ConfigInput> = {},
  message = "",
) {
  const run = new RunView(await referenceEngine.run(scenarioOf(ROWS, BOOKS, config)), "run");
  const nothing = { asset: null, actual: null, residual: null, tolerance: null, message, location: null };
  return byHand(run, { ...nothing, artifact: `${artifact}.csv`, date, expected });
}

describe("arithmetic by hand", () => {
  it("spells out P&L under both conventions, with its cost", async () => {
    const gross = 0.25 * 0.2 + 0.5 * 0.1;
    expect(await spelled("portfolio_returns", "2024-01-05", gross)).toBe("Σ w·r = 0.25 × 0.2 + 0.5 × 0.1 = 0.1");
    expect(await spelled("portfolio_returns", "2024-01-05", Math.expm1(gross))).toBe(
      "Σ w·r = 0.25 × 0.2 + 0.5 × 0.1 = 0.1; exp(0.1) − 1 = 0.105171",
    );
    const costs = { halfSpreadBps: 100, feeBps: 0 };
    expect(await spelled("portfolio_returns", "2024-01-05", gross - 0.01, { costs })).toBe(
      "Σ w·r = 0.25 × 0.2 + 0.5 × 0.1 = 0.1; less cost 0.01 = 0.09",
    );
    const conventions = { returns: "simple" } as const;
    const simple = 0.25 * Math.expm1(0.2) + 0.5 * Math.expm1(0.1);
    expect(await spelled("portfolio_returns", "2024-01-05", Math.log1p(simple), { conventions })).toBe(
      "Σ w·(exp(r) − 1) = 0.25 × (exp(0.2) − 1) + 0.5 × (exp(0.1) − 1) = 0.107936; log(1 + 0.107936) = 0.102499",
    );
  });

  it("spells out turnover, from cash and from the book before", async () => {
    expect(await spelled("turnover", "2024-01-04", 0.75)).toBe("Σ|w_new − w_held| = |0.5 − 0| + |-0.25 − 0| = 0.75");
    expect(await spelled("turnover", "2024-01-05", 1)).toBe("Σ|w_new − w_held| = |0.25 − 0.5| + |0.5 − -0.25| = 1");
    expect(await spelled("turnover", "2024-01-05", 1, { holding: "drifting-positions" })).toBeUndefined();
  });

  it("spells out volatility and leverage, and the cap that binds", async () => {
    const unit = [0.1 / 3, (-0.05 * 2) / 3]; // the unit book's returns before the date
    const volatility = Math.sqrt((unit[0]! - unit[1]!) ** 2 / 2) * Math.sqrt(252);
    const of = (expected: number, exposure: object = TARGET, message = "the volatility or leverage is another") =>
      spelled("leverage_series", "2024-01-05", expected, { exposure: exposure as typeof TARGET }, message);
    expect(await of(volatility)).toBe("standard deviation of the unit book's 0.0333333, -0.0333333 × √252 = 0.748331");
    expect(await of(0.1 / volatility)).toBe("target 0.1 / 0.748331 = 0.133631");
    expect(await of(0.1, { ...TARGET, leverageCap: 0.1 })).toBe(
      "target 0.1 / 0.748331 = 0.133631, at most 0.1 (leverage 0.1, gross 4, asset 2 × 0.75 / 0.5 = 3)",
    );
    expect(await of(0.05, { ...TARGET, volFloor: 2 })).toBe("target 0.1 / the floor 2 (volatility 0.748331) = 0.05");
    expect(await of(0.75, TARGET, "gross_before is Σ|weights_pre|")).toBe("Σ|weights_pre| = |0.25| + |0.5| = 0.75");
    expect(await of(volatility, TARGET, "a targeted book has the gross of its leverage")).toBeUndefined();
  });

  it("says nothing where what it spells out is neither figure", async () => {
    expect(await spelled("portfolio_returns", "2024-01-05", 7)).toBeUndefined();
    expect(await spelled("equity_curve", "2024-01-05", 7)).toBeUndefined();
    expect(await spelled("weights_scaled", "2024-01-05", 0.75)).toBeUndefined(); // a sum of something else, it may be
    expect(await spelled("weights_scaled", "2024-01-05", 0.75, {}, "Σ|weights_scaled| is over the cap")).toBe(
      "Σ|weights_scaled| = |0.25| + |0.5| = 0.75",
    );
    expect(await spelled("metrics", "2024-01-05", 7)).toBeUndefined();
  });
});
