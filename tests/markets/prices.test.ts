import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import type { GapPolicy } from "../../src/markets/gaps.ts";
import { loadPrices } from "../../src/markets/prices.ts";
import { MarketError } from "../../src/model/errors.ts";

function fileWith(content: string | Uint8Array, name = "prices.csv"): string {
  const folder = mkdtempSync(join(tmpdir(), "tieout-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const load = (text: string, gaps?: GapPolicy) => loadPrices(fileWith(text), gaps === undefined ? {} : { gaps });

function complaint(text: string, gaps?: GapPolicy): string {
  try {
    load(text, gaps);
  } catch (error) {
    if (error instanceof MarketError) return error.message;
    throw error;
  }
  throw new Error("it was loaded without complaint");
}

const PRICES = "Date,SPY,TLT\n2024-01-02,100,50\n2024-01-03,110,45\n";

describe("a market from a file of prices", () => {
  it("has the log return of each price on the one before, and none on the first date", () => {
    const market = load(PRICES);
    expect(market.dates).toEqual(["2024-01-02", "2024-01-03"]);
    expect(market.assets).toEqual(["SPY", "TLT"]);
    expect([...market.returns]).toEqual([0, 0, Math.log(1.1), Math.log(0.9)]);
  });

  it("may call its first column date, be gzipped, or have CRLF and a byte order mark", () => {
    const { returns } = load(PRICES);
    expect(load(PRICES.replace("Date", "date")).returns).toEqual(returns);
    expect(load(`\ufeff${PRICES.replaceAll("\n", "\r\n")}`).returns).toEqual(returns);
    expect(loadPrices(fileWith(gzipSync(PRICES), "prices.csv.gz")).returns).toEqual(returns);
  });

  it("may have one date alone, and any names", () => {
    expect(load('Date,"a,b"\n2024-01-02,1\n')).toEqual({
      dates: ["2024-01-02"],
      assets: ["a,b"],
      returns: Float64Array.of(0),
    });
  });
});

describe("prices that no engine could run on", () => {
  const more = (row: string) => `${PRICES}${row}\n`;

  it.each([
    [
      "dates out of order",
      more("2024-01-01,1,1"),
      "prices.csv:4:1 (date): the dates are not in order: expected a date after 2024-01-03, was 2024-01-01",
    ],
    ["a date twice", more("2024-01-03,1,1"), "prices.csv:4:1 (date): a date is repeated"],
    ["a date that is none", more("2024-13-01,1,1"), "prices.csv:4:1 (date): not a date"],
    ["an asset twice", "Date,SPY,SPY\n2024-01-02,1,1\n", "prices.csv:1:3 (SPY): two columns have the same name"],
    ["a short row", more("2024-01-04,1"), "prices.csv:4:2: a row has another number of fields"],
    [
      "a price that is not a number",
      more("2024-01-04,NaN,1"),
      "prices.csv:4:2 (SPY): a price is not a finite number: expected a price above zero, or an empty cell where there is none, was NaN on 2024-01-04",
    ],
    ["an infinite price", more("2024-01-04,1,inf"), "prices.csv:4:3 (TLT): a price is not a finite number"],
    ["a price of zero", more("2024-01-04,1,0"), "prices.csv:4:3 (TLT): a price is not above zero"],
    ["a negative price", more("2024-01-04,-37.63,1"), "prices.csv:4:2 (SPY): a price is not above zero"],
    ["a word", more("2024-01-04,1,#N/A"), "prices.csv:4:3 (TLT): not a number"],
    ["nothing", "", "prices.csv:1:1: the file is empty: expected a header that begins with date"],
    ["a header alone", "Date,SPY\n", "prices.csv:2:1: there are no prices below the header"],
    ["no asset", "Date\n2024-01-02\n", "prices.csv:1:2: no asset has a column"],
    [
      "another first column",
      "when,SPY\n",
      "prices.csv:1:1: the header does not begin with the date column: expected date or Date",
    ],
    ["a step that no double holds", "Date,A\n2024-01-02,1e-300\n2024-01-03,1e300\n", "2024-01-03, A"],
    [
      "an empty cell",
      more("2024-01-04,,1"),
      "prices.csv:4:2 (SPY): a price is missing: expected a price, was an empty cell on 2024-01-04 (name a policy for gaps: forward-fill, start-late, drop-assets)",
    ],
  ])("with %s are refused with file, line and column", (_, text, expected) => {
    expect(complaint(text)).toContain(expected);
  });

  it("because the file cannot be read say so", () => {
    expect(() => loadPrices("/nowhere/prices.csv")).toThrow("/nowhere/prices.csv: there is no such file of prices");
    expect(() => loadPrices(tmpdir())).toThrow("the file of prices cannot be read: was a folder");
    const broken = fileWith(gzipSync(PRICES).subarray(0, 20));
    expect(() => loadPrices(broken)).toThrow("the file of prices cannot be read: was unexpected end of file");
  });
});

describe("gaps among prices", () => {
  const GAPPY = "Date,OLD,NEW\n2024-01-02,100,\n2024-01-03,110,20\n2024-01-04,,30\n2024-01-05,99,15\n";

  it("are filled with the last price by forward-fill", () => {
    const { assets, returns } = load(GAPPY.replace("2024-01-02,100,\n", ""), "forward-fill");
    expect(assets).toEqual(["OLD", "NEW"]);
    expect([...returns]).toEqual([0, 0, 0, Math.log(1.5), Math.log(0.9), Math.log(0.5)]);
  });

  it("are never filled before an asset's first price", () => {
    expect(complaint(GAPPY, "forward-fill")).toMatch(/prices\.csv:2:3 \(NEW\): a price is missing.*use start-late/);
    expect(complaint("Date,A\n2024-01-02,\n2024-01-03,\n2024-01-04,1\n", "forward-fill")).toContain("csv:2:2 (A)");
  });

  it("are left out by start-late, which begins where every asset has a price", () => {
    const { dates, returns } = load(GAPPY.replace("2024-01-04,,30\n", ""), "start-late");
    expect(dates).toEqual(["2024-01-03", "2024-01-05"]);
    expect([...returns]).toEqual([0, 0, Math.log(0.9), Math.log(0.75)]);
  });

  it("after a late start are still an error", () => {
    expect(complaint(GAPPY, "start-late")).toMatch(/prices\.csv:4:2 \(OLD\): a price is missing.*use forward-fill/);
    expect(complaint("Date,A,B\n2024-01-02,1,\n2024-01-03,,1\n", "start-late")).toContain(
      "on no date does every asset",
    );
  });

  it("take their assets with them by drop-assets", () => {
    const market = load(GAPPY.replace("2024-01-04,,30\n", ""), "drop-assets");
    expect(market.assets).toEqual(["OLD"]);
    expect([...market.returns]).toEqual([0, Math.log(1.1), Math.log(0.9)]);
    expect(complaint(GAPPY, "drop-assets")).toContain("every asset has a gap, so none is left");
  });

  it.each(["forward-fill", "start-late", "drop-assets"] as const)("that are none leave %s nothing to do", (policy) => {
    expect(load(PRICES, policy)).toEqual(load(PRICES));
  });
});
