import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJson } from "../../../src/adapters/run-directory/json-read.ts";
import { canonicalJson, jsonText } from "../../../src/adapters/run-directory/json-text.ts";
import { RunDirectoryError } from "../../../src/model/errors.ts";

const read = (text: string) => readJson(text, "metrics.json");

function complaint(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof RunDirectoryError) return error.message;
    throw error;
  }
  throw new Error("it was read without complaint");
}

describe("JSON with numbers that are not finite", () => {
  it("is read with its bare tokens, and without taking words in strings for them", () => {
    expect(read('{"a": NaN, "b": [Infinity, -Infinity, -1.5e-3], "NaN": "NaN, Infinity", "c": [], "d": {}}')).toEqual({
      a: Number.NaN,
      b: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0.0015],
      NaN: "NaN, Infinity",
      c: [],
      d: {},
    });
    expect(read(' [true, false, null, NaN, "\\u00e9\\n\\"x\\""] ')).toEqual([true, false, null, Number.NaN, 'é\n"x"']);
  });

  it("is what JSON.parse makes of it, wherever JSON.parse reads it", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(read(`[NaN,${text}]`)).toEqual([Number.NaN, JSON.parse(text)]);
      }),
      { seed: 20240105, numRuns: 1000 },
    );
  });

  it("takes __proto__ for a key like any other", () => {
    expect(Object.keys(read('{"__proto__": 1, "x": NaN}') as object)).toEqual(["__proto__", "x"]);
  });
});

describe("malformed JSON", () => {
  it.each([
    ["", "metrics.json:1:1: malformed JSON: expected a value, was the end of the file"],
    ["{\n  cagr: 1\n}", '2:3: malformed JSON: expected a key in quotes, was "cagr:"'],
    ['{\n  "cagr" 1\n}', "2:10: malformed JSON: expected a colon after the key"],
    ['{"a": 1\n "b": 2}', "2:2: malformed JSON: expected a comma or }"],
    ["[1, 2", "1:6: malformed JSON: expected a comma or ], was the end of the file"],
    ["[1,]", '1:4: malformed JSON: expected a value, was "]"'],
    ["[1] 2", '1:5: malformed JSON: expected the end of the document, was "2"'],
    ["[01]", "1:2: malformed JSON"],
    ["[nan]", '1:2: malformed JSON: expected a value, was "nan"'],
    ["[True]", "1:2: malformed JSON"],
    ["[truely]", "1:2: malformed JSON"],
    ["[1.2.3]", "1:2: malformed JSON"],
    ['{"a": "b', "1:7: malformed JSON"],
    ["{1: 2}", "1:2: malformed JSON: expected a key in quotes"],
    ['["a\\qb"]', "1:2: malformed JSON: expected a string with JSON's escapes"],
    ['["a\tb"]', "1:2: malformed JSON: expected a string with JSON's escapes"],
    ['{"a\tb": 1}', "1:2: malformed JSON: expected a string with JSON's escapes"],
  ])("%j is refused with file, line and column", (text, expected) => {
    expect(complaint(text)).toContain(expected);
  });
});

describe("JSON as it is written", () => {
  it("keeps the order of keys, and puts a list of plain values on one line", () => {
    expect(jsonText({ b: 1, a: [1, -0, null], c: [], d: {}, e: [{ f: "x" }, {}], g: undefined })).toBe(
      `{
  "b": 1,
  "a": [1, -0, null],
  "c": [],
  "d": {},
  "e": [
    {
      "f": "x"
    },
    {}
  ]
}`,
    );
  });

  it("comes back as it was, with every double", () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.double(),
        fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY),
        fc.string({ unit: "binary" }),
        fc.constantFrom(null, true, false),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(fc.string(), tie("value"), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).value;
    fc.assert(
      fc.property(value, (each) => {
        expect(read(jsonText(each))).toEqual(each);
        expect(read(canonicalJson(each))).toEqual(each);
      }),
      { seed: 20240105, numRuns: 1000 },
    );
  });

  it("has one canonical form whatever the order of keys", () => {
    expect(canonicalJson({ b: [1, { d: 1, c: -0 }], a: "x", z: undefined })).toBe('{"a":"x","b":[1,{"c":-0,"d":1}]}');
    expect(canonicalJson({ a: "x", b: [1, { c: -0, d: 1 }] })).toBe(canonicalJson({ b: [1, { d: 1, c: -0 }], a: "x" }));
  });
});
