import { describe, it } from "vitest";
import { regimeNotThrashing } from "../../../invariants/passes/regime-not-thrashing.ts";
import { isoDate } from "../../../src/model/calendar.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judgedPasses } from "../../support/judging.ts";

/** One letter a day: N, E, S or C. */
function regimes(letters: string) {
  const names: Readonly<Record<string, string>> = { N: "NORMAL", E: "ELEVATED", S: "STRESS", C: "CRISIS" };
  const labels = [...letters].map((letter) => names[letter] ?? null);
  return { regimes: { dates: labels.map((_, t) => isoDate(19724 + t)), column: "regime", labels } };
}

const calm = regimes("N".repeat(30) + "E".repeat(31));
const restless = regimes("NE".repeat(30)); // 59 changes on 59 steps: 252 a year

describe("passes/regime-not-thrashing", () => {
  it("passes for a regime that changes seldom, recorded in either run", () => {
    expectPass(judgedPasses(regimeNotThrashing, calm, {}), 1);
    expectPass(judgedPasses(regimeNotThrashing, {}, calm), 1);
  });

  it("fails for a regime that follows the noise, and says how often it changes", () => {
    expectFail(judgedPasses(regimeNotThrashing, restless, calm), {
      artifact: "allocator_regime_v1.csv",
      expected: "at most 50 a year",
      actual: 252,
      message: "59 transitions on 60 dates are 252 a year",
    });
  });

  it("counts by the run's own year", () => {
    const monthly = { ...restless, conventions: { annualization: 12 } };
    expectPass(judgedPasses(regimeNotThrashing, monthly, {}), 1);
  });

  it("asks for twenty dates, and allows exactly the limit", () => {
    expectPass(judgedPasses(regimeNotThrashing, regimes("N".repeat(20)), {}), 1);
    const often = { ...regimes(`${"NE".repeat(25)}NN`), conventions: { annualization: 51 } }; // 50 changes on 51 steps
    expectPass(judgedPasses(regimeNotThrashing, often, {}), 1);
    const more = { ...often, conventions: { annualization: 52 } };
    expectFail(judgedPasses(regimeNotThrashing, more, {}), { expected: "at most 50 a year" });
  });

  it("is unproven for a few dates, and skipped where no regime is recorded", () => {
    expectUnproven(judgedPasses(regimeNotThrashing, regimes("NENENE"), {}), "never 20 dates with a regime");
    expectSkipped(judgedPasses(regimeNotThrashing, {}, {}), "needs allocator_regime_v1.csv in either run");
  });
});
