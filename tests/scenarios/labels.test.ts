import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CAPABILITIES } from "../../src/engine/support.ts";
import type { ConfigInput } from "../../src/model/config.ts";
import { parseConfig } from "../../src/model/config.ts";
import { createMarket } from "../../src/model/market.ts";
import { createScenario } from "../../src/model/scenario.ts";
import { labelsOf } from "../../src/scenarios/labels.ts";
import { scenarioSource } from "../../src/scenarios/source.ts";

const DATES = ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08", "2024-01-09"];

/** Labels of a two-asset scenario: returns by date, the config's parts that matter. */
function labels(returns: readonly (readonly [number, number])[], config: Partial<ConfigInput> = {}): string[] {
  const dates = DATES.slice(0, returns.length);
  const market = createMarket(dates, ["B", "A"], Float64Array.from(returns.flat()));
  return labelsOf(createScenario(market, parseConfig({ ...PLAIN, ...config })));
}

const PLAIN: ConfigInput = {
  sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }],
  rebalance: "day",
  exposure: { kind: "none" },
};

function outright(...values: ([number, number] | null)[]): ConfigInput["sleeves"] {
  return [{ name: "core", budget: 1, strategy: { kind: "weights", dates: DATES.slice(0, values.length), values } }];
}

const CALM: readonly [number, number][] = [
  [0, 0],
  [0.01, -0.01],
  [0, 0.01],
  [-0.01, 0],
  [0.01, 0.01],
];

describe("labels", () => {
  it("tell still markets, still assets and crashes", () => {
    const still = CALM.map(([first]) => [first, 0] as [number, number]);
    expect(labels(still)).toContain("assets: one that never moves");
    expect(labels(still.map(() => [0, 0]))).toContain("returns: all zero");
    expect(labels(still.map(() => [0, 0]))).not.toContain("assets: one that never moves");
    expect(labels(CALM)).not.toContain("assets: one that never moves");
    expect(labels(CALM)).not.toContain("returns: a crash");
    expect(labels([...CALM, [-0.1, 0]])).toContain("returns: a crash");
  });

  it("tell holds, cash and assets that nobody holds", () => {
    const all = labels(CALM, { sleeves: outright([0.5, 0], null, [0, 0]) });
    expect(all).toEqual(
      expect.arrayContaining([
        "rows: hold",
        "rows: all zero",
        "book: all cash on a date",
        "assets: one that is never held",
      ]),
    );
    const none = labels(CALM, { sleeves: outright([0.5, 0], [0, 0.5]) });
    for (const label of ["rows: hold", "rows: all zero", "assets: one that is never held"]) {
      expect(none).not.toContain(label);
    }
    expect(labels(CALM, { sleeves: outright([0, 0]) })).toContain("book: never any weight");
    const beside = [...outright([0, 0.5])!, { name: "own", budget: 1, strategy: { kind: "equal-weight" as const } }];
    expect(labels(CALM, { sleeves: beside })).not.toContain("assets: one that is never held");
  });

  it.each([
    ["day", false],
    ["week", false],
    ["month", true],
    ["quarter", true],
    [{ bars: 6 }, true],
    [{ bars: 5 }, false],
    [{ dates: ["2024-01-03"] }, true],
    [{ dates: ["2024-01-03", "2024-01-05"] }, false],
  ] as const)("tell a single rebalance by %j: %s", (rebalance, one) => {
    const config = { rebalance: typeof rebalance === "object" ? structuredClone(rebalance) : rebalance } as ConfigInput;
    expect(labels([...CALM, [0, 0]], config).includes("schedule: one date")).toBe(one);
  });

  it("tell what certainly binds: a limit, the cap, or nothing", () => {
    const target = (leverageCap: number, maxGross: number, targetVol = 1) =>
      labels(CALM, {
        exposure: { kind: "vol-target", targetVol, volWindow: 2, minObservations: 2, volFloor: 0.001, leverageCap },
        limits: { maxGross, maxAssetWeight: 10 },
      }).filter((label) => label.startsWith("leverage: "));
    // The widest return is 1%: no book of gross 1 is above √2 · 1% · √252 = 22.4%, so a target of 1 asks for over 4.4.
    expect(target(4, 2)).toEqual(["leverage: a limit binds"]);
    expect(target(2, 4)).toEqual(["leverage: the cap binds"]);
    expect(target(5, 5)).toEqual([]);
    expect(target(2, 1, 0.1)).toEqual([]);
  });

  it("tell scalars at the ends of (0, 1]", () => {
    const given = (...scalars: number[]) => labels(CALM, { allocator: { mode: "compute", scalars } });
    expect(given(0.5, 0.01)).toContain("scalars: at an edge");
    expect(given(0.999)).toContain("scalars: at an edge");
    expect(given(1, 0.5)).not.toContain("scalars: at an edge");
    const applied = [{ date: "2024-01-02", risk_scalar_applied: 1e-6 }];
    expect(labels(CALM, { allocator: { mode: "precomputed", applied } })).toContain("scalars: at an edge");
  });
});

