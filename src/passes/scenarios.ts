import type { Allocator } from "../model/config.ts";
import { allocatorSchema, parseWith } from "../model/config.ts";
import { ConfigError } from "../model/errors.ts";
import type { Run } from "../model/run.ts";
import type { Scenario } from "../model/scenario.ts";
import { createScenario } from "../model/scenario.ts";
import { Column } from "../verify/column.ts";

/** Pass 1: the scenario with the allocator off; layers, sleeve scalars and overlay stay, so that they are recorded. */
export function baselineScenario({ market, config }: Scenario): Scenario {
  return createScenario(market, { ...config, allocator: { mode: "off", ...sharedParts(config.allocator) } });
}

/**
 * Pass 2: the scenario with what the baseline recorded as ready to apply, system and sleeves. Throws a ConfigError
 * where the baseline records no scalars, or scalars that nobody may apply.
 */
export function scaledScenario({ market, config }: Scenario, baseline: Run): Scenario {
  const shared = sharedParts(config.allocator);
  const applied = appliedBy(baseline, shared.sleeveScalars !== undefined);
  const where = "the baseline's scalars";
  const allocator = parseWith(allocatorSchema, { mode: "precomputed", ...shared, applied }, where);
  return createScenario(market, { ...config, allocator });
}

/** The same scenario without its convexity overlay. */
export function withoutOverlay({ market, config }: Scenario): Scenario {
  return createScenario(market, { ...config, allocator: allocatorWithoutOverlay(config.allocator) });
}

/** An allocator without its convexity overlay. */
export function allocatorWithoutOverlay(allocator: Allocator): Allocator {
  const { overlay: _dropped, ...rest } = allocator;
  return rest;
}

function sharedParts({ applyMissingScalarAs, layers, sleeveScalars, overlay }: Allocator) {
  return {
    applyMissingScalarAs,
    layers,
    ...(sleeveScalars === undefined ? {} : { sleeveScalars }),
    ...(overlay === undefined ? {} : { overlay }),
  };
}

function appliedBy(baseline: Run, withSleeves: boolean) {
  const system = baseline.table("allocator_risk_v1_applied");
  if (system === undefined) throw nothingRecorded("allocator_risk_v1_applied");
  const scalars = new Column(system, "risk_scalar_applied");
  const table = withSleeves ? baseline.table("allocator_sleeve_risk_v1_applied") : undefined;
  if (withSleeves && table === undefined) throw nothingRecorded("allocator_sleeve_risk_v1_applied");
  const sleeves = table?.columns.map((name) => ({ name, column: new Column(table, name) }));
  return system.dates.map((date, k) => ({
    date,
    risk_scalar_applied: scalars.at(k),
    ...(sleeves === undefined
      ? {}
      : { sleeves: Object.fromEntries(sleeves.map(({ name, column }) => [name, column.at(k)])) }),
  }));
}

function nothingRecorded(table: string): ConfigError {
  return new ConfigError({
    what: "the baseline run records no scalars to apply",
    where: `${table}.csv`,
    expected: "the table, as an engine with the allocator off records it",
    actual: "nothing",
    hint: "the scaled pass is made of what the baseline computed",
  });
}
