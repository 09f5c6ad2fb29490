import type { Scenario } from "../model/scenario.ts";
import type { Random } from "../numeric/random.ts";
import { givenScalars, withGivenScalars } from "./given-scalars.ts";
import { sameScenario } from "./same-scenario.ts";

/** One computed scalar that differs between two scenarios, and how much. */
export interface ChangedScalar {
  /** The rebalance that it belongs to, from 0. */
  readonly index: number;
  /** The second scenario's scalar over the first one's. */
  readonly factor: number;
}

/**
 * The same scenario with one of the given scalars halved; where the number of rebalances is known, one that belongs to
 * a rebalance. A text says why there is none.
 */
export function changeOneScalar(scenario: Scenario, random: Random, rebalances?: number): Scenario | string {
  const scalars = givenScalars(scenario);
  if (typeof scalars === "string") return scalars;
  const count = Math.min(scalars.length, rebalances ?? scalars.length);
  if (count === 0) return "there is no rebalance";
  const index = random.integer(count);
  return withGivenScalars(
    scenario,
    scalars.map((scalar, k) => (k === index ? scalar / 2 : scalar)),
  );
}

/** The one scalar that differs; undefined where another thing does, or nothing. */
export function changedScalar(scenario: Scenario, followUp: Scenario): ChangedScalar | undefined {
  const before = givenScalars(scenario);
  const after = givenScalars(followUp);
  if (typeof before === "string" || typeof after === "string") return undefined;
  const index = before.findIndex((scalar, k) => scalar !== after[k]);
  if (index < 0 || after[index] === undefined) return undefined;
  const changed = before.map((scalar, k) => (k === index ? after[index]! : scalar));
  if (!sameScenario(withGivenScalars(scenario, changed), followUp)) return undefined;
  return { index, factor: after[index] / before[index]! };
}
