import { describe, it } from "vitest";
import { documentsAgree } from "../../../invariants/allocator/documents-agree.ts";
import type { Run } from "../../../src/model/run.ts";
import { expectFail, expectPass, expectSkipped, judged } from "../../support/judging.ts";
import { runOf } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const tables = {
  turnover: table`
    date        turnover  cost
    2024-01-02  1         0
    2024-02-01  1         0
    2024-03-01  1         0`,
};
const computed = { allocator: { mode: "compute" as const, scalars: [0.9], applyMissingScalarAs: 1 } };
const loaded = {
  allocator: {
    mode: "precomputed" as const,
    applied: [
      { date: "2024-01-02", risk_scalar_applied: 0.9 },
      { date: "2024-02-01", risk_scalar_applied: 0.8 },
    ],
    applyMissingScalarAs: 1,
  },
};
const meta = {
  schema: "tieout.allocator-risk-v1-applied-meta/1",
  mode: "compute",
  source: "config.allocator.scalars",
  applyMissingScalarAs: 1,
  rebalances: 3,
  lagRebalances: 1,
  missing: 2,
  used: true,
};
const artifact = "allocator_risk_v1_applied_meta.json";

/** A run with documents beside its tables. */
function withDocuments(config: typeof computed | typeof loaded, applied: unknown, precomputed?: unknown): Run {
  const document = (name: string) => (name === "allocator_risk_v1_applied_meta" ? applied : precomputed);
  return { ...runOf({ config, tables }), document };
}

describe("allocator/documents-agree", () => {
  it("passes when mode, lag, counts and default are those of config and tables", () => {
    expectPass(judged(documentsAgree, withDocuments(computed, meta)), 6);
  });

  it("fails for each fact that is another, and names it", () => {
    const template = { ...meta, mode: "off", rebalances: 2, lagRebalances: 0, missing: 0, used: false };
    expectFail(
      judged(documentsAgree, withDocuments(computed, { ...template, applyMissingScalarAs: 0.5 })),
      {
        artifact,
        expected: "compute",
        actual: "off",
        message: `${artifact} says mode "off"; config and tables make it compute`,
      },
      { artifact, expected: "1", actual: 0.5 },
      { artifact, expected: "3", actual: 2, message: `${artifact} says rebalances 2; config and tables make it 3` },
      { artifact, expected: "1", actual: 0 },
      { artifact, expected: "2", actual: 0 },
      { artifact, expected: "true", actual: "false" },
    );
  });

  it("counts what mode precomputed loaded, and the dates that it lacks", () => {
    const applied = { ...meta, mode: "precomputed", lagRebalances: 0, missing: 1 };
    const source = { schema: "tieout.allocator-precomputed-meta/1", mode: "precomputed", loaded: 2, missing: 1 };
    expectPass(judged(documentsAgree, withDocuments(loaded, applied, source)), 6 + 3);
    expectFail(
      judged(documentsAgree, withDocuments(loaded, applied, { ...source, loaded: 3, missing: 0 })),
      { artifact: "allocator_precomputed_meta.json", expected: "1", actual: 0 },
      { artifact: "allocator_precomputed_meta.json", expected: "2", actual: 3 },
    );
  });

  it("is skipped where no document says in known words how scalars came about", () => {
    const reason = "needs allocator_risk_v1_applied_meta.json or allocator_precomputed_meta.json";
    for (const document of [undefined, null, "text", { mode: "off" }, { schema: "other/1", mode: "off" }]) {
      expectSkipped(judged(documentsAgree, withDocuments(computed, document)), reason);
    }
  });
});
