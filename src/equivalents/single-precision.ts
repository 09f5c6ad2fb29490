import type { Equivalent } from "./equivalent.ts";

/** What single precision may decide otherwise: which of two lows is the lower, and whether there was any. */
const DECIDED_BY_ROUNDING: readonly string[] = [
  "max_drawdown_peak_date",
  "max_drawdown_trough_date",
  "max_drawdown_bars",
  "calmar",
];

/**
 * Books and money through single precision at each stage, as of an engine on float32 arrays. Its summary leaves out
 * what would have to be made from the rounded equity.
 */
export const singlePrecision: Equivalent = {
  id: "single-precision",
  road: "books, returns and equity are kept in float32",
  single: true,
  stages: (reference) => ({
    ...reference,
    target(scenario, books) {
      const { vol, leverage, grossBefore, grossAfter, post } = reference.target(scenario, books);
      return {
        vol: single(vol),
        leverage: single(leverage),
        grossBefore: single(grossBefore),
        grossAfter: single(grossAfter),
        post: single(post),
      };
    },
    allocate(scenario, books, targeted, assessed) {
      const allocated = reference.allocate(scenario, books, targeted, assessed);
      return { ...allocated, raw: single(allocated.raw), scaled: single(allocated.scaled) };
    },
    hold(scenario, books, allocated) {
      const held = reference.hold(scenario, books, allocated);
      return { ...held, turnover: single(held.turnover), cost: single(held.cost) };
    },
    settle(scenario, held) {
      const settled = reference.settle(scenario, held);
      return {
        ...settled,
        grossReturn: single(settled.grossReturn),
        cost: single(settled.cost),
        logReturn: single(settled.logReturn),
        simpleReturn: single(settled.simpleReturn),
      };
    },
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      const metrics = Object.fromEntries(
        Object.entries(measured.metrics).filter(([name]) => !DECIDED_BY_ROUNDING.includes(name)),
      );
      return { equity: single(measured.equity), drawdown: single(measured.drawdown), metrics };
    },
  }),
};

function single(values: Float64Array): Float64Array {
  return values.map(Math.fround);
}
