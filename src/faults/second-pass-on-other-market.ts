import type { Stages } from "../engine/stages.ts";
import { createMarket } from "../model/market.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Fault } from "./fault.ts";

/** By how much the vendor restates the history. */
const RESTATED = 1.01;

/** What the second pass downloads: the same days and assets, every return restated a little. */
function downloadedAnew(scenario: Scenario): Scenario {
  if (scenario.config.allocator.mode !== "precomputed") return scenario;
  const { dates, assets, returns } = scenario.market;
  const restated = returns.map((value) => value * RESTATED);
  return { ...scenario, market: createMarket(dates, assets, restated) };
}

export const secondPassOnOtherMarket: Fault = {
  id: "second-pass-on-other-market",
  story:
    "The second pass downloads its prices anew, and the vendor has restated them: each run is right by itself, and what differs between them is no work of the allocator.",
  source: "a two-pass audit over a live data vendor",
  breaks: ["passes/same-market-same-model"],
  stages: (reference): Stages => ({
    schedule: (scenario) => reference.schedule(downloadedAnew(scenario)),
    construct: (scenario, scheduled) => reference.construct(downloadedAnew(scenario), scheduled),
    target: (scenario, books) => reference.target(downloadedAnew(scenario), books),
    assess: (scenario, books, targeted) => reference.assess(downloadedAnew(scenario), books, targeted),
    allocate: (scenario, ...rest) => reference.allocate(downloadedAnew(scenario), ...rest),
    hold: (scenario, books, allocated) => reference.hold(downloadedAnew(scenario), books, allocated),
    settle: (scenario, held) => reference.settle(downloadedAnew(scenario), held),
    measure: (scenario, held, settled) => reference.measure(downloadedAnew(scenario), held, settled),
    record: (ledger) => reference.record({ ...ledger, scenario: downloadedAnew(ledger.scenario) }),
  }),
};
