import { describe, expect, it } from "vitest";
import { trimMarket } from "../../src/markets/trim-market.ts";
import { createMarket } from "../../src/model/market.ts";

const market = createMarket(
  ["2024-01-02", "2024-01-03", "2024-01-05", "2024-01-08"],
  ["ZT", "ES"],
  Float64Array.of(0, 0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06),
);

describe("a market cut to dates", () => {
  it("keeps the dates between first and last, whose first row has no return any more", () => {
    const cut = trimMarket(market, { from: "2024-01-03", to: "2024-01-07" });
    expect(cut.dates).toEqual(["2024-01-03", "2024-01-05"]);
    expect([...cut.returns]).toEqual([0, 0, 0.03, 0.04]);
    expect(market.returns[2]).toBe(0.01);
  });

  it("is whole without a range, and takes one end as the market's", () => {
    expect(trimMarket(market, {})).toBe(market);
    expect(trimMarket(market, { from: "2024-01-05" }).dates).toEqual(["2024-01-05", "2024-01-08"]);
    expect(trimMarket(market, { to: "2024-01-03" }).dates).toEqual(["2024-01-02", "2024-01-03"]);
  });

  it("refuses what is no date, and a range without a date in it", () => {
    expect(() => trimMarket(market, { from: "2024-13-01" })).toThrow(/from: not a date.*"2024-13-01"/);
    expect(() => trimMarket(market, { to: "yesterday" })).toThrow(/to: not a date/);
    expect(() => trimMarket(market, { from: "2024-01-06", to: "2024-01-07" })).toThrow(
      /no date of the market lies in the range: expected dates between 2024-01-02 and 2024-01-08/,
    );
    expect(() => trimMarket(market, { from: "2024-01-05", to: "2024-01-03" })).toThrow(/no date of the market/);
  });
});
