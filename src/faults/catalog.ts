import { absentAssetCounts } from "./absent-asset-counts.ts";
import { allocatorOffStillScales } from "./allocator-off-still-scales.ts";
import { alwaysDeRisked } from "./always-de-risked.ts";
import { artifactDropsInactiveAssets } from "./artifact-drops-inactive-assets.ts";
import { artifactMutatedLater } from "./artifact-mutated-later.ts";
import { artifactWeightsAreQuantities } from "./artifact-weights-are-quantities.ts";
import { artifactWritesTargetsNotHeld } from "./artifact-writes-targets-not-held.ts";
import { assetLimitForgotten } from "./asset-limit-forgotten.ts";
import { assetsSortedInOneTable } from "./assets-sorted-in-one-table.ts";
import { budgetsForgotten } from "./budgets-forgotten.ts";
import { cagrCountsCalendarDays } from "./cagr-counts-calendar-days.ts";
import { cagrCountsRowZero } from "./cagr-counts-row-zero.ts";
import { capBeforeScalar } from "./cap-before-scalar.ts";
import { capForgotten } from "./cap-forgotten.ts";
import { capitalInWeights } from "./capital-in-weights.ts";
import { clippedAfterRt } from "./clipped-after-rt.ts";
import { commonSymbolsDropExposure } from "./common-symbols-drop-exposure.ts";
import { costEveryDay } from "./cost-every-day.ts";
import { costFeedsWeights } from "./cost-feeds-weights.ts";
import { costNegative } from "./cost-negative.ts";
import { costNotCharged } from "./cost-not-charged.ts";
import { costOnNetTrades } from "./cost-on-net-trades.ts";
import { datesDuplicated } from "./dates-duplicated.ts";
import { datesUnsorted } from "./dates-unsorted.ts";
import { dependsOnAssetOrder } from "./depends-on-asset-order.ts";
import { dependsOnMapOrder } from "./depends-on-map-order.ts";
import { documentIsATemplate } from "./document-is-a-template.ts";
import { drawdownAbsolute } from "./drawdown-absolute.ts";
import { drawdownAlwaysZero } from "./drawdown-always-zero.ts";
import { drawdownEndsAtItsTrough } from "./drawdown-ends-at-its-trough.ts";
import { drawdownFromGuessedBaseline } from "./drawdown-from-guessed-baseline.ts";
import { drawdownSign } from "./drawdown-sign.ts";
import { driftForgotten } from "./drift-forgotten.ts";
import { dustDroppedAfterRt } from "./dust-dropped-after-rt.ts";
import { emptyBookDividesByZero } from "./empty-book-divides-by-zero.ts";
import { emptyColumnsDropped } from "./empty-columns-dropped.ts";
import type { Fault } from "./fault.ts";
import { firstReturnIsAPrice } from "./first-return-is-a-price.ts";
import { float32AfterRt } from "./float32-after-rt.ts";
import { forwardFillBackfills } from "./forward-fill-backfills.ts";
import { fullSampleStatistics } from "./full-sample-statistics.ts";
import { givenScalarsOneLate } from "./given-scalars-one-late.ts";
import { hitRateOfClosedTrades } from "./hit-rate-of-closed-trades.ts";
import { holdReLevers } from "./hold-re-levers.ts";
import { holdSellsEverything } from "./hold-sells-everything.ts";
import { lastBarNotBooked } from "./last-bar-not-booked.ts";
import { leverageAppliedTwice } from "./leverage-applied-twice.ts";
import { leverageCompoundsOnHold } from "./leverage-compounds-on-hold.ts";
import { leverageOnNet } from "./leverage-on-net.ts";
import { logReturnsCompoundedAsSimple } from "./log-returns-compounded-as-simple.ts";
import { logRoundsWrong } from "./log-rounds-wrong.ts";
import { logStaleDate } from "./log-stale-date.ts";
import { lookAheadOneBar } from "./look-ahead-one-bar.ts";
import { lookbackTooShort } from "./lookback-too-short.ts";
import { maxOfNegative } from "./max-of-negative.ts";
import { metricsBeforeCosts } from "./metrics-before-costs.ts";
import { missingScalarAsZero } from "./missing-scalar-as-zero.ts";
import { namesReadAsNumbers } from "./names-read-as-numbers.ts";
import { nanAsZero } from "./nan-as-zero.ts";
import { offByOneEarningDate } from "./off-by-one-earning-date.ts";
import { overlayUngated } from "./overlay-ungated.ts";
import { peakNotSeeded } from "./peak-not-seeded.ts";
import { precomputedIgnored } from "./precomputed-ignored.ts";
import { precomputedLaggedAgain } from "./precomputed-lagged-again.ts";
import { rebalancesDaily } from "./rebalances-daily.ts";
import { regimeFlickers } from "./regime-flickers.ts";
import { regimeOfTheDayBefore } from "./regime-of-the-day-before.ts";
import { regimeSkipsLevelsDown } from "./regime-skips-levels-down.ts";
import { regimeWithoutDwell } from "./regime-without-dwell.ts";
import { renormalizedAfterRt } from "./renormalized-after-rt.ts";
import { renormalizedConditionalOnCap } from "./renormalized-conditional-on-cap.ts";
import { renormalizedPerSleeve } from "./renormalized-per-sleeve.ts";
import { renormalizedToGrossOne } from "./renormalized-to-gross-one.ts";
import { returnsSummed } from "./returns-summed.ts";
import { riskUnclamped } from "./risk-unclamped.ts";
import { roundedAfterRt } from "./rounded-after-rt.ts";
import { rowsWithoutReturnDropped } from "./rows-without-return-dropped.ts";
import { scalarAboveOne } from "./scalar-above-one.ts";
import { scalarAppliedTwice } from "./scalar-applied-twice.ts";
import { scalarComputedFromScaledBook } from "./scalar-computed-from-scaled-book.ts";
import { scalarFlooredInTheBook } from "./scalar-floored-in-the-book.ts";
import { scalarInverted } from "./scalar-inverted.ts";
import { scalarLagTwo } from "./scalar-lag-two.ts";
import { scalarLagZero } from "./scalar-lag-zero.ts";
import { scalarPerAsset } from "./scalar-per-asset.ts";
import { secondPassOnOtherMarket } from "./second-pass-on-other-market.ts";
import { shadowBookNeverDrifts } from "./shadow-book-never-drifts.ts";
import { sharpeAnnualizedLinearly } from "./sharpe-annualized-linearly.ts";
import { sizedFromWhatIsLeft } from "./sized-from-what-is-left.ts";
import { sleeveScalarOfOtherSleeve } from "./sleeve-scalar-of-other-sleeve.ts";
import { sourceRewrittenFromUsed } from "./source-rewritten-from-used.ts";
import { stateEmptyInWarmUp } from "./state-empty-in-warm-up.ts";
import { stateForgetsSleeves } from "./state-forgets-sleeves.ts";
import { stateLeaksBetweenRuns } from "./state-leaks-between-runs.ts";
import { stuckInOneAsset } from "./stuck-in-one-asset.ts";
import { targetVolIgnoredScale } from "./target-vol-ignored-scale.ts";
import { timeZoneShiftsDates } from "./time-zone-shifts-dates.ts";
import { turnoverOneWay } from "./turnover-one-way.ts";
import { volDdofZero } from "./vol-ddof-zero.ts";
import { volFrozenAssets } from "./vol-frozen-assets.ts";
import { volNotAnnualized } from "./vol-not-annualized.ts";
import { volWindowIncludesToday } from "./vol-window-includes-today.ts";
import { weightsBeforeFirstRebalance } from "./weights-before-first-rebalance.ts";

