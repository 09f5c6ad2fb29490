import { describe, expect, it } from "vitest";
import { parseConfig, rebalanceSchema } from "../../src/model/config.ts";

const SLEEVES = [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }];

describe("the schedule of rebalances", () => {
  it.each([["day"], ["week"], ["month"], ["quarter"], [{ bars: 21 }], [{ dates: ["2024-01-02"] }]])(
    "is %j, bare or as the contract's example has it",
    (schedule) => {
      expect(rebalanceSchema.parse(schedule)).toEqual(schedule);
      expect(rebalanceSchema.parse({ every: schedule })).toEqual(schedule);
    },
  );

  it.each([
    [{ every: "decade" }],
    [{ every: { every: "month" } }],
    [{ every: "month", bars: 2 }],
    [{ every: { bars: 0 } }],
  ])("is not %j", (rebalance) => {
    const read = () => parseConfig({ sleeves: SLEEVES, rebalance, exposure: { kind: "none" } });
    expect(read).toThrow("config.rebalance");
  });
});