/** What must occur, and in what share of cases at the least. */
const RATES: readonly (readonly [string, number])[] = [
  ["assets: one", 0.1],
  ["assets: one that is never held", 0.05],
  ["assets: one that never moves", 0.05],
  ["bars: at most 5", 0.05],
  ["bars: more than 20", 0.4],
  ["book: all cash on a date", 0.1],
  ["book: never any weight", 0.01],
  ["dates: across a year's end", 0.2],
  ["schedule: day", 0.08],
  ["schedule: week", 0.1],
  ["schedule: month", 0.05],
  ["schedule: quarter", 0.05],
  ["schedule: bars", 0.1],
  ["schedule: dates", 0.1],
  ["schedule: one date", 0.05],
  ["exposure: vol-target", 0.5],
  ["exposure: fixed", 0.1],
  ["exposure: none", 0.1],
  ["leverage: a limit binds", 0.08],
  ["leverage: the cap binds", 0.03],
  ["allocator: off", 0.2],
  ["allocator: compute", 0.25],
  ["allocator: precomputed", 0.25],
  ["scalars: at an edge", 0.2],
  ["scalars: given", 0.1],
  ["scalars: of the layers", 0.1],
  ["scalars: by sleeve", 0.1],
  ["overlay: some", 0.1],
  ["holding: constant-weights", 0.4],
  ["holding: drifting-positions", 0.3],
  ["returns: log", 0.4],
  ["returns: simple", 0.4],
  ["returns: a crash", 0.1],
  ["returns: all zero", 0.005],
  ["costs: some", 0.4],
  ["capital: other", 0.3],
  ["sleeves: several", 0.2],
  ["strategy: own rule", 0.1],
  ["strategy: rotation", 0.03],
  ["rows: hold", 0.3],
  ["rows: all zero", 0.3],
];

/** How often each label, and each pair of labels of interest, is met in 64 blocks of 64 cases, in all and by block. */
function counted(isMet: (labels: ReadonlySet<string>) => boolean): { share: number; highest: number; lowest: number } {
  const shares = BLOCKS.map((block) => block.filter(isMet).length / block.length);
  const share = shares.reduce((sum, each) => sum + each, 0) / shares.length;
  return { share, highest: Math.max(...shares), lowest: Math.min(...shares) };
}

const SOURCE = scenarioSource(CAPABILITIES);
const BLOCKS = Array.from({ length: 64 }, (_, i) => {
  const seed = 7919 * i;
  return fc.sample(SOURCE.block(seed), { seed, numRuns: 64 }).map((each) => new Set(SOURCE.labelsOf(each)));
});

describe("4,096 cases", () => {
  it.each(RATES)("have %s at a rate of %d at the least", (label, least) => {
    expect(counted((labels) => labels.has(label)).share).toBeGreaterThanOrEqual(least);
  });

  it("have no label that no rate is declared for but the other halves of those", () => {
    const met = new Set(BLOCKS.flat().flatMap((labels) => [...labels]));
    for (const [label] of RATES) met.delete(label);
    expect([...met].sort()).toEqual(["assets: several", "bars: 6 to 20", "capital: 1", "costs: none", "sleeves: one"]);
  });

  it("have what is rare together often in some blocks", () => {
    const rare = ["leverage: a limit binds", "sleeves: several", "rows: hold"];
    const { share, highest, lowest } = counted((labels) => rare.every((label) => labels.has(label)));
    expect(share).toBeGreaterThan(0.02);
    expect(highest).toBeGreaterThan(2 * share);
    expect(lowest).toBeLessThan(share / 2);
  });
});
