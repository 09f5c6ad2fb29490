/**
 * Everything that a user's own engine, invariant, relation or script may import from "tieout". Our own invariants use
 * no name that is not here. The catalog itself is "tieout/catalog".
 */

export type { EngineFunction } from "./adapters/module-engine.ts";
export { engineOfFunction, loadEngineModule } from "./adapters/module-engine.ts";
export type { PlainRun, PlainTable, RunParts } from "./adapters/plain-run.ts";
export { runOfParts, runOfPlain } from "./adapters/plain-run.ts";
export { scenarioDigest } from "./adapters/run-directory/digest.ts";
export type { LogEvent, PrintedFigure } from "./adapters/run-directory/log.ts";
export { readRun } from "./adapters/run-directory/read.ts";
export { writeRun } from "./adapters/run-directory/write.ts";
export type { CampaignOptions, CampaignResult } from "./campaign/campaign.ts";
export { runCampaign } from "./campaign/campaign.ts";
export { replay } from "./campaign/replay.ts";
export { selfTest } from "./campaign/selftest.ts";
export { engineOf, referenceEngine, referenceStages, runStages } from "./engine/reference.ts";
export type { Stages } from "./engine/stages.ts";
export type { Fault } from "./faults/fault.ts";
export { builtinMarket, builtinMarkets } from "./markets/builtin.ts";
export { loadPrices } from "./markets/prices.ts";
export { bookVolatility } from "./metrics/book-volatility.ts";
export { drawdownSeries } from "./metrics/drawdown-series.ts";
export { equitySeries } from "./metrics/equity-series.ts";
export { maxDrawdown } from "./metrics/max-drawdown.ts";
export type { Config, ConfigInput, Conventions } from "./model/config.ts";
export { parseConfig } from "./model/config.ts";
export type { Engine, EngineDescription } from "./model/engine.ts";
export {
  ConfigError,
  EngineError,
  HarnessError,
  LimitError,
  MarketError,
  RunDirectoryError,
  TieoutError,
} from "./model/errors.ts";
export type { Market } from "./model/market.ts";
export { createMarket } from "./model/market.ts";
export type { LabelSeries, Panel } from "./model/panel.ts";
export { panel } from "./model/panel.ts";
export type { Report } from "./model/report.ts";
export type { Metrics, Run, TableName } from "./model/run.ts";
export { TABLE_NAMES, TABLES } from "./model/run.ts";
export type { Scenario } from "./model/scenario.ts";
export { createScenario, parseScenario, scenarioDocument } from "./model/scenario.ts";
export { defineConfig } from "./model/settings.ts";
export type { Evidence, Verdict, Violation } from "./model/verdict.ts";
export { bytes, doubles, integers } from "./numeric/arrays.ts";
export { Random } from "./numeric/random.ts";
export { mean, standardDeviation, variance } from "./numeric/statistics.ts";
export { CompensatedSum, sum, sumMagnitudes } from "./numeric/sum.ts";
export type { Tolerance } from "./numeric/tolerance.ts";
export { EXACT, relative } from "./numeric/tolerance.ts";
export { firstDifferingRow, replaceFuture } from "./relations/replace-future.ts";
export { assembleReport } from "./report/assemble.ts";
export { jsonReport } from "./report/json.ts";
export { markdownReport } from "./report/markdown.ts";
export { textReport } from "./report/text.ts";
export { alignColumns, alignRows, cellAt, lastAtOrBefore } from "./verify/align.ts";
export { answerBounds } from "./verify/answer-bounds.ts";
export { auditRun } from "./verify/audit.ts";
export { bookSizes } from "./verify/book-sizes.ts";
export { CarriedBook, cannotFollowDrift } from "./verify/carried-book.ts";
export { Column, recordedEquity, simpleReturns } from "./verify/column.ts";
export { compareBooks } from "./verify/compare-books.ts";
export { checkAssets, checkRowSets } from "./verify/coverage.ts";
export { checkIncrease, checkSubset } from "./verify/date-order.ts";
export { driftedBooks } from "./verify/drifted-books.ts";
export { dueRebalances, returnsKnown, scheduledDates } from "./verify/due-rebalances.ts";
export { checkFinite, checkFiniteMetrics } from "./verify/finite.ts";
export { HeldBefore } from "./verify/held-before.ts";
export type { Invariant, RelationInvariant, RunInvariant, RunPair, Subject } from "./verify/invariant.ts";
export { relationInvariant, runInvariant } from "./verify/invariant.ts";
export { judgePair, judgeRun } from "./verify/judge.ts";
export { limitedBooks } from "./verify/limited-books.ts";
export {
  compareDates,
  compareLines,
  compareRegimes,
  linesByTag,
  loggedFigures,
  targetsVolatility,
} from "./verify/log-agreement.ts";
export { lookbackOfRun } from "./verify/lookback.ts";
export { overlay } from "./verify/overlay.ts";
export { postTargetScalars } from "./verify/post-target-scalars.ts";
export { Probe } from "./verify/probe.ts";
export { holdingPeriods, marketDates, rebalanceDates, tablesBy } from "./verify/rebalance-dates.ts";
export { expectedMetric, metricInputs } from "./verify/recomputed-metrics.ts";
export { recomputedPnl } from "./verify/recomputed-pnl.ts";
export type { Need } from "./verify/run-view.ts";
export { RunView } from "./verify/run-view.ts";
export { compareLogs, compareMetrics, compareRegimeRows, compareTables } from "./verify/same-run.ts";
export { UnitBooks } from "./verify/unit-book.ts";
