import { join } from "node:path";
import { expect, it } from "vitest";
import { loadEngineModule } from "../../src/adapters/module-engine.ts";
import { campaignOf, ENGINES, idsWith } from "./support.ts";

it("the TypeScript engine of the fixtures, a plain function, passes the campaign", async () => {
  const engine = await loadEngineModule(join(ENGINES, "typescript/carry-engine.ts"));
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
