import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Pattern } from "../../../src/adapters/layout/pattern/pattern.ts";
import { refusalOf } from "./foreign.ts";

/** Patterns over a few letters, so that texts often match, in several ways; no loop over what may be empty. */
const pattern = fc.letrec<{ atom: string; part: string; sequence: string; choice: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 1 },
    fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "\\d", "\\w", "\\s", "1", "-", "\\.", "\\b", "^", "$"),
    tie("choice").map((inner) => `(?:${inner})`),
  ),
  part: fc
    .tuple(tie("atom"), fc.constantFrom("", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,2}?"))
    .map(([atom, count]) => (count === "" || /^(?:\\b|\^|\$)$/.test(atom) || mayBeEmpty(atom) ? atom : atom + count)),
  sequence: fc.array(tie("part"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("")),
  choice: fc.array(tie("sequence"), { minLength: 1, maxLength: 2 }).map((options) => options.join("|")),
}));

function mayBeEmpty(part: string): boolean {
  return new RegExp(`^(?:${part})$`).test("") || /\\b|\^|\$/.test(part);
}

const text = fc.string({ unit: fc.constantFrom("a", "b", "1", "-", " ", ".", "é"), maxLength: 12 });

describe("a pattern", () => {
  it("matches what JavaScript's regular expressions match, and captures the same", () => {
    let matched = 0;
    fc.assert(
      fc.property(pattern.choice, pattern.sequence, text, (first, second, line) => {
        const source = `(?<x>${first})(?<y>${second})`;
        const expected = new RegExp(source).exec(line)?.groups;
        const found = new Pattern(source, "pattern").match(line);
        if (expected !== undefined) matched++;
        expect(found === undefined ? undefined : Object.fromEntries(found)).toEqual(
          expected === undefined ? undefined : { ...expected },
        );
      }),
      { seed: 20240105, numRuns: 1500 },
    );
    expect(matched).toBeGreaterThan(200);
  });

  it("takes time in proportion to the line where others take forever", () => {
    for (const source of ["(?<x>(a+)+)b", "(?<x>(a|a)*)c", "(?<x>.*.*.*.*=.*;)", "(?<x>(.*a){20})z"]) {
      expect(new Pattern(source, "pattern").match("a".repeat(2000))).toBeUndefined();
    }
  });

  it("knows classes, escapes and the ends of a line", () => {
    const found = new Pattern("^\\[(?<a>[\\w.\\-]+)\\]\\t(?<b>\\x41\\u0042[^\\]]*)$", "p").match("[x.y-1]\tAB;z");
    expect(found).toEqual(
      new Map([
        ["a", "x.y-1"],
        ["b", "AB;z"],
      ]),
    );
  });

  it.each([
    [
      "a(?=b)",
      "log.pattern, character 2: a pattern that is not understood: expected (?<name>…), (?:…) or (…), was (?=: no look",
    ],
    ["(?<!a)b", "no look ahead or behind"],
    ["(a)\\1", "no back references"],
    ["(?<x>a)(?<x>b)", "expected each name once, was x"],
    ["(a", "character 1: a pattern that is not understood: expected a closing ), was none"],
    ["a)", "unbalanced )"],
    ["[a", "expected a closing ], was none"],
    ["[b-a]", "a range of characters in order"],
    ["*a", "expected something to repeat, was *"],
    ["a**", "two counts on end"],
    ["a{1000}", "expected counts up to 100 in order, was {1000}"],
    ["^*", "expected something to repeat"],
    ["\\", "something after the backslash"],
    ["\\q", "\\d \\w \\s \\b, their capitals, or a mark"],
    ["(((a{90}){90}){90})", "a pattern is too large"],
  ])("that cannot be matched in one pass is refused: %s", (source, expected) => {
    expect(refusalOf(() => new Pattern(source, "log.pattern"))).toContain(expected);
  });
});
