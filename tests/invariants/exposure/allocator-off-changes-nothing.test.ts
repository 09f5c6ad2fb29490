import { describe, it } from "vitest";
import { allocatorOffChangesNothing } from "../../../invariants/exposure/allocator-off-changes-nothing.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const book = table`
  date        ES    TY
  2024-01-02  0.5  -0.25
  2024-01-03  0.4   0`;
const config = { allocator: { mode: "off" } } as const;
const tables = { weights_post: book, weights_raw: book, weights_scaled: book };

describe("exposure/allocator-off-changes-nothing", () => {
  it("passes when the three books are one", () => {
    expectPass(judged(allocatorOffChangesNothing, { config, tables }), 8);
  });

  it("fails for a baseline that is scaled, by the last bit too, and for one that something was added to", () => {
    const scaled = withCell(book, "2024-01-02", "TY", -0.2125);
    expectFail(judged(allocatorOffChangesNothing, { config, tables: { ...tables, weights_scaled: scaled } }), {
      date: "2024-01-02",
      asset: "TY",
      artifact: "weights_scaled.csv",
      expected: -0.25,
      message: "the allocator is off, and weights_raw has -0.25",
    });
    const bit = withCell(book, "2024-01-03", "ES", 0.4 * (1 + 2 ** -52));
    expectFail(judged(allocatorOffChangesNothing, { config, tables: { ...tables, weights_scaled: bit } }), {
      asset: "ES",
    });
    const hedged = withCell(book, "2024-01-03", "TY", 0.1);
    const both = { ...tables, weights_raw: hedged, weights_scaled: hedged };
    expectFail(judged(allocatorOffChangesNothing, { config, tables: both }), {
      artifact: "weights_raw.csv",
      actual: 0.1,
    });
  });

  it("is skipped in another mode, unproven without rebalances", () => {
    const computing = { allocator: { mode: "compute", scalars: [1] as number[] } } as const;
    expectSkipped(judged(allocatorOffChangesNothing, { config: computing, tables }), 'mode is "compute"');
    const none = table`date ES TY`;
    expectUnproven(
      judged(allocatorOffChangesNothing, {
        config,
        tables: { weights_post: none, weights_raw: none, weights_scaled: none },
      }),
    );
  });
});
