import type { Allocator, Config } from "../model/config.ts";
import type { Capabilities } from "../model/engine.ts";
import { TieoutError } from "../model/errors.ts";
import type { Scenario } from "../model/scenario.ts";
import { createScenario } from "../model/scenario.ts";

type AllocatorPart = NonNullable<Capabilities["allocatorParts"]>[number];

/**
 * What a config asks for that an engine's capabilities do not name, in words; undefined where they name it all. An
 * engine owes no answer to such a scenario, so nothing that it answers is a finding. Weights given outright are asked
 * of every engine.
 */
export function beyondCapabilities(config: Config, capabilities: Capabilities): string | undefined {
  const { sleeves, exposure, allocator, holding, conventions } = config;
  const strategies = ["weights", ...capabilities.strategies];
  const lacking =
    missing("strategies", strategies, ...sleeves.map(({ strategy }) => strategy.kind)) ??
    missing("exposure", capabilities.exposure, exposure.kind) ??
    missing("allocator", capabilities.allocator, allocator.mode) ??
    missing("allocatorParts", capabilities.allocatorParts ?? [], ...partsInForce(allocator)) ??
    missing("holding", capabilities.holding, holding) ??
    missing("returns", capabilities.returns, conventions.returns);
  return lacking && `the engine's capabilities do not name ${lacking}`;
}

/**
 * A scenario in which whatever the engine cannot do is as it was in another one, so that a change towards plainer
 * settings asks for nothing that the engine never offered. Undefined where the two do not go together.
 */
export function withinCapabilities(
  scenario: Scenario,
  was: Scenario,
  capabilities: Capabilities,
): Scenario | undefined {
  const { config } = scenario;
  if (beyondCapabilities(config, capabilities) === undefined) return scenario;
  const { exposure, allocator, holding, conventions } = was.config;
  const { returns } = capabilities;
  const can = (named: readonly string[], asked: string) => named.includes(asked);
  const allocates =
    can(capabilities.allocator, config.allocator.mode) &&
    missing("", capabilities.allocatorParts ?? [], ...partsInForce(config.allocator)) === undefined;
  try {
    return createScenario(scenario.market, {
      ...config,
      exposure: can(capabilities.exposure, config.exposure.kind) ? config.exposure : exposure,
      allocator: allocates ? config.allocator : allocator,
      holding: can(capabilities.holding, config.holding) ? config.holding : holding,
      conventions: can(returns, config.conventions.returns)
        ? config.conventions
        : { ...config.conventions, returns: conventions.returns },
    });
  } catch (error) {
    if (error instanceof TieoutError) return undefined;
    throw error;
  }
}

function missing(part: string, named: readonly string[], ...asked: readonly string[]): string | undefined {
  const lacking = asked.find((each) => !named.includes(each));
  return lacking === undefined ? undefined : `${lacking} among ${part}`;
}

function partsInForce(allocator: Allocator): readonly string[] {
  return allocator.mode === "off" ? [] : partsOf(allocator);
}

/** What an allocator has beyond scalars that are given, in force or not. */
export function partsOf(allocator: Allocator): readonly AllocatorPart[] {
  const parts: AllocatorPart[] = [];
  if (allocator.mode === "compute" && allocator.scalars === undefined) parts.push("layers");
  if (allocator.sleeveScalars !== undefined) parts.push("sleeve-scalars");
  if (allocator.overlay !== undefined) parts.push("overlay");
  return parts;
}
