import { runStages } from "../engine/reference.ts";
import type { Config } from "../model/config.ts";
import type { Capabilities } from "../model/engine.ts";
import type { Scenario } from "../model/scenario.ts";
import { createScenario } from "../model/scenario.ts";
import { partsOf } from "../scenarios/capabilities.ts";

/** A subject as an engine can be given it, and what had to be changed, one sentence each. */
export interface FittedSubject {
  readonly scenario: Scenario;
  readonly changes: readonly string[];
}

/**
 * A subject without what an engine's capabilities do not name: a strategy is replaced by the weights that the reference
 * makes of it, given outright; an allocator, a holding or a convention by one that the engine knows. The built-in
 * markets can so be put to an engine that only follows weights.
 */
export function fitSubject({ market, config }: Scenario, capabilities: Capabilities): FittedSubject {
  const changes: string[] = [];
  let fitted = config;
  const unknown = config.sleeves
    .map(({ strategy }) => strategy.kind)
    .filter((kind) => !capabilities.strategies.includes(kind));
  if (unknown.length > 0) {
    changes.push(
      `the engine does not name the strategy ${[...new Set(unknown)].join(", ")}: the weights are given outright`,
    );
    fitted = withOutrightWeights({ market, config });
  }
  if (!knowsAllocator(fitted.allocator, capabilities) && capabilities.allocator.includes("off")) {
    changes.push(`the engine does not name all of the allocator's mode ${fitted.allocator.mode}: it is off`);
    const { applyMissingScalarAs, layers } = fitted.allocator;
    fitted = { ...fitted, allocator: { mode: "off", applyMissingScalarAs, layers } };
  }
  const [holding] = capabilities.holding;
  if (holding !== undefined && !capabilities.holding.includes(fitted.holding)) {
    changes.push(`the engine does not name the holding ${fitted.holding}: it is ${holding}`);
    fitted = { ...fitted, holding };
  }
  const [returns] = capabilities.returns;
  if (returns !== undefined && !capabilities.returns.includes(fitted.conventions.returns)) {
    changes.push(`the engine does not name ${fitted.conventions.returns} returns: they are ${returns}`);
    fitted = { ...fitted, conventions: { ...fitted.conventions, returns } };
  }
  return { scenario: changes.length === 0 ? { market, config } : createScenario(market, fitted), changes };
}

function withOutrightWeights(scenario: Scenario): Config {
  const { dates, columns, values } = runStages(scenario).table("weights_pre")!;
  const width = columns.length;
  const rows = dates.map((_, k) => Array.from(values.subarray(k * width, (k + 1) * width)));
  const strategy = { kind: "weights" as const, dates: [...dates], values: rows };
  return {
    ...scenario.config,
    sleeves: [{ name: "outright", budget: 1, strategy }],
    rebalance: { dates: [...dates] },
  };
}

function knowsAllocator(
  allocator: Config["allocator"],
  { allocator: modes, allocatorParts = [] }: Capabilities,
): boolean {
  return modes.includes(allocator.mode) && partsOf(allocator).every((part) => allocatorParts.includes(part));
}
