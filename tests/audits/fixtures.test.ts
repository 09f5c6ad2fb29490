import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { staticRules } from "../../audits/catalog.ts";
import { casesOf } from "./cases.ts";

/** The contract of the static rules: what is found in a case equals its marks exactly. */
for (const rule of staticRules) {
  describe(`audits/${rule.id}`, () => {
    for (const each of casesOf(rule.id)) {
      it(each.name, () => {
        const { verdict, findings } = rule.inspect(each.request);
        const found = findings.map(({ kind, place }) => `${place.file}:${place.line} ${kind}`);
        expect({ verdict, found: [...new Set(found)].sort() }).toEqual({ verdict: each.verdict, found: each.marks });
      });
    }
  });
}

describe("the cases as a whole", () => {
  const cases = staticRules.flatMap((rule) => casesOf(rule.id));
  const open = cases.filter(({ possible }) => possible !== undefined);

  it("are at least 120", () => {
    expect(cases.length).toBeGreaterThanOrEqual(120);
  });

  it("are left open, where more could be said, in at most 5%", () => {
    for (const { name, verdict } of open) expect({ name, verdict }).toEqual({ name, verdict: "unproven" });
    expect(open.length / cases.length).toBeLessThanOrEqual(0.05);
  });

  it("that are left open stand in docs/STATIC.md with the reason", () => {
    const docs = readFileSync(resolve(import.meta.dirname, "../../docs/STATIC.md"), "utf8");
    const listed = [...docs.matchAll(/^\| `([\w.-]+)` \| (pass|fail) \| (.+) \|$/gm)].map(
      ([, name, verdict, reason]) => `${name}: ${verdict} (${reason})`,
    );
    expect(listed).toEqual(open.map(({ name, possible }) => `${name}: ${possible}`));
  });
});
