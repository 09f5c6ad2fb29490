import { describe, it } from "vitest";
import { givenScalarsRecorded } from "../../../invariants/allocator/given-scalars-recorded.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withoutRows } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const config = { allocator: { mode: "compute" as const, scalars: [0.9, 0.5], applyMissingScalarAs: 1 } };
const recorded = table`
  date        risk_scalar
  2024-01-02  0.9
  2024-02-01  0.5
  2024-03-01  1`;
const turnover = table`
  date        turnover  cost
  2024-01-02  1         0
  2024-02-01  1         0
  2024-03-01  1         0`;

describe("allocator/given-scalars-recorded", () => {
  it("passes when each rebalance has its entry of the list, and past its end the default", () => {
    expectPass(judged(givenScalarsRecorded, { config, tables: { allocator_risk_v1: recorded } }), 3);
  });

  it("fails when the list was read from its second entry on", () => {
    const late = table`
      date        risk_scalar
      2024-01-02  0.5
      2024-02-01  1
      2024-03-01  1`;
    expectFail(
      judged(givenScalarsRecorded, { config, tables: { allocator_risk_v1: late } }),
      {
        date: "2024-01-02",
        artifact: "allocator_risk_v1.csv",
        expected: 0.9,
        actual: 0.5,
        message: "allocator.scalars[0] of the config is 0.9",
      },
      { date: "2024-02-01", expected: 0.5, actual: 1 },
    );
  });

  it("fails for another default past the end of the list, and says which counts", () => {
    const zero = { ...recorded, values: Float64Array.of(0.9, 0.5, 0.5) };
    expectFail(judged(givenScalarsRecorded, { config, tables: { allocator_risk_v1: zero } }), {
      date: "2024-03-01",
      expected: 1,
      actual: 0.5,
      message: "the config gives 2 scalars, and past their end 1 counts",
    });
  });

  it("counts rebalances by those of all tables, so that a lost row shifts none", () => {
    const short = { allocator_risk_v1: withoutRows(recorded, "2024-01-02"), turnover };
    expectPass(judged(givenScalarsRecorded, { config, tables: short }), 2);
  });

  it("is unproven without rebalances, and skipped where the layers compute the scalars", () => {
    const empty = { ...recorded, dates: [], values: new Float64Array() };
    expectUnproven(judged(givenScalarsRecorded, { config, tables: { allocator_risk_v1: empty } }));
    for (const mode of ["compute", "off"] as const) {
      const sketch = { config: { allocator: { mode } }, tables: { allocator_risk_v1: recorded } };
      expectSkipped(judged(givenScalarsRecorded, sketch), "the config gives no list of computed scalars");
    }
    expectSkipped(judged(givenScalarsRecorded, { config }), "needs allocator_risk_v1.csv");
  });
});