/** Every seeded fault, in the order in which the data flows through an engine; a test holds it against the folder. */
export const faults: readonly Fault[] = [
  artifactDropsInactiveAssets,
  artifactWritesTargetsNotHeld,
  artifactMutatedLater,
  artifactWeightsAreQuantities,
  emptyColumnsDropped,
  rowsWithoutReturnDropped,
  firstReturnIsAPrice,
  logRoundsWrong,
  logStaleDate,
  datesUnsorted,
  datesDuplicated,
  assetsSortedInOneTable,
  timeZoneShiftsDates,
  renormalizedAfterRt,
  renormalizedToGrossOne,
  renormalizedPerSleeve,
  renormalizedConditionalOnCap,
  clippedAfterRt,
  dustDroppedAfterRt,
  roundedAfterRt,
  float32AfterRt,
  lookbackTooShort,
  rebalancesDaily,
  stuckInOneAsset,
  budgetsForgotten,
  sizedFromWhatIsLeft,
  leverageAppliedTwice,
  leverageCompoundsOnHold,
  leverageOnNet,
  volFrozenAssets,
  emptyBookDividesByZero,
  targetVolIgnoredScale,
  capForgotten,
  capBeforeScalar,
  assetLimitForgotten,
  volWindowIncludesToday,
  fullSampleStatistics,
  volNotAnnualized,
  volDdofZero,
  scalarLagZero,
  scalarLagTwo,
  scalarAboveOne,
  missingScalarAsZero,
  scalarAppliedTwice,
  scalarPerAsset,
  allocatorOffStillScales,
  scalarComputedFromScaledBook,
  regimeOfTheDayBefore,
  regimeSkipsLevelsDown,
  regimeWithoutDwell,
  riskUnclamped,
  shadowBookNeverDrifts,
  stateEmptyInWarmUp,
  stateForgetsSleeves,
  precomputedLaggedAgain,
  precomputedIgnored,
  sourceRewrittenFromUsed,
  givenScalarsOneLate,
  documentIsATemplate,
  scalarFlooredInTheBook,
  sleeveScalarOfOtherSleeve,
  overlayUngated,
  scalarInverted,
  alwaysDeRisked,
  regimeFlickers,
  secondPassOnOtherMarket,
  offByOneEarningDate,
  weightsBeforeFirstRebalance,
  holdReLevers,
  holdSellsEverything,
  driftForgotten,
  forwardFillBackfills,
  lookAheadOneBar,
  stateLeaksBetweenRuns,
  dependsOnMapOrder,
  commonSymbolsDropExposure,
  dependsOnAssetOrder,
  namesReadAsNumbers,
  absentAssetCounts,
  costFeedsWeights,
  capitalInWeights,
  costNotCharged,
  costNegative,
  costOnNetTrades,
  costEveryDay,
  turnoverOneWay,
  nanAsZero,
  drawdownAlwaysZero,
  peakNotSeeded,
  drawdownFromGuessedBaseline,
  drawdownAbsolute,
  drawdownSign,
  maxOfNegative,
  drawdownEndsAtItsTrough,
  logReturnsCompoundedAsSimple,
  returnsSummed,
  lastBarNotBooked,
  cagrCountsRowZero,
  cagrCountsCalendarDays,
  sharpeAnnualizedLinearly,
  metricsBeforeCosts,
  hitRateOfClosedTrades,
];

/** A handful that every gate runs: one a part of the engine, each found within a few cases. */
export const canaries: readonly Fault[] = [
  renormalizedAfterRt,
  scalarLagZero,
  volWindowIncludesToday,
  offByOneEarningDate,
  peakNotSeeded,
  artifactDropsInactiveAssets,
];
