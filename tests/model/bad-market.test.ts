import { describe, expect, it } from "vitest";
import { ConfigError, MarketError } from "../../src/model/errors.ts";
import { createMarket } from "../../src/model/market.ts";
import { parseScenario, scenarioDocument } from "../../src/model/scenario.ts";
import { errorOf, goodDocument } from "./scenarios.ts";

type Document = ReturnType<typeof goodDocument>;

/** What a document broken in one place is refused with. */
function refusal(breakIt: (document: Document) => void): Error {
  const document = goodDocument();
  breakIt(document);
  return errorOf(() => parseScenario(document));
}

describe("a bad market is refused, and the message says what, where, expected and actual", () => {
  it.each<[string, (document: Document) => void, string]>([
    [
      "unsorted dates",
      ({ market }) => market.dates.reverse(),
      "market.dates[1]: the dates are not in order: expected a date after 2024-01-05, was 2024-01-04 (dates must be strictly increasing; sort the rows and drop duplicates)",
    ],
    [
      "a duplicated date",
      ({ market }) => market.dates.splice(2, 1, "2024-01-03"),
      "market.dates[2]: a date is repeated: expected a date after 2024-01-03, was 2024-01-03 (dates must be strictly increasing; sort the rows and drop duplicates)",
    ],
    [
      "a date that is no date",
      ({ market }) => market.dates.splice(3, 1, "2024-02-30"),
      'market.dates[3]: not a date: expected a calendar date YYYY-MM-DD, was "2024-02-30"',
    ],
    [
      "a date in another form",
      ({ market }) => market.dates.splice(0, 1, "2024-1-2"),
      'market.dates[0]: not a date: expected a calendar date YYYY-MM-DD, was "2024-1-2"',
    ],
    [
      "a duplicated asset",
      ({ market }) => market.assets.splice(1, 1, "ZT"),
      "market.assets[1]: an asset is listed twice: expected each asset once, was ZT",
    ],
    [
      "an asset without a name",
      ({ market }) => market.assets.splice(0, 1, ""),
      "market.assets[0]: an asset has no name",
    ],
    [
      "a short row",
      ({ market }) => market.returns.splice(2, 1, [0.1]),
      "scenario.market.returns[2] (2024-01-04): a row has another length than there are assets: expected 2 numbers, one an asset, was 1",
    ],
    [
      "a long row",
      ({ market }) => market.returns[3]!.push(0),
      "scenario.market.returns[3] (2024-01-05): a row has another length than there are assets: expected 2 numbers, one an asset, was 3",
    ],
    [
      "a row too few",
      ({ market }) => market.returns.pop(),
      "scenario.market.returns: the returns have another number of rows than there are dates: expected 4 rows, was 3",
    ],
    [
      "a NaN return",
      ({ market }) => market.returns[1]!.splice(1, 1, Number.NaN),
      "market.returns at 2024-01-03, ES: a return is not a finite number: expected a finite log return, was NaN",
    ],
    [
      "an infinite return",
      ({ market }) => market.returns[2]!.splice(0, 1, Number.NEGATIVE_INFINITY),
      "market.returns at 2024-01-04, ZT: a return is not a finite number: expected a finite log return, was -Infinity",
    ],
    [
      "a gap",
      ({ market }) => market.returns[2]!.splice(0, 1, null),
      "scenario.market.returns[2] (2024-01-04), ZT: a return is not a number: expected a finite log return, was null (returns have no gaps: fill or drop them before)",
    ],
    [
      "a return that is a text",
      ({ market }) => market.returns[3]!.splice(1, 1, "0.1"),
      'scenario.market.returns[3] (2024-01-05), ES: a return is not a number: expected a finite log return, was "0.1" (returns have no gaps: fill or drop them before)',
    ],
    [
      "a return on the first date",
      ({ market }) => market.returns[0]!.splice(1, 1, 0.5),
      "market.returns at 2024-01-02, ES: the first row's return is not 0: expected 0, because row 0 has no earlier date to return from, was 0.5",
    ],
    [
      "no dates",
      ({ market }) => {
        market.dates = [];
        market.returns = [];
      },
      "the market has no dates: expected at least one date",
    ],
    [
      "no assets",
      ({ market }) => {
        market.assets = [];
        market.returns = market.returns.map(() => []);
      },
      "the market has no assets: expected at least one asset",
    ],
  ])("%s", (_name, breakIt, message) => {
    const error = refusal(breakIt);
    expect(error).toBeInstanceOf(MarketError);
    expect(error.message).toBe(message);
  });

  it("returns that are not a table of the market's size", () => {
    expect(() => createMarket(["2024-01-02"], ["ZT"], Float64Array.of(0, 0))).toThrow(
      /market\.returns: the returns do not fit the dates and assets: expected 1 rows of 1, was 2 values/,
    );
  });
});

describe("a document that is no scenario", () => {
  it("is refused by its schema, whatever else it says", () => {
    const error = errorOf(() => parseScenario({ ...goodDocument(), schema: "tieout.scenario/2" }));
    expect(error).toBeInstanceOf(ConfigError);
    expect(error.message).toBe(
      'scenario.schema: not one of the values allowed: expected "tieout.scenario/1", was "tieout.scenario/2"',
    );
  });

  it("is refused when a part is missing or unknown", () => {
    expect(errorOf(() => parseScenario(null, "input.json")).message).toBe(
      "input.json: a value of the wrong kind: expected an object, was null",
    );
    expect(refusal((document) => Object.assign(document, { prices: [] })).message).toBe(
      'scenario: unknown key "prices" (check the spelling; `tieout schema NAME` prints the keys of a document)',
    );
    expect(refusal((document) => Reflect.deleteProperty(document.market, "assets")).message).toBe(
      "scenario.market.assets: a value is missing: expected a list, was nothing",
    );
  });
});

describe("a good scenario", () => {
  it("is its document again, to the bit", () => {
    const document = goodDocument();
    const scenario = parseScenario(document);
    expect(scenarioDocument(scenario)).toEqual(document);
    expect(parseScenario(scenarioDocument(scenario))).toEqual(scenario);
  });
});
