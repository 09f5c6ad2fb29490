import { describe, it } from "vitest";
import { modelWeightsUnlevered } from "../../../invariants/exposure/model-weights-unlevered.ts";
import type { ConfigInput } from "../../../src/model/config.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const weights_model = table`
  date        ES   TY
  2024-01-05  0.5  -0.5
  2024-02-05  0.8   0`;
const rotation = { kind: "sector-rotation" } as const;

function sleeves(...strategies: readonly ConfigInput["sleeves"][number]["strategy"][]): Partial<ConfigInput> {
  return { sleeves: strategies.map((strategy, i) => ({ name: `s${i}`, budget: 6.14, strategy })) };
}

describe("exposure/model-weights-unlevered", () => {
  it("passes while a sleeve's answer adds up to 1 at most, whatever its budget", () => {
    expectPass(judged(modelWeightsUnlevered, { config: sleeves(rotation), tables: { weights_model } }), 2);
  });

  it("fails when positions come back as model weights", () => {
    const levered = withCell(weights_model, "2024-02-05", "ES", 1.25);
    expectFail(judged(modelWeightsUnlevered, { config: sleeves(rotation), tables: { weights_model: levered } }), {
      date: "2024-02-05",
      artifact: "weights_model.csv",
      expected: 1,
      actual: 1.25,
      message: "Σ|weights_model| of 1 sleeves is 1 at most where nothing is levered",
    });
    expectPass(
      judged(modelWeightsUnlevered, { config: sleeves(rotation, rotation), tables: { weights_model: levered } }),
      2,
    );
  });

  it("bounds weights given outright by the largest row so far, and nothing by a row that holds", () => {
    const told = {
      kind: "weights",
      dates: ["2024-01-05", "2024-02-01", "2024-02-05"],
      values: [[0.5, -0.5], null, [3, 1]],
    } as const;
    const config = sleeves(JSON.parse(JSON.stringify(told)));
    const large = withCell(weights_model, "2024-02-05", "ES", 4);
    expectPass(judged(modelWeightsUnlevered, { config, tables: { weights_model: large } }), 2);
    const early = withCell(weights_model, "2024-01-05", "ES", 3);
    expectFail(judged(modelWeightsUnlevered, { config, tables: { weights_model: early } }), {
      date: "2024-01-05",
      expected: 1,
      actual: 3.5,
    });
  });

  it("fails for NaN", () => {
    const broken = withCell(weights_model, "2024-02-05", "TY", Number.NaN);
    expectFail(judged(modelWeightsUnlevered, { config: sleeves(rotation), tables: { weights_model: broken } }), {
      actual: "NaN",
    });
  });

  it("is skipped without its parts, unproven without a rebalance", () => {
    expectSkipped(judged(modelWeightsUnlevered, { config: {} }), "needs weights_model.csv");
    expectSkipped(judged(modelWeightsUnlevered, { tables: { weights_model } }), "needs run.json (config)");
    expectUnproven(judged(modelWeightsUnlevered, { config: {}, tables: { weights_model: table`date ES` } }));
  });
});
