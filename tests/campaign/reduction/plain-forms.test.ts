import { describe, expect, it } from "vitest";
import { plainAllocator, sharperLayers } from "../../../src/campaign/reduction/plain-allocator.ts";
import { plainConfig } from "../../../src/campaign/reduction/plain-config.ts";
import type { ConfigInput } from "../../../src/model/config.ts";
import { DEFAULT_LAYERS } from "../../../src/model/regime.ts";
import type { Scenario } from "../../../src/model/scenario.ts";
import { scenarioOf } from "../support.ts";
import { booksOf, days, sessionOf } from "./support.ts";

const market = { "2024-01-02": [0], "2024-01-03": [0.02], "2024-01-04": [-0.03] };
const largestWeight = (scenario: Scenario) =>
  Math.max(0, ...Object.values(booksOf(scenario)).flatMap((row) => (row ?? []).map(Math.abs)));

describe("plain settings", () => {
  it("replace an exposure policy by weights as large as it makes them, where a large book is what fails", async () => {
    const scenario = scenarioOf(market, { "2024-01-02": [0.75] }, { exposure: { kind: "fixed", multiplier: 4 } });
    const gross = ({ exposure }: Scenario["config"]) => (exposure.kind === "fixed" ? exposure.multiplier : 1);
    const { session } = sessionOf(
      { scenario },
      (each) => largestWeight(each.scenario) * gross(each.scenario.config) > 2,
    );
    await plainConfig(session);
    expect(session.scenario.config.exposure).toEqual({ kind: "none" });
    expect(booksOf(session.scenario)).toEqual({ "2024-01-02": [3] });
  });

  it("replace an allocator by weights as small as it makes them, where a small book is what fails", async () => {
    const applied = [{ date: "2024-01-02", risk_scalar_applied: 0.25 }];
    const scenario = scenarioOf(market, { "2024-01-02": [0.5] }, { allocator: { mode: "precomputed", applied } });
    const scalar = ({ allocator }: Scenario["config"]) => (allocator.mode === "off" ? 1 : 0.25);
    const { session } = sessionOf(
      { scenario },
      (each) => largestWeight(each.scenario) * scalar(each.scenario.config) < 0.2,
    );
    await plainConfig(session);
    expect(session.scenario.config.allocator.mode).toBe("off");
    expect(booksOf(session.scenario)).toEqual({ "2024-01-02": [0.125] });
  });

  it("keep the one policy that the failure needs, with round figures", async () => {
    const config: Partial<ConfigInput> = {
      exposure: { kind: "fixed", multiplier: 3.7 },
      costs: { halfSpreadBps: 3, feeBps: 2 },
      initialCapital: 12_345,
    };
    const { session } = sessionOf(
      { scenario: scenarioOf(market, {}, config) },
      (each) => each.scenario.config.exposure.kind === "fixed",
    );
    await plainConfig(session);
    expect(session.scenario.config).toMatchObject({
      exposure: { kind: "fixed", multiplier: 2 },
      costs: { halfSpreadBps: 0, feeBps: 0 },
      initialCapital: 1,
    });
  });
});

describe("a plain allocator", () => {
  const parts: ConfigInput["allocator"] = {
    mode: "precomputed",
    applied: [{ date: "2024-01-03", risk_scalar_applied: 0.7, sleeves: { core: 0.9 } }],
    applyMissingScalarAs: 0.8,
    layers: { ...DEFAULT_LAYERS, minDwell: 3 },
    sleeveScalars: { core: { NORMAL: 0.9, ELEVATED: 0.8, STRESS: 0.7, CRISIS: 0.6 } },
    overlay: { name: "crisis", budget: 0.3, strategy: { kind: "equal-weight" }, regimes: ["ELEVATED"] },
  };
  const scenario = scenarioOf(market, { "2024-01-02": [1] }, { allocator: parts });
  const allocatorAfter = async (needs: (allocator: Scenario["config"]["allocator"]) => boolean) => {
    const { session } = sessionOf({ scenario }, (each) => needs(each.scenario.config.allocator));
    await plainAllocator(session);
    return session.scenario.config.allocator;
  };

  it("has no part that the failure does not need", async () => {
    expect(await allocatorAfter((each) => each.mode !== "off")).toEqual({
      mode: "compute",
      scalars: [],
      applyMissingScalarAs: 1,
      layers: DEFAULT_LAYERS,
    });
  });

  it("keeps an overlay, scalars by sleeve and loaded scalars in their plainest form", async () => {
    const overlay = (await allocatorAfter((each) => each.overlay !== undefined)).overlay;
    expect(overlay).toMatchObject({ budget: 0.1, strategy: { kind: "equal-weight" }, regimes: ["STRESS", "CRISIS"] });
    const half = { NORMAL: 0.5, ELEVATED: 0.5, STRESS: 0.5, CRISIS: 0.5 };
    expect((await allocatorAfter((each) => each.sleeveScalars !== undefined)).sleeveScalars).toEqual({ core: half });
    expect(await allocatorAfter((each) => each.mode === "precomputed")).toMatchObject({
      mode: "precomputed",
      applied: [],
    });
  });

  it("keeps single layers where neither plain nor sharp ones show the failure", async () => {
    const { layers } = await allocatorAfter((each) => each.layers.minDwell === 3);
    expect(layers).toEqual({ ...DEFAULT_LAYERS, minDwell: 3 });
  });

  it("takes sharp layers only where days can go then", async () => {
    const long = scenarioOf(days(12), {});
    const needs = ({
      scenario: {
        config,
        market: { dates },
      },
    }: {
      scenario: Scenario;
    }) => dates.length >= (config.allocator.layers.regimeScores[0] === 1 ? 3 : 12);
    const { session } = sessionOf({ scenario: long }, needs);
    await sharperLayers(session);
    expect(session.scenario.market.dates.length).toBe(3);
    const without = sessionOf(
      { scenario: long },
      ({
        scenario: {
          market: { dates },
        },
      }) => dates.length >= 12,
    );
    await sharperLayers(without.session);
    expect(without.session.scenario).toBe(long);
  });
});
