import { describe, expect, it } from "vitest";
import { engineOf, referenceEngine, referenceStages } from "../../src/engine/reference.ts";
import type { Stages } from "../../src/engine/stages.ts";
import { equivalents } from "../../src/equivalents/catalog.ts";
import { faults } from "../../src/faults/catalog.ts";
import type { GoldenCase } from "../../src/golden/case.ts";
import type { CaseDiff } from "../../src/golden/diff/document.ts";
import { compareCase } from "../../src/golden/golden.ts";
import { surveyGoldens } from "../../src/golden/store/survey.ts";
import type { Engine } from "../../src/model/engine.ts";

const { cases } = surveyGoldens("golden");
const drifting = cases.find(({ name }) => name === "us-stocks-drifting")!;
const small = cases.filter(({ name }) => name.startsWith("us-stocks"));

async function diffOf(golden: GoldenCase, engine: Engine): Promise<CaseDiff> {
  const terms = { engine, invariants: [], tolerances: { profile: "default" as const, tables: {} } };
  return (await compareCase(golden, terms)).diff;
}

/** The one stage that an engine has replaced; undefined where it is not one. */
function replaced(stages: Stages): string | undefined {
  const names = (Object.keys(stages) as (keyof Stages)[]).filter((name) => stages[name] !== referenceStages[name]);
  return names.length === 1 ? names[0] : undefined;
}

describe("golden runs of the reference", () => {
  it("are what it gives", async () => {
    for (const golden of cases) expect(await diffOf(golden, referenceEngine)).toMatchObject({ verdict: "pass" });
  });

  it("name the stage that was replaced as that of the first divergence, whatever the fault", async () => {
    const noticed: string[] = [];
    for (const fault of faults) {
      const stages = fault.stages(referenceStages);
      const stage = replaced(stages);
      if (stage === undefined || stage === "record") continue;
      const engine = engineOf(stages, fault.id);
      const [first] = (await diffOf(drifting, engine)).divergences;
      if (first === undefined) continue;
      noticed.push(fault.id);
      expect({ fault: fault.id, stage: first.change.stage }).toEqual({ fault: fault.id, stage });
    }
    expect(noticed.length).toBeGreaterThanOrEqual(40);
  });

  it("raise no false alarm over an engine that only rounds otherwise", async () => {
    const rounding = equivalents.filter(({ id }) => id !== "single-precision");
    expect(rounding.length).toBeGreaterThan(10);
    let rounded = 0;
    for (const equivalent of rounding) {
      const engine = engineOf(equivalent.stages(referenceStages), equivalent.id);
      for (const golden of small) {
        const diff = await diffOf(golden, engine);
        expect({ engine: equivalent.id, found: diff.divergences }).toEqual({ engine: equivalent.id, found: [] });
        rounded += diff.rounded;
      }
    }
    expect(rounded).toBeGreaterThan(100);
  });
});
