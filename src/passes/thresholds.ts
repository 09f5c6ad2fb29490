/** Beyond these the comparison of two passes warns (ENGINE.md, "Two-pass audit"). */
export const WARNING_THRESHOLDS = Object.freeze({
  /** The Sharpe ratio may fall by this much. */
  sharpeLoss: 0.2,
  /** The regime may change this often a year. */
  transitionsPerYear: 50,
  /** A scalar that never comes this close to 1 is no risk scalar but a lower target. */
  scalarRange: 0.005,
});

/** A year of a well-tuned regime has fewer transitions than this (ENGINE.md, "Regime"). */
export const CALM_TRANSITIONS_PER_YEAR = 20;
