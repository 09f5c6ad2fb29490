import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { declaredInvariant } from "../../src/declared/declared-invariant.ts";
import { parseExpression } from "../../src/declared/expression.ts";
import { declaredInvariantSchema } from "../../src/model/declared-invariant.ts";
import { ConfigError } from "../../src/model/errors.ts";
import { expectFail, expectPass, expectSkipped, expectUnproven, judged } from "../support/judging.ts";
import { table } from "../support/tables.ts";

const WEIGHTS = table`
  date        ZT    ES
  2024-01-05  0.5  -0.4
  2024-01-12  0.3   0.1
`;

function declared(holds: string, more: object = {}) {
  return declaredInvariant(
    declaredInvariantSchema.parse({ id: "desk/rule", title: "A rule of the desk", holds, ...more }),
    "invariants[0]",
  );
}

describe("a declared invariant", () => {
  it("judges every date, flagged where it does not hold", async () => {
    const rule = await declared("abs(net(weights_scaled)) <= 0.2");
    expectFail(judged(rule, { tables: { weights_scaled: WEIGHTS } }), {
      date: "2024-01-12",
      asset: null,
      artifact: "weights_scaled.csv",
      expected: 0.2,
      actual: 0.4,
      message: "abs(net(weights_scaled)) <= 0.2 does not hold: 0.4 and 0.2",
    });
    expectPass(judged(await declared("abs(net(weights_scaled)) <= 0.4"), { tables: { weights_scaled: WEIGHTS } }), 2);
  });

  it("judges every asset where it names the cells of a table", async () => {
    const rule = await declared("-0.35 <= weights_scaled <= 0.5");
    expectFail(judged(rule, { tables: { weights_scaled: WEIGHTS } }), {
      date: "2024-01-05",
      asset: "ES",
      expected: -0.4,
    });
  });

  it("holds two tables against each other, asset by asset", async () => {
    const rule = await declared("weights_scaled == weights_post * 0.5");
    const post = table`
      date        ES    ZT
      2024-01-05  -0.8  1.0
      2024-01-12   0.2  0.7
    `;
    expectFail(judged(rule, { tables: { weights_scaled: WEIGHTS, weights_post: post } }), {
      date: "2024-01-12",
      asset: "ZT",
      expected: 0.35,
      actual: 0.3,
    });
  });

  it("reads columns, sums and counts, joined by and", async () => {
    const turnover = table`
      date        turnover  cost
      2024-01-05  0.9       0.0009
      2024-01-12  0.7       0.0008
    `;
    const tables = { weights_scaled: WEIGHTS, turnover };
    expectPass(
      judged(
        await declared(
          'column(turnover, "cost") <= column(turnover, "turnover") * 0.0015 and held(weights_scaled) > 1',
        ),
        { tables },
      ),
      4,
    );
    expectPass(
      judged(await declared("largest(weights_scaled) < gross(weights_scaled) and min(1, 2) == sqrt(1)^2"), { tables }),
    );
    expectFail(judged(await declared('column(turnover, "cost") < 0.00085'), { tables }), {
      date: "2024-01-05",
      actual: 0.0009,
    });
    expectFail(judged(await declared("held(weights_scaled) > 2"), { tables }), { expected: 2 }, { expected: 2 });
    expectFail(judged(await declared("gross(weights_scaled) >= 0.5"), { tables }), { date: "2024-01-12" });
  });

  it("lets no missing row, column or NaN pass", async () => {
    const post = table`
      date        ZT   ES
      2024-01-05  0.5  -0.4
    `;
    const tables = { weights_scaled: WEIGHTS, weights_post: post };
    expectFail(judged(await declared("gross(weights_scaled) <= 10 + 0 * gross(weights_post)"), { tables }), {
      date: "2024-01-12",
    });
    expectFail(judged(await declared('column(weights_post, "GC") < 1'), { tables }), { actual: "NaN" });
    expectFail(judged(await declared("log(0 - gross(weights_post)) < 1"), { tables }), { actual: "NaN" });
  });

  it("is skipped without its tables and unproven without rows", async () => {
    const rule = await declared("gross(weights_scaled) <= 2");
    expectSkipped(judged(rule, { tables: {} }), "weights_scaled.csv");
    expectUnproven(judged(rule, { tables: { weights_scaled: { ...WEIGHTS, dates: [], values: new Float64Array() } } }));
  });

  it("takes a tolerance, exact where it is 0", async () => {
    const tables = {
      weights_scaled: table`
      date        ZT
      2024-01-05  1.0000000001
    `,
    };
    expectPass(judged(await declared("weights_scaled == 1"), { tables }));
    expectFail(judged(await declared("weights_scaled == 1", { tolerance: 0 }), { tables }), { expected: 1 });
  });
});

