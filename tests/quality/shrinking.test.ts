import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { runCampaign } from "../../src/campaign/campaign.ts";
import { REDUCTION_BUDGET } from "../../src/campaign/reducer.ts";
import { replay } from "../../src/campaign/replay.ts";
import type { Counterexample } from "../../src/model/counterexample.ts";
import { counting, faulty } from "../campaign/support.ts";

const SEEDS = Array.from({ length: 10 }, (_, i) => i + 1);
const CASES = 128;

/** Fault, the invariant whose counterexample is looked at, and the most days that the median may have. */
const PLANTED = [
  ["renormalized-after-rt", "exposure/no-post-rt-renormalization", 3],
  ["dust-dropped-after-rt", "exposure/no-post-rt-renormalization", 3],
  ["off-by-one-earning-date", "accounting/pnl-linear-in-weights", 3],
  ["common-symbols-drop-exposure", "accounting/run-and-artifact-pnl-agree", 3],
  ["cost-on-net-trades", "accounting/costs-conserved", 3],
  ["hold-re-levers", "calendar/trades-only-on-rebalances", 3],
  ["hold-sells-everything", "calendar/hold-trades-nothing", 3],
  ["drift-forgotten", "calendar/hold-trades-nothing", 4],
  ["drift-forgotten", "accounting/turnover-matches-trades", 4],
  ["rebalances-daily", "calendar/rebalance-cadence", 3],
  ["leverage-compounds-on-hold", "exposure/model-weights-unlevered", 6],
  ["drawdown-absolute", "drawdown/drawdown-recomputes", 3],
  ["scalar-lag-zero", "exposure/scalar-lags-one-rebalance", 3],
  ["look-ahead-one-bar", "relation/no-look-ahead", 3],
  ["leverage-on-net", "exposure/leverage-identity", 6],
  ["vol-window-includes-today", "exposure/leverage-follows-target", 6],
  ["cap-forgotten", "exposure/gross-within-cap", 6],
] as const;

/** One counterexample a seed of one planted fault, and the engine runs that each reduction took. */
async function counterexamples(fault: string, invariant: string) {
  const found: Counterexample[] = [];
  const runs: number[] = [];
  for (const seed of SEEDS) {
    const options = { invariants: catalog.filter(({ id }) => id === invariant), seed, cases: CASES };
    const unreduced = counting(faulty(fault));
    await runCampaign({ ...options, engine: unreduced, reductionBudget: 0 });
    const engine = counting(faulty(fault));
    const result = await runCampaign({ ...options, engine });
    found.push(result.counterexamples[0]!);
    runs.push((engine.runs() - unreduced.runs()) / result.counterexamples.length);
  }
  return { found, runs };
}

describe.each(PLANTED)("the counterexample of %s", (fault, invariant, mostDays) => {
  it(`is at most ${mostDays} days and 2 assets, and fails as the first did`, async () => {
    const { found, runs } = await counterexamples(fault, invariant);
    expect(median(found.map(({ scenario }) => scenario.market.dates.length))).toBeLessThanOrEqual(mostDays);
    expect(median(found.map(({ scenario }) => scenario.market.assets.length))).toBeLessThanOrEqual(2);
    expect(median(found.map(valuesOf))).toBeLessThanOrEqual(3);
    expect(new Set(found.map(formOf)).size).toBeLessThanOrEqual(7);
    expect(Math.max(...runs)).toBeLessThanOrEqual(REDUCTION_BUDGET);
    expect(median(runs)).toBeLessThanOrEqual(100);
    for (const each of found) {
      const again = await replay(each, faulty(fault), catalog);
      expect(again.status).toBe("STILL FAILING");
      expect(again.violation).toEqual(each.violation); // the same signature, not another failure
      expect(each.signature.startsWith(invariant)).toBe(true);
    }
  });
});

describe("the counterexample of an engine that remembers", () => {
  it("fails on a new engine too, although the old one never forgot", async () => {
    const found: string[] = [];
    for (const seed of SEEDS) {
      const { counterexamples: stored } = await runCampaign({
        engine: faulty("state-leaks-between-runs"),
        invariants: catalog.filter(({ id }) => id === "relation/deterministic"),
        seed,
        cases: 64,
      });
      found.push((await replay(stored[0]!, faulty("state-leaks-between-runs"), catalog)).status);
    }
    expect(found).toEqual(SEEDS.map(() => "STILL FAILING"));
  });
});

/** Returns and weights that are not 0. */
function valuesOf({ scenario: { market, config } }: Counterexample): number {
  const weights = config.sleeves.flatMap(({ strategy }) => (strategy.kind === "weights" ? strategy.values : []));
  return [...market.returns, ...weights].flatMap((row) => row ?? []).filter((value) => value !== 0).length;
}

function formOf({ scenario, followUp }: Counterexample): string {
  return JSON.stringify([scenario, followUp]);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
