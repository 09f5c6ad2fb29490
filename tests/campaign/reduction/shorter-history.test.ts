import { describe, expect, it } from "vitest";
import { shorterHistory } from "../../../src/campaign/reduction/fewer-rows.ts";
import type { Scenario } from "../../../src/model/scenario.ts";
import { scenarioOf } from "../support.ts";
import { booksOf, days, sessionOf } from "./support.ts";

/** 14 days with one move; the book is decided on the last but one. */
function scenarioWith(move: string, volWindow: number): Scenario {
  return scenarioOf(
    { ...days(14), [move]: [0.1] },
    { "2024-01-13": [1] },
    { exposure: { kind: "vol-target", targetVol: 0.1, volWindow, minObservations: 2 } },
  );
}

/** Whether the move lies so many days before a decision. */
function movesAt(scenario: Scenario, before: (volWindow: number) => number): boolean {
  const { market, config } = scenario;
  if (config.exposure.kind !== "vol-target") return false;
  const distance = before(config.exposure.volWindow);
  const decided = Object.keys(booksOf(scenario)).map((date) => market.dates.indexOf(date));
  return decided.some((row) => market.returns[row - distance] === 0.1);
}

describe("a shorter history", () => {
  it.each([
    ["just past the window's end", "2024-01-02", (window: number) => window + 1],
    ["at the window's end", "2024-01-03", (window: number) => window],
    ["just before the decision", "2024-01-12", () => 1],
  ])("brings along what lies %s", async (_where, move, before) => {
    const { session } = sessionOf({ scenario: scenarioWith(move, 10) }, (each) => movesAt(each.scenario, before));
    await shorterHistory(session);
    expect(session.scenario.config.exposure).toMatchObject({ volWindow: 2, minObservations: 2 });
    expect(session.runs).toBeLessThanOrEqual(4);
  });

  it("stays as it is where the failure needs the length", async () => {
    const scenario = scenarioWith("2024-01-03", 10);
    const { session } = sessionOf(
      { scenario },
      (each) => each.scenario.market.dates.length === 14 && movesAt(each.scenario, (window) => window),
    );
    await shorterHistory(session);
    expect(session.scenario).toBe(scenario);
  });
});
