import { expect, it } from "vitest";
import engine from "../../fixtures/engines/typescript/carry-engine.ts";
import { campaignOf, idsWith } from "./support.ts";

it("the TypeScript engine of the fixtures, a plain function, passes the campaign", async () => {
  const result = await campaignOf(engine, 192);
  expect(result).toMatchObject({ engine: { name: "carry", version: "1" }, rejected: 0, counterexamples: [] });
  expect(idsWith("fail", result)).toEqual([]);
  expect(idsWith("unproven", result)).toEqual([]);
  expect(idsWith("pass", result)).toEqual(
    expect.arrayContaining([
      "accounting/pnl-linear-in-weights",
      "accounting/turnover-matches-trades",
      "calendar/rebalance-cadence",
      "drawdown/drawdown-recomputes",
      "relation/no-look-ahead",
      "relation/deterministic",
    ]),
  );
});
