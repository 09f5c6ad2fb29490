import { describe, expect, it } from "vitest";
import { casesOf } from "./cases.ts";
import { HERE, loaded, THERE } from "./repeating.ts";

/**
 * The marks of the determinism cases are true: each is run twice in one process, and in another place at another time.
 * Where PASS is the truth, all three runs are the same; where FAIL is, they are not.
 */
describe("audits/determinism: the verdicts are true", () => {
  const cases = casesOf("determinism").filter(({ verdict }) => verdict !== "unproven");
  for (const each of cases) {
    if (each.notRun !== undefined) continue;
    it(each.name, async () => {
      const run = loaded(each, HERE);
      const first = await run();
      const answers = new Set([first, await run(), await loaded(each, THERE)()]);
      expect(first).toMatch(/\d|true/);
      expect(answers.size === 1 ? "pass" : "fail", [...answers].join("\n")).toBe(each.verdict);
    });
  }

  it("of most cases", () => {
    expect(cases.filter(({ notRun }) => notRun === undefined).length / cases.length).toBeGreaterThan(0.8);
  });
});
