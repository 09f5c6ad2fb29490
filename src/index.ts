/**
 * Everything that a user's own engine, invariant, relation or script may import from "tieout". Our own invariants use
 * no name that is not here. The catalog itself is "tieout/catalog".
 */

export { parseLayout, readLayout } from "./adapters/layout/load.ts";
export type { EngineFunction } from "./adapters/module-engine.ts";
export { engineOfFunction, loadEngineModule } from "./adapters/module-engine.ts";
export { openEngine } from "./adapters/open-engine.ts";
export type { PlainRun, PlainTable, RunParts } from "./adapters/plain-run.ts";
export { runOfParts, runOfPlain } from "./adapters/plain-run.ts";
export { engineOfCommand } from "./adapters/process/command-engine.ts";
export { serveEngine } from "./adapters/process/serve.ts";
export { configDigest, scenarioDigest } from "./adapters/run-directory/digest.ts";
export type { LogEvent, PrintedFigure } from "./adapters/run-directory/log.ts";
export { readRun } from "./adapters/run-directory/read.ts";
export { writeRun } from "./adapters/run-directory/write.ts";
export type { CampaignOptions } from "./campaign/campaign.ts";
export { runCampaign } from "./campaign/campaign.ts";
export { replay } from "./campaign/replay.ts";
export type { CampaignResult } from "./campaign/result.ts";
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
export { meanCorrelation } from "./metrics/mean-correlation.ts";
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
export type { Layout, LayoutInput } from "./model/layout.ts";
export type { Market } from "./model/market.ts";
export { createMarket } from "./model/market.ts";
export type { LabelSeries, Panel } from "./model/panel.ts";
export { panel } from "./model/panel.ts";
export type { Layers, Regime } from "./model/regime.ts";
export { DEFAULT_LAYERS, REGIMES } from "./model/regime.ts";
export type { Report } from "./model/report.ts";
export type { Metrics, Run, TableName } from "./model/run.ts";
export { TABLE_NAMES, TABLES } from "./model/run.ts";
export type { Scenario } from "./model/scenario.ts";
export { createScenario, parseScenario, scenarioDocument } from "./model/scenario.ts";
export type { SettingsInput } from "./model/settings.ts";
export { defineConfig } from "./model/settings.ts";
export type { Evidence, Verdict, Violation } from "./model/verdict.ts";
export { bytes, doubles, integers } from "./numeric/arrays.ts";
export { Random } from "./numeric/random.ts";
export { mean, standardDeviation, variance } from "./numeric/statistics.ts";
export { CompensatedSum, sum, sumMagnitudes } from "./numeric/sum.ts";
export type { Tolerance } from "./numeric/tolerance.ts";
export { EXACT, EXACT_IN_RANGE, relative } from "./numeric/tolerance.ts";
export { compareRuns } from "./passes/compare.ts";
export { passFigures } from "./passes/figures.ts";
export { highestAfterFirst } from "./passes/interpret.ts";
export { regimesOf, regimeUsage } from "./passes/regime-usage.ts";
export { passScalars } from "./passes/scalar-usage.ts";
export { scaledBooks } from "./passes/scaled-books.ts";
export { WARNING_THRESHOLDS } from "./passes/thresholds.ts";
export { twoPass } from "./passes/two-pass.ts";
export type { AbsentAsset } from "./relations/add-absent-asset.ts";
export { absentAsset, addAbsentAsset } from "./relations/add-absent-asset.ts";
export type { ChangedScalar } from "./relations/change-one-scalar.ts";
export { changedScalar, changeOneScalar } from "./relations/change-one-scalar.ts";
export { cutMarket, isPrefix } from "./relations/cut-market.ts";
export { disturb } from "./relations/disturb.ts";
export { isPermuted, permuteAssets } from "./relations/permute-assets.ts";
export type { AppliedScalars } from "./relations/precompute-scalars.ts";
export { precomputeScalars, replaysApplied } from "./relations/precompute-scalars.ts";
export { hasHigherCosts, raiseCosts } from "./relations/raise-costs.ts";
export { isRenamed, renameAssets } from "./relations/rename-assets.ts";
export { firstDifferingRow, replaceFuture } from "./relations/replace-future.ts";
export { sameScenario } from "./relations/same-scenario.ts";
export { budgetFactor, scaleBudgets } from "./relations/scale-budgets.ts";
export { capitalFactor, scaleCapital } from "./relations/scale-capital.ts";
export { scalarFactor, scaleScalars } from "./relations/scale-scalars.ts";
export { assembleReport } from "./report/assemble.ts";
export { jsonReport } from "./report/json.ts";
export { markdownReport } from "./report/markdown.ts";
export { textReport } from "./report/text.ts";
export { alignColumns, alignRows, cellAt, lastAtOrBefore } from "./verify/align.ts";
export type { AllocatorDocument, AllocatorFact } from "./verify/allocator-documents.ts";
export { allocatorDocuments, allocatorFacts } from "./verify/allocator-documents.ts";
export { answerBounds } from "./verify/answer-bounds.ts";
export { appliedScalars } from "./verify/applied-scalars.ts";
export { asKept } from "./verify/as-kept.ts";
export { auditRun } from "./verify/audit.ts";
export { beforeScalar, scalesBySleeve } from "./verify/before-scalar.ts";
export { bookSizes } from "./verify/book-sizes.ts";
export { CarriedBook, cannotFollowDrift } from "./verify/carried-book.ts";
export { Column, columnOfRun, isRecorded, placeOfColumn, recordedEquity, simpleReturns } from "./verify/column.ts";
export { compareBooks } from "./verify/compare-books.ts";
export { checkAssets, checkRowSets } from "./verify/coverage.ts";
export { dateNumbers } from "./verify/date-numbers.ts";
export { checkIncrease, checkSubset } from "./verify/date-order.ts";
export { checkDeclaredConfig } from "./verify/declared-config.ts";
export { defaultScalars } from "./verify/default-scalars.ts";
export { driftedBooks } from "./verify/drifted-books.ts";
export { dueRebalances, returnsKnown, scheduledDates } from "./verify/due-rebalances.ts";
export { checkFinite, checkFiniteMetrics } from "./verify/finite.ts";
export { followedRegimes } from "./verify/followed-regimes.ts";
export type { RiskColumn } from "./verify/followed-risk.ts";
export { followedRisk, riskColumns } from "./verify/followed-risk.ts";
export { HeldBefore } from "./verify/held-before.ts";
export type {
  Invariant,
  Passes,
  PassesInvariant,
  PassesSubject,
  RelationInvariant,
  RunInvariant,
  RunPair,
  Subject,
} from "./verify/invariant.ts";
export { passesInvariant, relationInvariant, runInvariant } from "./verify/invariant.ts";
export { judgePair, judgePasses, judgeRun } from "./verify/judge.ts";
export { compareLagged, SLEEVE_SCALARS, SYSTEM_SCALARS } from "./verify/lagged-scalars.ts";
export type { LimitedBook } from "./verify/limited-books.ts";
export { limitedBooks } from "./verify/limited-books.ts";
export { compareLoaded } from "./verify/loaded-scalars.ts";
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
export { holdingPeriods, marketDates, rebalanceDates, tablesBy, tablesOf } from "./verify/rebalance-dates.ts";
export { expectedMetric, metricInputs, sourceOfMetric } from "./verify/recomputed-metrics.ts";
export { recomputedPnl } from "./verify/recomputed-pnl.ts";
export type { RecomputedState } from "./verify/recomputed-state.ts";
export { recomputedState } from "./verify/recomputed-state.ts";
export { compareRegimesBeyondRounding, STATE_BEYOND_ROUNDING } from "./verify/regime-rounding.ts";
export type { Expected } from "./verify/related-run.ts";
export { compareRelated, haveSameTerms } from "./verify/related-run.ts";
export type { Need } from "./verify/run-view.ts";
export { RunView } from "./verify/run-view.ts";
export { compareLogs, compareMetrics, compareRegimeRows, compareTables } from "./verify/same-run.ts";
export type { SleeveAnswers } from "./verify/sleeve-answers.ts";
export { answersUnknown, sleeveAnswers } from "./verify/sleeve-answers.ts";
export { checkSleeves } from "./verify/sleeve-coverage.ts";
export type { SleeveSums } from "./verify/sleeve-sums.ts";
export { sleeveSums } from "./verify/sleeve-sums.ts";
export { stageOf } from "./verify/stage-of.ts";
export { checkStateBounds, checkStateParts, checkStateShape, checkStateWarmup } from "./verify/state-table.ts";
export type { StrategyAnswers } from "./verify/strategy-answers.ts";
export { lastAnswers, strategyAnswers } from "./verify/strategy-answers.ts";
export type { Recorded, TableDuties, TableDuty } from "./verify/table-duties.ts";
export { dutyForAll, RECORDED, tablesCompared } from "./verify/table-duties.ts";
export { UnitBooks } from "./verify/unit-book.ts";
