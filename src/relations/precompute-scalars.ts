import type { Allocator } from "../model/config.ts";
import type { Panel } from "../model/panel.ts";
import type { Scenario } from "../model/scenario.ts";
import { built } from "./build.ts";
import { sameScenario } from "./same-scenario.ts";

type Precomputed = Extract<Allocator, { mode: "precomputed" }>;

/** What a run in mode compute says that it applied; the sleeves' own scalars where it has any. */
export interface AppliedScalars {
  readonly system: Panel;
  readonly sleeves: Panel | undefined;
}

/**
 * The second pass of a scenario in mode compute: the same in mode precomputed, with the scalars that the first run
 * recorded as applied. A text says why there is no such pass.
 */
export function precomputeScalars(scenario: Scenario, applied: AppliedScalars | undefined): Scenario | string {
  const { market, config } = scenario;
  const { mode, applyMissingScalarAs, layers, sleeveScalars, overlay } = config.allocator;
  if (mode !== "compute") return `the allocator's mode is "${mode}", not "compute"`;
  if (applied === undefined) return "the first run records no applied scalars";
  const entries = entriesOf(applied);
  if (typeof entries === "string") return entries;
  const allocator: Precomputed = {
    mode: "precomputed",
    applied: entries,
    applyMissingScalarAs,
    layers,
    ...(sleeveScalars === undefined ? {} : { sleeveScalars }),
    ...(overlay === undefined ? {} : { overlay }),
  };
  return built(market, { ...config, allocator });
}

/** Whether the second scenario is the second pass of the first, of what the first run says that it applied. */
export function replaysApplied(scenario: Scenario, followUp: Scenario, applied: AppliedScalars): boolean {
  const replaying = precomputeScalars(scenario, applied);
  return typeof replaying !== "string" && sameScenario(replaying, followUp);
}

function entriesOf({ system, sleeves }: AppliedScalars): Precomputed["applied"] | string {
  const entries: Precomputed["applied"] = [];
  for (let k = 0; k < system.dates.length; k++) {
    const date = system.dates[k]!;
    const scalar = system.values[k * system.columns.length]!;
    const bySleeve = sleeves === undefined ? undefined : sleeveScalarsAt(sleeves, date);
    if (![scalar, ...Object.values(bySleeve ?? {})].every((each) => each > 0 && each <= 1)) {
      return `what was applied on ${date} is no risk scalar`;
    }
    entries.push({ date, risk_scalar_applied: scalar, ...(bySleeve === undefined ? {} : { sleeves: bySleeve }) });
  }
  return entries;
}

function sleeveScalarsAt({ dates, columns, values }: Panel, date: string): Record<string, number> {
  const row = dates.indexOf(date);
  return Object.fromEntries(columns.map((sleeve, s) => [sleeve, values[row * columns.length + s] ?? Number.NaN]));
}
