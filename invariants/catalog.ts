import type { Invariant } from "../src/verify/invariant.ts";
import { artifactLogConsistency } from "./accounting/artifact-log-consistency.ts";
import { artifactsCoverEveryAsset } from "./accounting/artifacts-cover-every-asset.ts";
import { costsConserved } from "./accounting/costs-conserved.ts";
import { digestsMatch } from "./accounting/digests-match.ts";
import { equityCompoundsReturns } from "./accounting/equity-compounds-returns.ts";
import { metricsRecompute } from "./accounting/metrics-recompute.ts";
import { pnlLinearInWeights } from "./accounting/pnl-linear-in-weights.ts";
import { runAndArtifactPnlAgree } from "./accounting/run-and-artifact-pnl-agree.ts";
import { turnoverMatchesTrades } from "./accounting/turnover-matches-trades.ts";
import { documentsAgree } from "./allocator/documents-agree.ts";
import { givenScalarsRecorded } from "./allocator/given-scalars-recorded.ts";
import { regimeFollowsState } from "./allocator/regime-follows-state.ts";
import { regimeKnown } from "./allocator/regime-known.ts";
import { regimeTransitionsSane } from "./allocator/regime-transitions-sane.ts";
import { riskFollowsRegime } from "./allocator/risk-follows-regime.ts";
import { stateComplete } from "./allocator/state-complete.ts";
import { stateRecomputes } from "./allocator/state-recomputes.ts";
import { dailyWeightsCarryForward } from "./calendar/daily-weights-carry-forward.ts";
import { datesStrictlyIncrease } from "./calendar/dates-strictly-increase.ts";
import { holdTradesNothing } from "./calendar/hold-trades-nothing.ts";
import { lookbackSuffices } from "./calendar/lookback-suffices.ts";
import { rebalanceCadence } from "./calendar/rebalance-cadence.ts";
import { tradesOnlyOnRebalances } from "./calendar/trades-only-on-rebalances.ts";
import { columnsComplete } from "./data/columns-complete.ts";
import { firstBarHasNoReturn } from "./data/first-bar-has-no-return.ts";
import { notStuckInOneAsset } from "./data/not-stuck-in-one-asset.ts";
import { outputsFinite } from "./data/outputs-finite.ts";
import { drawdownRecomputes } from "./drawdown/drawdown-recomputes.ts";
import { nonzeroMaxDrawdown } from "./drawdown/nonzero-max-drawdown.ts";
import { allocatorOffChangesNothing } from "./exposure/allocator-off-changes-nothing.ts";
import { assetWeightWithinLimit } from "./exposure/asset-weight-within-limit.ts";
import { grossWithinCap } from "./exposure/gross-within-cap.ts";
import { leverageAppliedOnce } from "./exposure/leverage-applied-once.ts";
import { leverageFollowsTarget } from "./exposure/leverage-follows-target.ts";
import { leverageIdentity } from "./exposure/leverage-identity.ts";
import { missingScalarDefault } from "./exposure/missing-scalar-default.ts";
import { modelWeightsUnlevered } from "./exposure/model-weights-unlevered.ts";
import { noPostRtRenormalization } from "./exposure/no-post-rt-renormalization.ts";
import { oneScalarPerSleeve } from "./exposure/one-scalar-per-sleeve.ts";
import { overlayGatedByRegime } from "./exposure/overlay-gated-by-regime.ts";
import { preWeightsFollowBudgets } from "./exposure/pre-weights-follow-budgets.ts";
import { precomputedScalarsReplayed } from "./exposure/precomputed-scalars-replayed.ts";
import { scalarInUnitInterval } from "./exposure/scalar-in-unit-interval.ts";
import { scalarLagsOneRebalance } from "./exposure/scalar-lags-one-rebalance.ts";
import { baselineHasScalarOne } from "./passes/baseline-has-scalar-one.ts";
import { maxDrawdownNotWorse } from "./passes/max-drawdown-not-worse.ts";
import { regimeNotThrashing } from "./passes/regime-not-thrashing.ts";
import { sameMarketSameModel } from "./passes/same-market-same-model.ts";
import { scalarNotAlwaysBelowOne } from "./passes/scalar-not-always-below-one.ts";
import { scaledDiffersOnlyByScalar } from "./passes/scaled-differs-only-by-scalar.ts";
import { sharpeNotDegraded } from "./passes/sharpe-not-degraded.ts";
import { absentAssetIrrelevant } from "./relation/absent-asset-irrelevant.ts";
import { assetNamesIrrelevant } from "./relation/asset-names-irrelevant.ts";
import { assetOrderIrrelevant } from "./relation/asset-order-irrelevant.ts";
import { capitalScale } from "./relation/capital-scale.ts";
import { computeEqualsPrecomputed } from "./relation/compute-equals-precomputed.ts";
import { costsOnlyCost } from "./relation/costs-only-cost.ts";
import { deterministic } from "./relation/deterministic.ts";
import { exposureLinear } from "./relation/exposure-linear.ts";
import { isolated } from "./relation/isolated.ts";
import { matchesReference } from "./relation/matches-reference.ts";
import { noLookAhead } from "./relation/no-look-ahead.ts";
import { preWeightsScaleIrrelevant } from "./relation/pre-weights-scale-irrelevant.ts";
import { prefixConsistent } from "./relation/prefix-consistent.ts";
import { scalarEffectLagged } from "./relation/scalar-effect-lagged.ts";

/** Every invariant of this package, in the order of reports. A test holds the list against the files. */
export const catalog: readonly Invariant[] = [
  artifactLogConsistency,
  artifactsCoverEveryAsset,
  runAndArtifactPnlAgree,
  pnlLinearInWeights,
  equityCompoundsReturns,
  turnoverMatchesTrades,
  costsConserved,
  metricsRecompute,
  digestsMatch,
  preWeightsFollowBudgets,
  noPostRtRenormalization,
  leverageIdentity,
  leverageFollowsTarget,
  leverageAppliedOnce,
  grossWithinCap,
  assetWeightWithinLimit,
  modelWeightsUnlevered,
  scalarInUnitInterval,
  scalarLagsOneRebalance,
  missingScalarDefault,
  allocatorOffChangesNothing,
  precomputedScalarsReplayed,
  oneScalarPerSleeve,
  overlayGatedByRegime,
  datesStrictlyIncrease,
  tradesOnlyOnRebalances,
  dailyWeightsCarryForward,
  holdTradesNothing,
  rebalanceCadence,
  lookbackSuffices,
  nonzeroMaxDrawdown,
  drawdownRecomputes,
  regimeKnown,
  stateComplete,
  stateRecomputes,
  regimeFollowsState,
  regimeTransitionsSane,
  riskFollowsRegime,
  givenScalarsRecorded,
  documentsAgree,
  columnsComplete,
  firstBarHasNoReturn,
  outputsFinite,
  notStuckInOneAsset,
  deterministic,
  isolated,
  noLookAhead,
  prefixConsistent,
  assetOrderIrrelevant,
  assetNamesIrrelevant,
  absentAssetIrrelevant,
  preWeightsScaleIrrelevant,
  exposureLinear,
  scalarEffectLagged,
  computeEqualsPrecomputed,
  costsOnlyCost,
  capitalScale,
  matchesReference,
  scaledDiffersOnlyByScalar,
  baselineHasScalarOne,
  sameMarketSameModel,
  maxDrawdownNotWorse,
  sharpeNotDegraded,
  regimeNotThrashing,
  scalarNotAlwaysBelowOne,
];