describe("the language refuses", () => {
  it.each([
    ["no comparison", "gross(weights_scaled)", /expected a comparison/],
    ["no table", "1 < 2", /over at least one table/],
    ["an unknown table", "gross(weights) < 2", /expected a table: returns/],
    [
      "an unknown function",
      "sum(weights_scaled) < 2",
      /abs, sqrt, exp, log, min, max, gross, net, largest, held, column/,
    ],
    ["too many arguments", "abs(1, 2) < gross(weights_scaled)", /was `abs\(1, 2\)`/],
    ["a reduction of an expression", "gross(weights_scaled * 2) < 2", /expected a table/],
    ["a text", 'weights_scaled < "1"', /expected a number/],
    ["an assignment", "weights_scaled = 1", /expected a comparison/],
    ["a function definition", "f(x) = x", /expected a comparison/],
    ["several statements", "gross(weights_scaled) < 1; 2", /expected a comparison/],
    ["import", "import({}, {}) < gross(weights_scaled)", /`import\(/],
    ["evaluate", 'evaluate("1") < gross(weights_scaled)', /`evaluate\(/],
    ["a property", "weights_scaled.constructor < 1", /was `weights_scaled/],
    ["a property by index", 'weights_scaled["constructor"] < 1', /was `weights_scaled/],
    ["a prototype's name as function", "constructor(weights_scaled) < 1", /was `constructor/],
    ["a prototype's name as table", "gross(__proto__) < 1", /expected a table/],
    ["an object", "{a: 1} < gross(weights_scaled)", /was `/],
    ["a conditional", "(1 < 2 ? 1 : 2) < gross(weights_scaled)", /was `/],
    ["unequal", "gross(weights_scaled) != 1", /was `/],
    ["a factorial", "gross(weights_scaled)! < 1", /between numbers/],
    ["nonsense", "gross(weights_scaled <", /not an expression/],
    ["a column by number", "column(turnover, 1) < 1", /column\(table, "name"\)/],
    ["what is too long", `gross(weights_scaled) < ${"1+".repeat(300)}1`, /at most 500 characters/],
  ])("%s", async (_, holds, message) => {
    await expect(declared(holds)).rejects.toThrow(ConfigError);
    await expect(declared(holds)).rejects.toThrow(message);
  });

  it("an id that is no folder and name", () => {
    expect(declaredInvariantSchema.safeParse({ id: "Rule", title: "t", holds: "1" }).success).toBe(false);
  });

  it("anything else than its own grammar, whatever is thrown at it", async () => {
    const word = fc.constantFrom(
      "weights_scaled",
      "gross",
      "net",
      "(",
      ")",
      "<",
      "<=",
      "and",
      "1",
      ".",
      "[",
      "]",
      "=",
      "constructor",
      "import",
      '"x"',
      "-",
      "^",
      ",",
      ";",
      "{",
      "}",
      "this",
      "end",
      "to",
      "'",
      "!",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 12 }), async (words) => {
        try {
          const statements = await parseExpression(words.join(" "), "x");
          expect(statements.tables).toEqual(["weights_scaled"]);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
      }),
      { seed: 20240105, numRuns: 500 },
    );
  });
});
