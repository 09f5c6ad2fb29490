import type { Config } from "../../model/config.ts";
import type { Scenario } from "../../model/scenario.ts";
import { outrightParts } from "./config-parts.ts";
import type { Edit } from "./edits.ts";
import { setConfig, setReturns, setWeights } from "./edits.ts";
import { scalarsOf, withScalar } from "./scalars.ts";

/** A figure of a scenario: where it stands in the document, what else it could be, and the edit that makes it so. */
export interface Value {
  /** JSON pointer (RFC 6901) into the scenario's document. */
  readonly pointer: string;
  readonly value: number;
  readonly others: readonly number[];
  readonly as: (value: number) => Edit;
}

/** Longer scenarios have more figures than anybody would vary. */
const MOST_RETURNS = 512;

/**
 * The figures that a reader of a counterexample wonders about: first those that are not 0, then settings that are not
 * plain, then the returns and weights that are 0. The first date has no return.
 */
export function valuesOf(scenario: Scenario): readonly Value[] {
  const cells = [...returnsOf(scenario), ...weightsOf(scenario)];
  return [
    ...cells.filter(({ value }) => value !== 0),
    ...givenScalars(scenario.config),
    ...settingsOf(scenario.config),
    ...cells.filter(({ value }) => value === 0),
  ];
}

function returnsOf({ market }: Scenario): Value[] {
  const { dates, assets, returns } = market;
  if (returns.length > MOST_RETURNS) return [];
  return dates.slice(1).flatMap((date, t) =>
    assets.map((asset, i) => {
      const value = returns[(t + 1) * assets.length + i]!;
      const as = (other: number) => setReturns([{ date, asset, value: other }]);
      return { pointer: `/market/returns/${t + 1}/${i}`, value, others: othersThan(value), as };
    }),
  );
}

function weightsOf({ market, config }: Scenario): Value[] {
  return outrightParts(config).flatMap(({ name, strategy }) => {
    const sleeve = config.sleeves.findIndex((each) => each.name === name);
    const part = sleeve < 0 ? "/config/allocator/overlay" : `/config/sleeves/${sleeve}`;
    return strategy.dates.flatMap((date, k) =>
      (strategy.values[k] ?? []).map((value, i) => {
        const as = (other: number) => setWeights(name, [{ date, asset: market.assets[i]!, value: other }]);
        return { pointer: `${part}/strategy/values/${k}/${i}`, value, others: othersThan(value), as };
      }),
    );
  });
}

/** 0, the other sign and another size; for a 0, something of either sign. */
function othersThan(value: number): readonly number[] {
  return value === 0 ? [0.1, -0.1] : [0, -value, value * 3];
}

function givenScalars(config: Config): Value[] {
  const loaded = config.allocator.mode === "precomputed";
  return scalarsOf(config).map((value, k) => ({
    pointer: `/config/allocator/${loaded ? `applied/${k}/risk_scalar_applied` : `scalars/${k}`}`,
    value,
    others: [1, 0.5, 0.1],
    as: (other) => withScalar(k, other),
  }));
}

/** Settings that are not what they are by default. */
function settingsOf(config: Config): Value[] {
  const { initialCapital, costs, exposure } = config;
  const values: Value[] = [];
  if (initialCapital !== 1) {
    const as = (other: number) => setConfig(() => ({ initialCapital: other }));
    values.push({ pointer: "/config/initialCapital", value: initialCapital, others: [1, 1000], as });
  }
  for (const key of ["halfSpreadBps", "feeBps"] as const) {
    if (costs[key] === 0) continue;
    const as = (other: number) => setConfig((now) => ({ costs: { ...now.costs, [key]: other } }));
    values.push({ pointer: `/config/costs/${key}`, value: costs[key], others: [0, costs[key] * 3], as });
  }
  for (const [key, value] of Object.entries(exposure)) {
    if (typeof value !== "number" || key === "minObservations" || key === "volWindow") continue;
    const as = (other: number) =>
      setConfig((now) => ({ exposure: { ...now.exposure, [key]: other } as Config["exposure"] }));
    values.push({ pointer: `/config/exposure/${key}`, value, others: [value * 3, value / 3], as });
  }
  return values;
}
