import { EXACT } from "../../src/numeric/tolerance.ts";
import type { RelationInvariant, RunInvariant } from "../../src/verify/invariant.ts";
import { relationInvariant, runInvariant } from "../../src/verify/invariant.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { runOf } from "../support/run-of.ts";
import { labels, table } from "../support/tables.ts";

/** What every invariant says of itself. */
export const texts = {
  severity: "error",
  tolerance: EXACT,
  why: "it broke",
  independentOf: "it",
  blindTo: "all else",
} as const;
export const turnover = table`
  date        turnover  cost
  2024-01-05  1         0`;
const regimes = labels`
  date        regime
  2024-01-05  NORMAL`;
/** A run with one part of each kind. */
export const view = new RunView(
  runOf({
    config: {},
    tables: { turnover },
    regimes,
    metrics: { cagr: 1 },
    log: ["[RT] 2024-01-05: vol=1%"],
    files: [],
  }),
  "a run",
);

/** An invariant that makes so many comparisons, of which so many fail. */
export function sketch(comparisons: number, failures = 0): RunInvariant {
  return runInvariant({
    ...texts,
    id: "a/sketch",
    title: "A sketch",
    needs: [],
    check(_, probe) {
      for (let i = 0; i < comparisons; i++) probe.equal({}, i < failures ? 2 : 1, 1, () => `number ${i}`);
    },
  });
}

/** A relation with this check. */
export function relationThat(check: RelationInvariant["check"]): RelationInvariant {
  return relationInvariant({
    ...texts,
    id: "relation/sketch",
    title: "A sketch",
    followUp: (scenario) => scenario,
    check,
  });
}
