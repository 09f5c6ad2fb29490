import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CAPABILITIES } from "../../src/engine/support.ts";
import { TieoutError } from "../../src/model/errors.ts";
import { parseScenario } from "../../src/model/scenario.ts";
import { Random } from "../../src/numeric/random.ts";
import { hostileDocument } from "../../src/scenarios/hostile.ts";
import { DEFECTS } from "../../src/scenarios/hostile-defects.ts";

/** What the door says of a document; for one that is no JSON, nothing. */
function refusal(text: string): TieoutError | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  try {
    parseScenario(document);
  } catch (error) {
    if (error instanceof TieoutError) return error;
    throw error;
  }
  throw new Error(`it is let in: ${text.slice(0, 2000)}`);
}

describe("invalid documents", () => {
  it("have every defect once in as many documents as there are defects", () => {
    const defects = DEFECTS.map((_, i) => hostileDocument(new Random(i), CAPABILITIES, i).defect);
    expect(defects).toEqual(DEFECTS.map(({ id }) => id));
    expect(new Set(defects).size).toBe(DEFECTS.length);
  });

  it.each(DEFECTS.map(({ id, reason }, number) => [id, reason, number] as const))(
    "are refused with a place: %s (%s)",
    (id, _, number) => {
      for (let seed = 0; seed < 8; seed++) {
        const { defect, text } = hostileDocument(new Random(seed), CAPABILITIES, number);
        expect(defect).toBe(id);
        const error = refusal(text);
        if (error === undefined) {
          expect(text).toMatch(/NaN/); // a bare NaN is no JSON
          continue;
        }
        expect(error.details.what.length).toBeGreaterThanOrEqual(10);
        expect(error.details.where ?? error.details.what).toMatch(/scenario|market|config/);
        expect(error.message.length).toBeLessThan(1000);
      }
    },
  );

  it("differ from a valid scenario in that one thing, and follow from the seed", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 1000 }), (seed, number) => {
        const once = hostileDocument(new Random(seed), CAPABILITIES, number);
        expect(hostileDocument(new Random(seed), CAPABILITIES, number)).toEqual(once);
      }),
      { numRuns: 40 },
    );
  });

  it("give way where an engine's scenarios have no place for a defect", () => {
    const number = DEFECTS.findIndex(({ id }) => id === "applied-unsorted");
    const modest = { ...CAPABILITIES, allocator: ["off" as const] };
    expect(hostileDocument(new Random(1), modest, number).defect).not.toBe("applied-unsorted");
  });
});
