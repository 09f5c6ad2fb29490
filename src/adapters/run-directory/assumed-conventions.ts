import type { Conventions } from "../../model/config.ts";
import { DEFAULT_CONVENTIONS } from "../../model/config.ts";
import type { Panel } from "../../model/panel.ts";

/** Conventions that nobody declared, and the sentence that says what they rest on. */
export interface Assumed {
  readonly conventions: Conventions;
  readonly assumption: string;
}

const REST = "weights that earn the return of their own date, 252 bars a year, ddof 1.";

/** By how much one of two readings must fit better, to be taken for the one that was meant. */
const PLAINLY = 1e-3;

/**
 * The conventions of a run that declares none: the usual ones, with simple returns where the portfolio's own columns
 * leave no doubt. Under either convention the return that is linear in weights is gross less cost.
 */
export function assumedConventions(portfolioReturns: Panel | undefined): Assumed {
  const isSimple = portfolioReturns !== undefined && netIsSimple(portfolioReturns);
  const which = isSimple
    ? "simple returns, because gross_return less cost is simple_return of portfolio_returns and not log_return; otherwise"
    : "log returns,";
  const usual = isSimple ? "those that show" : "the usual ones";
  return {
    conventions: isSimple ? { ...DEFAULT_CONVENTIONS, returns: "simple" } : DEFAULT_CONVENTIONS,
    assumption: `There is no run.json, so the conventions are taken to be ${usual}: ${which} ${REST}`,
  };
}

/** Whether gross less cost is the simple return throughout, and plainly not the log return. */
function netIsSimple({ columns, values, dates }: Panel): boolean {
  const [gross, cost, log, simple] = ["gross_return", "cost", "log_return", "simple_return"].map((name) =>
    columns.indexOf(name),
  ) as [number, number, number, number];
  if (Math.min(gross, cost, log, simple) < 0) return false;
  let offSimple = 0;
  let offLog = 0;
  let size = 0;
  for (let row = 0, at = 0; row < dates.length; row++, at += columns.length) {
    const net = values[at + gross]! - values[at + cost]!;
    offSimple += Math.abs(values[at + simple]! - net);
    offLog += Math.abs(values[at + log]! - net);
    size += Math.abs(net);
  }
  return offSimple < PLAINLY * offLog && offSimple < PLAINLY * size; // neither holds for NaN
}
