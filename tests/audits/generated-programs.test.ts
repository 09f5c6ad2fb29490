import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { behaviourOf } from "./programs/behaviour.ts";
import type { Judged } from "./programs/judge.ts";
import { isClean, isFalseAlarm, isUnsound, judge, reduced, shown, traceOf } from "./programs/judge.ts";
import type { Program } from "./programs/writer.ts";

/**
 * The self-check of the static audit: random programs that handle weights are run at w and λw, and what they do is held
 * against what the audit says of their text. `npm run bench -- generated-programs` does the same with 20,000.
 */

const SEED = 20240105;

function program(...statements: string[]): Program {
  return { declarations: [], statements };
}

describe("the audit of random programs", () => {
  it("gives PASS to none that does more than scale, and to nearly all that only scale", () => {
    let clean = 0;
    let passed = 0;
    let alarms = 0;
    const look = (judged: Judged) => {
      if (isUnsound(judged)) throw new Error(`PASS for what does not scale: ${shown(reduced(judged, isUnsound))}`);
      if (!isClean(judged)) return;
      clean++;
      if (judged.verdict === "pass") passed++;
      if (isFalseAlarm(judged)) alarms++;
    };
    const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });
    const property = fc.property(seeds, (seed) => look(judge(seed)));
    fc.assert(property, { seed: SEED, numRuns: 400, endOnFailure: true });
    expect(clean).toBeGreaterThan(150);
    expect(passed / clean).toBeGreaterThanOrEqual(0.8);
    expect(alarms / clean).toBeLessThanOrEqual(0.1);
  }, 60_000);
});

describe("the self-check can fail", () => {
  it("sees that a program scales", () => {
    const behaviour = behaviourOf(program("const v = w.map((x) => x * k);", "settle(v);"));
    expect(behaviour).toEqual({ scales: true, linear: true, alive: true, shown: "" });
  });

  it("sees a cap, whatever the audit says", () => {
    const capped = program("const v = w.map((x) => Math.min(x, cap));", "settle(v);");
    const behaviour = behaviourOf(capped);
    expect(behaviour).toMatchObject({ scales: false, linear: false });
    expect(behaviour.shown).toContain("×3");
    expect(isUnsound({ seed: 0, program: capped, verdict: "pass", reason: "", behaviour })).toBe(true);
    expect(traceOf(capped).verdict).toBe("fail");
  });

  it("sees that |w| scales and is not linear", () => {
    const behaviour = behaviourOf(program("settle(w.map((x) => Math.abs(x)));"));
    expect(behaviour).toMatchObject({ scales: true, linear: false });
  });

  it("leaves of a wrong program only what is wrong", () => {
    const judged = judge(0, program("const a = w.slice();", "const b = w.map((x) => x / w[0]);", "settle(b);"));
    const smaller = reduced(judged, ({ verdict }) => verdict === "fail");
    expect(smaller.program.statements).toEqual(["const b = w.map((x) => x / w[0]);", "settle(b);"]);
  });
});
