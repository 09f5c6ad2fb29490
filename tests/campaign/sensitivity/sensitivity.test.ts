import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { catalog } from "../../../invariants/catalog.ts";
import { readRun } from "../../../src/adapters/run-directory/read.ts";
import { sensitivityOf } from "../../../src/campaign/sensitivity/sensitivity.ts";
import { referenceEngine } from "../../../src/engine/reference.ts";
import { builtinMarket } from "../../../src/markets/builtin.ts";
import { trimMarket } from "../../../src/markets/trim-market.ts";
import { parseConfig } from "../../../src/model/config.ts";
import type { Run } from "../../../src/model/run.ts";
import { createScenario } from "../../../src/model/scenario.ts";
import type { Sensitivity } from "../../../src/model/sensitivity.ts";
import { sensitivitySchema } from "../../../src/model/sensitivity.ts";
import { relative } from "../../../src/numeric/tolerance.ts";
import { runInvariant } from "../../../src/verify/invariant.ts";

const invariants = catalog.filter((each) => each.kind === "run");
const COVERS = "accounting/artifacts-cover-every-asset";

function of(run: Run, seed = 1): Sensitivity {
  return sensitivityOf({ run, name: "a run", invariants, seed });
}

describe("what an audit of another engine's folder notices", () => {
  const run = readRun(join(import.meta.dirname, "../../../fixtures/runs/execsim-worked-line"));
  const sensitivity = of(run);

  it("notices an asset dropped from any panel, by the invariant that the story is about", () => {
    const dropped = sensitivity.corruptions.filter(({ id }) => id === "drop-asset");
    expect(dropped.map(({ artifact }) => artifact)).toEqual(
      ["returns", "weights_pre", "weights_post", "weights_raw", "weights_scaled", "weights_daily"].map(
        (name) => `${name}.csv`,
      ),
    );
    for (const { noticedBy } of dropped) expect(noticedBy).toContain(COVERS);
  });

  it("names the smallest figure noticed in each table, from the bit of a scalar to the digit of a log", () => {
    const floor = (artifact: string, column: string) =>
      sensitivity.floors.find((each) => each.id === "add" && each.artifact === artifact && each.place.endsWith(column));
    expect(floor("allocator_risk_v1_applied.csv", "risk_scalar_applied")?.smallest).toBe(1e-12);
    // Nothing but the log, which prints two decimals of a percentage, speaks of the volatility of this run.
    expect(floor("leverage_series.csv", "vol")).toMatchObject({
      smallest: 1e-4,
      noticedBy: ["accounting/artifact-log-consistency"],
    });
  });

  it("says which invariants cannot judge, and why", () => {
    const reason = (id: string) => sensitivity.notJudging.find((each) => each.id === id)?.reason;
    expect(reason("accounting/metrics-recompute")).toBe("skipped: needs metrics.json");
    expect(reason("accounting/digests-match")).toBe("notices any change of a file's bytes, whatever it means");
    expect(sensitivity.judges).toContain(COVERS);
    expect(sensitivity.judges.length + sensitivity.notJudging.length).toBe(invariants.length);
  });

  it("is blind to what nothing else in the folder speaks of: a regime in the log, a return that nobody held", () => {
    const blind = sensitivity.corruptions.filter(({ noticedBy }) => noticedBy.length === 0);
    const firstRebalance = "2024-01-05";
    const held = blind.filter(({ artifact, place }) => artifact !== "returns.csv" || place > firstRebalance);
    expect(held.map(({ id, place }) => `${id}: ${place}`)).toEqual([
      `log-word: line 4, [Allocator] ${firstRebalance}, regime`,
    ]);
  });

  it("is a document of its schema, and the same again for a seed", () => {
    expect(sensitivitySchema.parse(JSON.parse(JSON.stringify(sensitivity)))).toEqual(sensitivity);
    expect(of(run)).toEqual(sensitivity);
  });
});

describe("what an audit of a built-in run notices", () => {
  let sensitivity: Sensitivity;
  let done = 0;
  beforeAll(async () => {
    const { load, config } = builtinMarket("us-stocks");
    const run = await referenceEngine.run(createScenario(trimMarket(load(), {}), parseConfig(config)));
    const onProgress = () => {
      done++;
    };
    sensitivity = sensitivityOf({ run, name: "us-stocks", invariants, seed: 20240105, onProgress });
  });

  it("judges by everything that applies, and reports on every corruption as it goes", () => {
    expect(sensitivity.judges.length).toBeGreaterThan(25);
    expect(done).toBeGreaterThanOrEqual(sensitivity.corruptions.length + sensitivity.floors.length);
  });

  it("notices every row lost, repeated, misdated or rescaled, and every NaN", () => {
    const quiet = (id: string) =>
      sensitivity.corruptions.filter((each) => each.id === id && each.noticedBy.length === 0);
    for (const id of ["drop-row", "drop-last-row", "duplicate-row", "swap-dates", "cell-empty", "cell-nan"]) {
      expect(sensitivity.corruptions.filter((each) => each.id === id).length, id).toBeGreaterThan(10);
      expect(quiet(id), id).toEqual([]);
    }
  });

  it("notices every metric at a hundred-thousandth of a percent", () => {
    const metrics = sensitivity.floors.filter(({ id }) => id === "metric");
    expect(metrics.length).toBeGreaterThan(8);
    for (const { place, smallest } of metrics) expect(smallest ?? 1, place).toBeLessThanOrEqual(1e-7);
  });
});

describe("a run that fails already", () => {
  it("has no witness in what fails: its alarm would say nothing of the corruption", () => {
    const { notJudging, corruptions } = of(
      readRun(join(import.meta.dirname, "../../../fixtures/runs/execsim-one-asset-left")),
    );
    expect(notJudging).toContainEqual({ id: COVERS, reason: "fails on the run as it stands" });
    expect(corruptions.flatMap(({ noticedBy }) => noticedBy)).not.toContain(COVERS);
    expect(corruptions.length).toBeGreaterThan(50);
  });
});

describe("an invariant that reads one table", () => {
  it("is asked about corruptions of that table, and never about another", () => {
    const seen: string[] = [];
    const costsNotNegative = runInvariant({
      ...{ id: "own/costs-not-negative", title: "No cost is negative", severity: "error", why: "A sign was lost." },
      ...{ independentOf: "the engine.", blindTo: "costs that are too small." },
      needs: ["turnover"],
      tolerance: relative(0),
      check({ turnover }, probe) {
        seen.push(`${turnover.dates.length} × ${turnover.columns.length}`);
        probe.holds(!turnover.values.some((value) => value < 0), { artifact: "turnover.csv" }, "≥ 0", "< 0", () => "");
      },
    });
    const run = readRun(join(import.meta.dirname, "../../../fixtures/runs/execsim-worked-line"));
    const { corruptions } = sensitivityOf({ run, name: "a run", invariants: [costsNotNegative], seed: 1 });
    const aboutTurnover = corruptions.filter(({ artifact }) => artifact === "turnover.csv").length;
    expect(aboutTurnover).toBeGreaterThan(5);
    expect(corruptions.length).toBeGreaterThan(100);
    // Once on the run as it stands, once a corruption, and once a size of two columns and of the rounding.
    expect(seen.length).toBeLessThanOrEqual(1 + aboutTurnover + 3 * 14);
    expect(new Set(seen)).toContain("1 × 2"); // a row short
  });
});
