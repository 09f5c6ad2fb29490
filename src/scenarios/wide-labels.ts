import type { Scenario } from "../model/scenario.ts";

/** Smaller than this, and larger than its reciprocal, is extreme; below the least normal double, subnormal. */
const TINY = 1e-14;
const LEAST_NORMAL = 2.2250738585072014e-308;

/** What a scenario has at the ends of double precision. */
export function wideLabels({ market, config }: Scenario): string[] {
  const labels: string[] = [];
  const { exposure, allocator, limits, costs, initialCapital } = config;
  sized("returns", market.returns, labels);
  const weights = config.sleeves.flatMap(({ strategy }) =>
    strategy.kind === "weights" ? strategy.values.flatMap((row) => row ?? []) : [],
  );
  sized("weights", weights, labels);
  sized(
    "budgets",
    config.sleeves.map(({ budget }) => budget),
    labels,
  );
  sized("capital", [initialCapital], labels);
  sized("scalars", scalarsOf(allocator), labels);
  sized("costs", [costs.halfSpreadBps, costs.feeBps], labels);
  if (exposure.kind === "vol-target") {
    sized("target", [exposure.targetVol], labels);
    sized("floor", [exposure.volFloor], labels);
    sized("limits", [exposure.leverageCap, limits.maxGross, limits.maxAssetWeight], labels);
  }
  return labels;
}

function scalarsOf(allocator: Scenario["config"]["allocator"]): number[] {
  const given =
    allocator.mode === "compute"
      ? (allocator.scalars ?? [])
      : allocator.mode === "precomputed"
        ? allocator.applied.map((entry) => entry.risk_scalar_applied)
        : [];
  return [...given, allocator.applyMissingScalarAs];
}

/** Adds what of some values is subnormal, tiny or huge. */
function sized(what: string, values: ArrayLike<number>, labels: string[]): void {
  let subnormal = false;
  let tiny = false;
  let huge = false;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (size === 0) continue;
    if (size < LEAST_NORMAL) subnormal = true;
    if (size < TINY) tiny = true;
    if (size > 1 / TINY) huge = true;
  }
  if (subnormal) labels.push(`${what}: subnormal`);
  if (tiny) labels.push(`${what}: tiny`);
  if (huge) labels.push(`${what}: huge`);
}
