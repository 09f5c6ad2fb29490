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
import { dailyWeightsCarryForward } from "./calendar/daily-weights-carry-forward.ts";
import { datesStrictlyIncrease } from "./calendar/dates-strictly-increase.ts";
import { tradesOnlyOnRebalances } from "./calendar/trades-only-on-rebalances.ts";
import { outputsFinite } from "./data/outputs-finite.ts";
import { drawdownRecomputes } from "./drawdown/drawdown-recomputes.ts";
import { nonzeroMaxDrawdown } from "./drawdown/nonzero-max-drawdown.ts";
import { assetWeightWithinLimit } from "./exposure/asset-weight-within-limit.ts";
import { grossWithinCap } from "./exposure/gross-within-cap.ts";
import { leverageFollowsTarget } from "./exposure/leverage-follows-target.ts";
import { leverageIdentity } from "./exposure/leverage-identity.ts";
import { noPostRtRenormalization } from "./exposure/no-post-rt-renormalization.ts";
import { scalarInUnitInterval } from "./exposure/scalar-in-unit-interval.ts";
import { scalarLagsOneRebalance } from "./exposure/scalar-lags-one-rebalance.ts";
import { deterministic } from "./relation/deterministic.ts";
import { noLookAhead } from "./relation/no-look-ahead.ts";

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
  noPostRtRenormalization,
  leverageIdentity,
  leverageFollowsTarget,
  grossWithinCap,
  assetWeightWithinLimit,
  scalarInUnitInterval,
  scalarLagsOneRebalance,
  datesStrictlyIncrease,
  tradesOnlyOnRebalances,
  dailyWeightsCarryForward,
  nonzeroMaxDrawdown,
  drawdownRecomputes,
  outputsFinite,
  deterministic,
  noLookAhead,
];
