/** The words in which a static rule's result is told. */
export interface AuditWords {
  /** The heading over where the audit starts. */
  readonly start: string;
  /** The heading over what was looked for. */
  readonly search: string;
  /** Between a finding and its sink: `clipped, on the way to portfolioReturn#0`. */
  readonly towards: string;
  /** What the steps up to a finding are. */
  readonly way: string;
  /** What a source that passes is made of. */
  readonly expected: string;
}

/** Of rules that follow weights or scalars. */
export const WEIGHT_WORDS: AuditWords = {
  start: "Where scaling is called",
  search: "Search for normalization",
  towards: "on the way to",
  way: "The way of the weights",
  expected: "scalars, alignment and a linear sum only",
};

/** Of rules about everything that a run does. */
export const RUN_WORDS: AuditWords = {
  start: "Where a run starts",
  search: "Search for what is not in the input",
  towards: "in a run of",
  way: "The calls that lead there",
  expected: "the input of the run only",
};

/** Of rules about which rows of the market a decision knows. */
export const ROW_WORDS: AuditWords = {
  start: "Where the rows of the market come in",
  search: "Search for rows that are not known yet",
  towards: "on the way to",
  way: "Where the rows are read",
  expected: "rows before the one that is decided",
};
