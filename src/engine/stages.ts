import type { Run } from "../model/run.ts";
import type { Scenario } from "../model/scenario.ts";

/**
 * The reference engine as a record of stages, in the order in which the data flows. One stage can be replaced by
 * another function of the same shape: a seeded fault is the reference with one stage swapped.
 *
 * Matrices are row-major Float64Arrays of K rebalances × N assets, series are one value a bar (T) or a rebalance (K).
 * A stage reads what the earlier ones made and never changes it. No state survives a run.
 */
export interface Stages {
  /** Which market rows the config schedules, before eligibility. */
  schedule(scenario: Scenario): Int32Array;
  /** The model books on the eligible scheduled rows at which a sleeve answers. */
  construct(scenario: Scenario, scheduled: Int32Array): Books;
  /** Exposure policy: from the sum of sleeves to a book at its target risk. */
  target(scenario: Scenario, books: Books): Targeted;
  /** State, regime and risk scalar by bar, all from the unscaled shadow book; worked out when somebody asks. */
  assess(scenario: Scenario, books: Books, targeted: Targeted): Assessed;
  /** One risk scalar a rebalance, lagged by one. */
  allocate(scenario: Scenario, books: Books, targeted: Targeted, assessed: Assessed): Allocated;
  /** Which book is in force on each bar, and what it cost to get there. */
  hold(scenario: Scenario, books: Books, allocated: Allocated): Held;
  /** Profit and loss of each bar. */
  settle(scenario: Scenario, held: Held): Settled;
  /** Equity, drawdown and the summary figures. */
  measure(scenario: Scenario, held: Held, settled: Settled): Measured;
  /** Tables and log, made on demand from everything before. */
  record(ledger: Ledger): Run;
}

/** The rebalances and their books before exposure policy. */
export interface Books {
  /** Market row of each rebalance, increasing (K). */
  readonly rows: Int32Array;
  /** Σ of the sleeves' answers, before budgets (K×N). */
  readonly model: Float64Array;
  /** Σ budget · answer: the input of risk targeting (K×N). */
  readonly pre: Float64Array;
  /** Budget · answer of each sleeve (K × sleeves·N), where somebody may ask: see `keepsSleeves`. They add up to `pre`. */
  readonly sleeves?: Float64Array;
}

/** What risk targeting answers. */
export interface Targeted {
  /** Annualised volatility of the unit book, NaN where the policy does not look at it (K). */
  readonly vol: Float64Array;
  readonly leverage: Float64Array;
  readonly grossBefore: Float64Array;
  readonly grossAfter: Float64Array;
  /** The book at its target risk (K×N). */
  readonly post: Float64Array;
}

/**
 * What the allocator's layers see, each worked out on first use and then kept. Dated t, they know returns through t−1.
 * They read the shadow book only (weights_post held without any scalar), so that no scalar depends on a scalar.
 */
export interface Assessed {
  /** Features by bar, T × columns; cells of the warm-up are missing (1 in `missing`), and `warmup` is 1 there. */
  state(): { readonly columns: readonly string[]; readonly values: Float64Array; readonly missing: Uint8Array };
  /** Level of the regime by bar, an index into REGIMES (T). */
  regimes(): Uint8Array;
  /** The smoothed and clamped scalar at each rebalance (K). */
  computed(): Float64Array;
  /** The same by sleeve, K × sleeves in the config's order; undefined without sleeve scalars. */
  sleeveComputed(): Float64Array | undefined;
}

/** What the allocator makes of it. */
export interface Allocated {
  /** The scalar computed at each rebalance (K); undefined where nothing computes one. */
  readonly computed: Float64Array | undefined;
  /** The scalar that the lag rule yields for each rebalance (K); undefined where there is none. */
  readonly applied: Float64Array | undefined;
  /** The book before and after the scalar (K×N each); one array when nothing is applied. */
  readonly raw: Float64Array;
  readonly scaled: Float64Array;
  /** With sleeve scalars: the sleeves' scalars, computed and applied (K × sleeves), and their books (K × sleeves·N). */
  readonly sleeves?: { readonly computed: Float64Array; readonly applied: Float64Array; readonly post: Float64Array };
  /** With an overlay: what it adds to weights_post to make weights_raw (K×N). */
  readonly overlay?: Float64Array;
}

/** The book in force over time. */
export interface Held {
  /** For each bar, the row of `books` that is in force; −1 before the first rebalance (T). */
  readonly bookOf: Int32Array;
  /** The books that bars refer to, K×N under constant weights. */
  readonly books: Float64Array;
  /** Σ|w_new − w_held| at each rebalance, two-way (K). */
  readonly turnover: Float64Array;
  /** Fraction of net asset value paid at each rebalance (K). */
  readonly cost: Float64Array;
  /** Market row of each rebalance (K). */
  readonly rows: Int32Array;
}

/** Profit and loss by bar (T each), by the convention of the config. */
export interface Settled {
  readonly grossReturn: Float64Array;
  readonly cost: Float64Array;
  /** NaN on a bar of ruin. */
  readonly logReturn: Float64Array;
  readonly simpleReturn: Float64Array;
  /** The first bar on which the whole capital is lost; −1 when there is none. */
  readonly ruinRow: number;
}

/** Equity and its summary. */
export interface Measured {
  readonly equity: Float64Array;
  /** equity / running peak − 1, the peak seeded with the initial capital. */
  readonly drawdown: Float64Array;
  readonly metrics: Readonly<Record<string, number | string | null>>;
}

/** Everything that the stages before `record` made of a scenario. */
export interface Ledger {
  readonly scenario: Scenario;
  readonly books: Books;
  readonly targeted: Targeted;
  readonly assessed: Assessed;
  readonly allocated: Allocated;
  readonly held: Held;
  readonly settled: Settled;
  readonly measured: Measured;
}
