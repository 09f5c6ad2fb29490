import { describe, it } from "vitest";
import { grossWithinCap } from "../../../invariants/exposure/gross-within-cap.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";
import { withCell } from "../../support/run-of.ts";
import { table } from "../../support/tables.ts";

const weights_post = table`
  date        ES   TY
  2024-01-05  2.5 -1.5`;
const weights_daily = table`
  date        ES   TY
  2024-01-05  2.5 -1.5
  2024-01-08  2.5 -1.5`;
const tables = { weights_post, weights_scaled: weights_post, weights_daily };
const config = { limits: { maxAssetWeight: 3, maxGross: 4 } };

describe("exposure/gross-within-cap", () => {
  it("passes at the cap, at every rebalance and on every date", () => {
    expectPass(judged(grossWithinCap, { config, tables }), 4);
  });

  it("fails on the date on which the book is over the cap", () => {
    const grown = withCell(weights_daily, "2024-01-08", "ES", 3.2);
    expectFail(judged(grossWithinCap, { config, tables: { ...tables, weights_daily: grown } }), {
      date: "2024-01-08",
      artifact: "weights_daily.csv",
      expected: 4,
      actual: 4.7,
      message: "Σ|weights_daily| is over the cap of 4",
    });
  });

  it("takes the leverage cap of a targeted book where it is lower", () => {
    const targeted = { ...config, exposure: { kind: "vol-target", targetVol: 0.1, leverageCap: 3 } } as const;
    expectFail(judged(grossWithinCap, { config: targeted, tables: { weights_post } }), { expected: 3, actual: 4 });
  });

  it("keeps an overlay's budget free of the targeted book, and lets the overlay fill it", () => {
    const overlay = { name: "crisis", budget: 0.5, strategy: { kind: "equal-weight" } } as const;
    const exposure = { kind: "vol-target", targetVol: 0.1, leverageCap: 3.5 } as const;
    const overlaid = { ...config, exposure, allocator: { mode: "compute", overlay } } as const;
    expectFail(judged(grossWithinCap, { config: overlaid, tables }), {
      artifact: "weights_post.csv",
      expected: 3.5,
      actual: 4,
    });
  });

  it("holds books that are scaled by sleeve to the limit only: one sleeve uncovers what another had hedged", () => {
    const exposure = { kind: "vol-target", targetVol: 0.1, leverageCap: 3 } as const;
    const bySleeve = { ...config, exposure, allocator: { mode: "compute", sleeveScalars: {} } } as const;
    const scaled = { weights_scaled: weights_post };
    expectPass(judged(grossWithinCap, { config: bySleeve, tables: scaled }), 1);
    const off = { ...bySleeve, allocator: { mode: "off", sleeveScalars: {} } } as const;
    expectFail(judged(grossWithinCap, { config: off, tables: scaled }), { expected: 3, actual: 4 });
  });

  it("leaves out what prices do to drifting positions", () => {
    const drifting = { ...config, holding: "drifting-positions" } as const;
    const grown = withCell(weights_daily, "2024-01-08", "ES", 3.2);
    expectPass(judged(grossWithinCap, { config: drifting, tables: { ...tables, weights_daily: grown } }), 2);
  });

  it("fails for NaN, is unproven without a row, skipped without a book or a config", () => {
    const broken = withCell(weights_post, "2024-01-05", "TY", Number.NaN);
    expectFail(judged(grossWithinCap, { config, tables: { weights_post: broken } }), { actual: "NaN" });
    expectUnproven(judged(grossWithinCap, { config, tables: { weights_post: table`date ES` } }));
    expectSkipped(
      judged(grossWithinCap, { config }),
      "needs weights_post.csv, weights_scaled.csv or weights_daily.csv",
    );
    expectSkipped(judged(grossWithinCap, { tables }), "needs run.json (config)");
  });
});
