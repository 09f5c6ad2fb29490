/**
 * The errors that Tieout raises. Violations of an invariant are values, never exceptions: an exception is a wrong
 * use (bad config, unreadable input), a foreign engine's failure, or a bug of ours.
 */

/** What an error says beside its headline; every part is optional but `what`. */
export interface ErrorDetails {
  /** The headline: what is wrong, in one clause. */
  readonly what: string;
  /** Where: file, line, column, or date and asset, or the path of a config key. */
  readonly where?: string;
  /** What was expected there. */
  readonly expected?: string;
  /** What was found there. */
  readonly actual?: string;
  /** What the reader can do about it. */
  readonly hint?: string;
}

/** The base of all errors a caller may want to tell apart from bugs. Its message is one readable sentence. */
export class TieoutError extends Error {
  readonly details: ErrorDetails;

  constructor(details: ErrorDetails) {
    super(sentence(details));
    this.name = new.target.name;
    this.details = details;
  }
}

/** The config, the command line or a scenario asks for something that makes no sense. Exit code 2. */
export class ConfigError extends TieoutError {}

/** Prices or returns that no engine could run on. Exit code 2. */
export class MarketError extends TieoutError {}

/** A run directory, or another document, that cannot be read. Exit code 2. */
export class RunDirectoryError extends TieoutError {}

/** An engine refused a scenario (`rejected`) or broke while running it (`crashed`). */
export class EngineError extends TieoutError {
  readonly kind: "rejected" | "crashed";

  constructor(kind: "rejected" | "crashed", details: ErrorDetails) {
    super(details);
    this.kind = kind;
  }
}

/** A book over its limits under an exposure policy that does not scale: the scenario is refused. */
export class LimitError extends EngineError {
  constructor(details: ErrorDetails) {
    super("rejected", details);
  }
}

/** The harness itself cannot be trusted: a bug of ours, or a self-test that failed. Exit code 4. */
export class HarnessError extends TieoutError {}

/** What was found may be a megabyte; a sentence shows its beginning. */
const LONGEST_FOUND = 400;

function clipped(found: string): string {
  return found.length <= LONGEST_FOUND ? found : `${found.slice(0, LONGEST_FOUND)}… (${found.length} characters)`;
}

function sentence({ what, where, expected, actual, hint }: ErrorDetails): string {
  let text = where === undefined ? what : `${where}: ${what}`;
  if (expected !== undefined) text += `: expected ${expected}`;
  if (actual !== undefined) text += `${expected === undefined ? ":" : ","} was ${clipped(actual)}`;
  return hint === undefined ? text : `${text} (${hint})`;
}
