import { describe, expect, it } from "vitest";
import { notStuckInOneAsset } from "../../../invariants/data/not-stuck-in-one-asset.ts";
import { isoDate } from "../../../src/model/calendar.ts";
import type { Panel } from "../../../src/model/panel.ts";
import { panel } from "../../../src/model/panel.ts";
import { expectFail, expectPass, expectSkipped, judged } from "../../support/judging.ts";

/** Rebalances that cycle through the books given. */
function cycling(count: number, ...books: readonly (readonly number[])[]): Panel {
  const dates = Array.from({ length: count }, (_, t) => isoDate(19723 + t));
  const assets = ["SPY", "BND", "GLD"].slice(0, books[0]!.length);
  return panel(dates, assets, Float64Array.from(dates.flatMap((_, k) => books[k % books.length]!)));
}

function of(weights_scaled: Panel) {
  return judged(notStuckInOneAsset, { tables: { weights_scaled } });
}

describe("data/not-stuck-in-one-asset", () => {
  it("is a warning: a strategy may be right to stay", () => {
    expect(notStuckInOneAsset.severity).toBe("warning");
  });

  it("passes when another asset is held now and then", () => {
    expectPass(of(cycling(12, ...Array.from({ length: 11 }, () => [0, 1, 0]), [1, 0, 0])), 3);
    expectPass(of(cycling(12, [0.1, 0.9, 0])), 3);
  });

  it("fails when all trades are in one bond fund, whatever their size and side", () => {
    expectFail(of(cycling(1202, [0, 1, 0], [0, -0.25, 0])), {
      date: null,
      asset: "BND",
      artifact: "weights_scaled.csv",
      expected: "less than 0.95",
      actual: 1,
      message: "on average 100.0% of gross at 1202 rebalances are in BND",
    });
  });

  it("fails when dust beside it hides that", () => {
    expectFail(of(cycling(40, [0.02, 0.97, 0.01])), { asset: "BND", actual: 0.97 });
  });

  it("counts rebalances in which something is held: cash is not stuck", () => {
    expectSkipped(of(cycling(22, [0, 1, 0], [0, 0, 0])), "needs 12 rebalances with something held");
    expectFail(of(cycling(24, [0, 1, 0], [0, 0, 0])), { asset: "BND", actual: 1 });
  });

  it("fails for NaN", () => {
    const { probe } = of(cycling(12, [0, Number.NaN, 0]));
    expect(probe.violationCount).toBe(3);
  });

  it("is skipped where there is little to choose from, and without its table", () => {
    expectSkipped(of(cycling(12, [0, 1])), "needs 3 assets to choose from");
    expectSkipped(of(cycling(11, [0, 1, 0])), "needs 12 rebalances");
    expectSkipped(judged(notStuckInOneAsset, {}), "needs weights_scaled.csv");
  });
});
