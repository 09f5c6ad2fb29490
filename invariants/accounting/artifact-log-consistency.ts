import { relative } from "../../src/numeric/tolerance.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import {
  compareDates,
  compareLines,
  compareRegimes,
  linesByTag,
  loggedFigures,
  targetsVolatility,
} from "../../src/verify/log-agreement.ts";
import { rebalanceDates, tablesBy } from "../../src/verify/rebalance-dates.ts";

export const artifactLogConsistency = runInvariant({
  id: "accounting/artifact-log-consistency",
  title: "Each log line agrees with the artifacts of its date to the digits printed; each rebalance has its line",
  severity: "error",
  why: `The log said gross 6.14 levered to 4.00 over 13 assets; the weights panel written a moment later held one asset
    of them. Log and artifact are made by different code at different moments, so when they agree both are right.`,
  independentOf: "the writer of the artifacts: gross is added up from the panels, and the log is read as text.",
  blindTo: "what the log does not print, and differences below the digits it prints.",
  needs: ["log"],
  tolerance: relative(0), // the tolerance is half a unit of the last digit printed, figure by figure
  applies({ run, log }) {
    if (tablesBy(run, "rebalances").length === 0) return "needs a table of rebalances to hold the log against";
    if (log.length > 0 || run.config !== undefined) return undefined;
    return "needs [RT], [ExecSim] or [Allocator] lines in run.log";
  },
  check({ run }, probe) {
    const lines = linesByTag(run);
    const due = rebalanceDates(run);
    const targetsRisk = targetsVolatility(run);
    const trades = run.table("turnover") !== undefined;
    if (lines.RT.lines.length > 0 || targetsRisk) compareDates("RT", lines.RT, due, probe);
    if (lines.ExecSim.lines.length > 0 || trades) compareDates("ExecSim", lines.ExecSim, due, probe);
    const scales =
      (run.config?.allocator.mode ?? "off") !== "off" && run.table("allocator_risk_v1_applied") !== undefined;
    if (lines.Allocator.lines.length > 0 || scales) compareDates("Allocator", lines.Allocator, due, probe);
    for (const figure of loggedFigures(run)) compareLines(lines[figure.tag], figure, run, probe);
    compareRegimes(lines.Allocator, run, probe);
  },
});
