import { describe, expect, it } from "vitest";
import { referenceEngine } from "../../src/engine/reference.ts";
import type { Engine } from "../../src/model/engine.ts";
import { ConfigError } from "../../src/model/errors.ts";
import { columnOf } from "../../src/model/panel.ts";
import { overlayDecision } from "../../src/passes/overlay-decision.ts";
import { baselineScenario, scaledScenario } from "../../src/passes/scenarios.ts";
import { twoPass } from "../../src/passes/two-pass.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { smallScenario } from "../support/reference-run.ts";
import { returnsOf } from "../support/returns.ts";
import { changed, configOf, runOf, withCell } from "../support/run-of.ts";

const overlay = { name: "hedge", budget: 0.1, strategy: { kind: "equal-weight" as const } };
const sleeveScalars = { core: { NORMAL: 1, ELEVATED: 0.5, STRESS: 0.4, CRISIS: 0.3 } };

/** Layers that take the smallest fall for a crisis. */
const nervous = { mode: "compute" as const, layers: { drawdownLevel: [-0.001, -0.002, -0.003] } };

/** Counts the allocator's mode of each run. */
function recording(): { engine: Engine; modes: string[] } {
  const modes: string[] = [];
  const engine: Engine = {
    describe: () => referenceEngine.describe(),
    run(scenario) {
      const { mode, overlay: hedge } = scenario.config.allocator;
      modes.push(hedge === undefined ? mode : `${mode} with overlay`);
      return referenceEngine.run(scenario);
    },
  };
  return { engine, modes };
}

describe("two passes", () => {
  it("are the allocator off, and then the scalars that this baseline has ready", async () => {
    const { engine, modes } = recording();
    const { baseline, scaled, withoutOverlay } = await twoPass(engine, smallScenario({ allocator: nervous }));
    expect(modes).toEqual(["off", "precomputed"]);
    expect(withoutOverlay).toBeUndefined();
    const ready = columnOf(baseline.run.table("allocator_risk_v1_applied")!, "risk_scalar_applied");
    expect(columnOf(scaled.run.table("allocator_risk_v1_applied")!, "risk_scalar_applied")).toEqual(ready);
    expect(ready!.some((scalar) => scalar < 1)).toBe(true);
    expect(baseline.run.table("weights_scaled")).toEqual(baseline.run.table("weights_post"));
  });

  it("are three with an overlay, and take a recorded baseline in place of the first", async () => {
    const { engine, modes } = recording();
    const scenario = smallScenario({ allocator: { mode: "compute", overlay } });
    const { baseline } = await twoPass(engine, scenario);
    await twoPass(engine, scenario, baseline.run);
    expect(modes).toEqual([
      "off with overlay",
      "precomputed with overlay",
      "precomputed",
      "precomputed with overlay",
      "precomputed",
    ]);
  });

  it("carry the scalars of sleeves over", async () => {
    const { scaled } = await twoPass(referenceEngine, smallScenario({ allocator: { mode: "off", sleeveScalars } }));
    const { allocator } = scaled.scenario.config;
    expect(allocator.mode === "precomputed" && allocator.applied[1]?.sleeves).toEqual({ core: expect.any(Number) });
  });

  it("need scalars that somebody may apply", async () => {
    const scenario = smallScenario();
    const run = await referenceEngine.run(baselineScenario(scenario));
    const applied = run.table("allocator_risk_v1_applied")!;
    const broken = withCell(applied, applied.dates[1]!, "risk_scalar_applied", 1.5);
    expect(() => scaledScenario(scenario, changed(run, { tables: { allocator_risk_v1_applied: broken } }))).toThrow(
      /baseline's scalars.applied\[1\].risk_scalar_applied.*expected a scalar in \(0, 1\], was 1.5/,
    );
    const silent = changed(run, { tables: { allocator_risk_v1_applied: undefined } });
    expect(() => scaledScenario(scenario, silent)).toThrow(ConfigError);
    expect(() => scaledScenario(scenario, silent)).toThrow(
      /allocator_risk_v1_applied.csv: the baseline run records no/,
    );
    const sleeved = smallScenario({ allocator: { mode: "off", sleeveScalars } });
    expect(() => scaledScenario(sleeved, run)).toThrow(/allocator_sleeve_risk_v1_applied.csv/);
  });
});

describe("an overlay", () => {
  const view = (...simple: readonly number[]) =>
    new RunView(runOf({ tables: { portfolio_returns: returnsOf(...simple) } }), "run");
  const { allocator } = configOf({ allocator: { mode: "compute", overlay } });

  it("is kept when the tail gets better with it", () => {
    const decided = overlayDecision(view(0.1, -0.2, 0.1), view(0.09, -0.1, 0.1), allocator);
    expect(decided).toMatchObject({ name: "hedge", decision: "keep", allocator });
    expect(decided.reason).toBe("keep it: 3 of 3 tail figures are better with it, 0 worse");
    expect(decided.figures.map(({ name }) => name)).toEqual([
      "max_drawdown",
      "worst_month",
      "mean_of_worst_5_percent_of_days",
    ]);
  });

  it("is dropped when it does not, and the config leaves it out", () => {
    const worse = overlayDecision(view(0.1, -0.1, 0.1), view(0.1, -0.2, 0.1), allocator);
    expect(worse.decision).toBe("drop");
    expect(worse.allocator).not.toHaveProperty("overlay");
    expect(worse.allocator).toHaveProperty("layers");
    expect(overlayDecision(view(0.1, -0.1), view(0.1, -0.1), allocator).decision).toBe("drop");
  });
});
