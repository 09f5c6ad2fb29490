import { describe, expect, it } from "vitest";
import { postRtNormalization } from "../../audits/post-rt-normalization.ts";
import type { Case } from "./cases.ts";
import { casesOf } from "./cases.ts";
import type { Reached, World } from "./running.ts";
import { reachedSinks } from "./running.ts";

/**
 * The marks are true: cases are run with the weights as they are and times a factor. Where PASS is the truth, all that
 * reaches the sinks is multiplied by it, whatever the weights; where FAIL is, there are weights for which it is not.
 */

const FACTORS = [2, 0.5, 3, -1];

const BOOKS: readonly (readonly (readonly number[])[])[] = [
  [
    [0.4, 0.3, 0.2, 0.1],
    [0.1, 0.2, 0.3, 0.4],
    [0.25, 0.25, 0.3, 0.2],
    [0.5, 0.2, 0.2, 0.1],
  ],
  [
    [0.6, -0.3, 0.00004, 0.15],
    [-0.2, 0.5, 0.35, -0.1],
    [0.7, 0.05, -0.4, 0.004],
    [-0.1, 0.9, 0.3, -0.02],
  ],
  [
    [0, 0.5, 0.5, 0],
    [0.25, 0, 0.25, 0.4],
    [3, -1.5, 0, 2],
    [0.31, 0.3, 0.3, 0.3],
  ],
];

const WORLDS: readonly World[] = BOOKS.flatMap((books) => [
  { books, cap: 0.5 },
  { books, cap: 1.2 },
  { books, cap: 100 },
]);

function timesFactor(before: Reached, after: Reached, factor: number): boolean {
  if (before.length !== after.length) return false;
  return before.every((row, i) => {
    const other = after[i]!;
    if (row.length !== other.length) return false;
    return row.every((x, k) => {
      const expected = x * factor;
      return (
        Object.is(expected, other[k]) || Math.abs(expected - other[k]!) <= 1e-12 * Math.max(1e-3, Math.abs(expected))
      );
    });
  });
}

/** How the case behaves: how often weights reached a sink, and the first factor under which they did not scale. */
async function behaviour(each: Case): Promise<{ readonly calls: number; readonly broken: string | undefined }> {
  let calls = 0;
  let broken: string | undefined;
  for (const [i, world] of WORLDS.entries()) {
    const attempt = async (factor: number) => await reachedSinks(each, factor, world).catch(stopped);
    const plain = await attempt(1);
    if (plain === undefined) continue;
    calls += plain.length;
    for (const factor of FACTORS) {
      const other = await attempt(factor);
      if (other !== undefined && !timesFactor(plain, other, factor)) broken ??= `×${factor} in world ${i}`;
    }
  }
  return { calls, broken };
}

/** A guard of the program that throws on purpose is no answer; anything else is a mistake in the case. */
function stopped(error: unknown): undefined {
  if (error instanceof Error && /^(gross|weights above|not finite|too large)/.test(error.message)) return undefined;
  throw error;
}

/** Of the rules, the one whose question is whether the weights still scale. */
for (const { id } of [postRtNormalization]) {
  describe(`audits/${id}: the verdicts are true`, () => {
    const cases = casesOf(id);
    for (const each of cases) {
      const truth = each.possible?.split(" ")[0] ?? each.verdict;
      if (truth === "unproven" || each.notRun !== undefined) continue;
      it(each.name, async () => {
        const { calls, broken } = await behaviour(each);
        expect(calls).toBeGreaterThan(0);
        expect(broken === undefined ? "pass" : "fail", broken).toBe(truth);
      });
    }

    it("of nearly all cases", () => {
      const known = cases.filter(({ verdict, possible }) => verdict !== "unproven" || possible !== undefined);
      const run = known.filter(({ notRun }) => notRun === undefined);
      expect(run.length / known.length).toBeGreaterThan(0.85);
    });
  });
}
