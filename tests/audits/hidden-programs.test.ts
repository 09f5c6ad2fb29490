import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { judge } from "./programs/judge.ts";

/**
 * Programs that change the weights where it is hard to see, one a line of tests/audits/hidden: `name | statements`. All
 * of them are run, so that it is certain what they do: none may pass that does more than scale, and what is ordinary
 * code has to.
 */
function programs(name: string): readonly (readonly [name: string, statements: string])[] {
  const text = readFileSync(join(import.meta.dirname, "hidden", `${name}.txt`), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const at = line.indexOf(" | ");
      return [line.slice(0, at), line.slice(at + 3)];
    });
}

function judged(statements: string) {
  const { verdict, behaviour } = judge(0, { declarations: [], statements: [statements] });
  return { passes: verdict === "pass", linear: behaviour.linear };
}

for (const theme of ["exceptions", "order", "objects"]) {
  describe(`what is hidden by ${theme}`, () => {
    it.each(programs(theme))("%s", (_, statements) => {
      expect(judged(statements)).toEqual({ passes: false, linear: false });
    });
  });
}

describe("ordinary code of the same kinds", () => {
  it.each(programs("accepted"))("%s", (_, statements) => {
    expect(judged(statements)).toEqual({ passes: true, linear: true });
  });
});
