import { describe, it } from "vitest";
import { regimeKnown } from "../../../invariants/allocator/regime-known.ts";
import { expectFail, expectPass, expectSkipped, judged } from "../../support/judging.ts";
import { labels } from "../../support/tables.ts";

const regimes = labels`
  date        regime
  2024-01-02  NORMAL
  2024-01-03  ELEVATED
  2024-01-04  STRESS
  2024-01-05  CRISIS`;
const line = (regime: string) => `[Allocator] 2024-01-05: computed=0.55, applied=0.62, regime=${regime}`;

describe("allocator/regime-known", () => {
  it("passes for the four regimes, in the log too", () => {
    expectPass(judged(regimeKnown, { regimes, log: [line("CRISIS")] }), 5);
    expectPass(judged(regimeKnown, { regimes, log: ["[Allocator] 2024-01-05: applied=0.62"] }), 4);
  });

  it("fails for a label that nobody knows, an empty one, and one in the log", () => {
    const strange = labels`
      date        regime
      2024-01-02  -          # warm-up without a regime
      2024-01-03  PANIC`;
    expectFail(
      judged(regimeKnown, { regimes: strange }),
      { date: "2024-01-02", actual: null, message: "the regime of 2024-01-02 is empty" },
      { date: "2024-01-03", actual: "PANIC", artifact: "allocator_regime_v1.csv" },
    );
    expectFail(judged(regimeKnown, { regimes, log: [line("Crisis")] }), {
      date: "2024-01-05",
      location: "run.log:1",
      actual: "Crisis",
    });
  });

  it("is skipped without regimes", () => {
    expectSkipped(judged(regimeKnown, {}), "needs allocator_regime_v1.csv");
  });
});
