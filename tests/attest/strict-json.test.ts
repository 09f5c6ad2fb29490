import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStrictJson } from "../../src/attest/strict-json.ts";

const parse = (text: string | Uint8Array) => parseStrictJson(Buffer.from(text as string), "a.json").value;

describe("strict JSON", () => {
  it.each([
    ['{"payload": 1, "payload": 2}', '"payload"'],
    ['{"a": {"b": [{"c": 1, "d": "}{:", "c": 2}]}}', '"c"'],
    ['{"sig": 1, "\\u0073ig": 2}', '"sig"'],
    ['{"": 1, "": 2}', '""'],
  ])("refuses a key that stands twice: %s", (text, key) => {
    expect(() => parse(text)).toThrow(`a.json: a key stands twice in one object: expected every key once`);
    expect(() => parse(text)).toThrow(`was ${key}`);
  });

  it("takes one key in two objects, and names that look like marks", () => {
    expect(parse('{"a": [{"a": 1}, {"a": 2}], "b:": "a\\": {", "{": "}"}')).toEqual({
      a: [{ a: 1 }, { a: 2 }],
      "b:": 'a": {',
      "{": "}",
    });
  });

  it("takes whatever JSON writes, at any depth", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
        expect(parse(JSON.stringify(value, null, indent))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("refuses what is no UTF-8, a mark before the text, and what is no JSON", () => {
    for (const bytes of [Buffer.from([0x22, 0xff, 0x22]), "\uFEFF{}", "{", "NaN", ""]) {
      expect(() => parse(bytes)).toThrow("a.json: not readable as JSON");
    }
  });
});
