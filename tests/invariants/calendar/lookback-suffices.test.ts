import { describe, it } from "vitest";
import { lookbackSuffices } from "../../../invariants/calendar/lookback-suffices.ts";
import { isoDate } from "../../../src/model/calendar.ts";
import type { ConfigInput } from "../../../src/model/config.ts";
import { panel } from "../../../src/model/panel.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";

const DATES = Array.from({ length: 140 }, (_, t) => isoDate(19723 + t));

function ones(dates: readonly string[]) {
  return panel(dates, ["ES"], new Float64Array(dates.length).fill(1));
}

/** A rotation that looks back 127 returns, with rebalances on the rows given. */
function rotating(rows: readonly number[], rest: Partial<ConfigInput> = {}) {
  const strategy = { kind: "sector-rotation", momentumPeriod: 127 } as const;
  const config = { sleeves: [{ name: "core", budget: 1, strategy }], ...rest };
  return judged(lookbackSuffices, {
    config,
    tables: { returns: ones(DATES), weights_scaled: ones(rows.map((row) => DATES[row]!)) },
  });
}

describe("calendar/lookback-suffices", () => {
  it("passes when as many returns lie before each rebalance", () => {
    expectPass(rotating([128, 139]), 2); // row 0 is no return
  });

  it("fails for 100 bars of data and a lookback of 127", () => {
    expectFail(rotating([101, 139]), {
      date: DATES[101]!,
      artifact: "returns.csv",
      expected: 127,
      actual: 100,
      message: `sector-rotation of sleeve core looks back 127 returns; before ${DATES[101]} there are 100`,
    });
  });

  it("counts the day itself for a book that earns from the day after", () => {
    expectPass(rotating([127], { conventions: { earnsFrom: 1 } }), 1);
    expectFail(rotating([127]), { expected: 127, actual: 126 });
  });

  it("asks whoever looks back furthest", () => {
    const targeted = { kind: "vol-target", targetVol: 0.1, volWindow: 130, minObservations: 130 } as const;
    expectFail(rotating([128], { exposure: targeted }), {
      expected: 130,
      message: `risk targeting looks back 130 returns; before ${DATES[128]} there are 127`,
    });
    const overlay = { name: "crisis", budget: 0.1, strategy: { kind: "momentum", period: 128, skip: 3 } } as const;
    expectFail(rotating([129], { allocator: { mode: "off", overlay } }), {
      expected: 131,
      message: `momentum of overlay crisis looks back 131 returns; before ${DATES[129]} there are 128`,
    });
  });

  it("leaves a rebalance alone that is on no market date, and is unproven without any", () => {
    const config = { sleeves: [{ name: "core", budget: 1, strategy: { kind: "momentum", period: 9 } }] } as const;
    const mutable: Partial<ConfigInput> = JSON.parse(JSON.stringify(config));
    const tables = { returns: ones(DATES), weights_scaled: ones(["2030-01-01"]) };
    expectUnproven(judged(lookbackSuffices, { config: mutable, tables }));
    expectUnproven(rotating([]));
  });

  it("is skipped where nothing looks back, and without dates or config", () => {
    const tables = { returns: ones(DATES), weights_scaled: ones(DATES) };
    expectSkipped(judged(lookbackSuffices, { config: {}, tables }), "nothing in the config looks back");
    expectSkipped(judged(lookbackSuffices, { config: {}, tables: { weights_scaled: ones(DATES) } }), "a row a date");
    expectSkipped(judged(lookbackSuffices, { tables }), "needs run.json (config)");
  });
});
