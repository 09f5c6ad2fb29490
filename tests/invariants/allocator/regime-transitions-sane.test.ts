import { describe, it } from "vitest";
import { regimeTransitionsSane } from "../../../invariants/allocator/regime-transitions-sane.ts";
import { isoDate } from "../../../src/model/calendar.ts";
import type { LabelSeries } from "../../../src/model/panel.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../../support/judging.ts";

const WORDS = { N: "NORMAL", E: "ELEVATED", S: "STRESS", C: "CRISIS" } as const;

/** One letter a bar, from 2024-01-02 on. */
function regimesOf(letters: string): LabelSeries {
  const labels = [...letters].map((letter) => WORDS[letter as keyof typeof WORDS]);
  return { dates: labels.map((_, t) => isoDate(19724 + t)), column: "regime", labels };
}

const config = { allocator: { mode: "off", layers: { minDwell: 3 } } } as const;

describe("allocator/regime-transitions-sane", () => {
  it("passes for a regime that rises at once and falls one level after its dwell", () => {
    expectPass(judged(regimeTransitionsSane, { config, regimes: regimesOf("NNCCCSSSEEENNN") }));
  });

  it("fails for a fall by several levels, and for one before its dwell", () => {
    const regimes = regimesOf("NCCCN"); // three levels down on 2024-01-06
    expectFail(judged(regimeTransitionsSane, { config, regimes }), {
      date: "2024-01-06",
      expected: "STRESS",
      actual: "NORMAL",
      message: "CRISIS falls by several levels",
    });
    expectFail(judged(regimeTransitionsSane, { config, regimes: regimesOf("NSSE") }), {
      date: "2024-01-05",
      expected: 3,
      actual: 2,
      message: "STRESS falls before 3 bars are over",
    });
  });

  it("takes a dwell of ten bars for granted where the config is not recorded", () => {
    expectPass(judged(regimeTransitionsSane, { regimes: regimesOf(`N${"E".repeat(10)}N`) }));
    expectFail(judged(regimeTransitionsSane, { regimes: regimesOf(`N${"E".repeat(9)}N`) }), {
      expected: 10,
      actual: 9,
    });
  });

  it("fails for more than twenty transitions a year, and asks it of a year at least", () => {
    const flickering = "NEEE".repeat(70); // 280 bars, 139 transitions
    expectFail(judged(regimeTransitionsSane, { config, regimes: regimesOf(flickering) }), {
      artifact: "allocator_regime_v1.csv",
      expected: 20,
      actual: 139 / (280 / 252),
      message: "139 transitions in 280 bars are more than 20 a year",
    });
    expectPass(judged(regimeTransitionsSane, { config, regimes: regimesOf("NEEE".repeat(60)) }));
  });

  it("takes exactly twenty in exactly a year", () => {
    const twenty = `${`${"N".repeat(12)}${"E".repeat(13)}`.repeat(10)}NN`; // 252 bars
    expectPass(judged(regimeTransitionsSane, { config, regimes: regimesOf(twenty) }), 251 + 10 * 2 + 1);
    const shorter = twenty.slice(0, -1);
    expectPass(judged(regimeTransitionsSane, { config, regimes: regimesOf(shorter) }), 250 + 10 * 2);
    const more = `${"E".repeat(4)}${twenty.slice(4)}`;
    expectFail(judged(regimeTransitionsSane, { config, regimes: regimesOf(more) }), { expected: 20, actual: 21 });
  });

  it("is unproven on a single day and skipped without regimes", () => {
    expectUnproven(judged(regimeTransitionsSane, { regimes: regimesOf("N") }));
    expectSkipped(judged(regimeTransitionsSane, {}), "needs allocator_regime_v1.csv");
  });
});
