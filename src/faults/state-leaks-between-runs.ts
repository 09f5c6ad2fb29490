import type { Fault } from "./fault.ts";
import { rowOf } from "./parts/books.ts";

export const stateLeaksBetweenRuns: Fault = {
  id: "state-leaks-between-runs",
  story: "The simulator is built once and keeps its positions: the next run begins with the last run's book.",
  source: "investing-algorithm-framework#603",
  breaks: ["relation/deterministic", "relation/isolated"],
  stages(reference) {
    let left: readonly number[] = [];
    return {
      ...reference,
      hold(scenario, books, allocated) {
        const held = reference.hold(scenario, books, allocated);
        const width = scenario.market.assets.length;
        if (held.rows.length === 0) return held;
        const turnover = held.turnover.slice();
        const first = rowOf(held.books, 0, width);
        turnover[0] = first.reduce((total, weight, i) => total + Math.abs(weight - (left[i] ?? 0)), 0);
        left = [...rowOf(held.books, held.rows.length - 1, width)];
        return { ...held, turnover };
      },
    };
  },
};
