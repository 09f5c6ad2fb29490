import type { Row } from "./worked-grid.ts";
import { gridLines, wrapped } from "./worked-grid.ts";

/** A counterexample as a table that a person can work by hand, ready for any writer. Texts are printable. */
export interface Worked {
  /** The invariant, and where the counterexample was found. */
  readonly name: string;
  /** What should be true; absent where no statement of that name is left. */
  readonly title?: string | undefined;
  /** What is given, and what is other in the second run of a pair. */
  readonly given: readonly string[];
  /** The dates shown, and the stage column's own header. */
  readonly header: Row;
  /** Stage by stage what was asked for and recorded; the failing figure stands in brackets. */
  readonly rows: readonly Row[];
  /** What has to be said of the table: days left out, what a mark means. */
  readonly notes: readonly string[];
  readonly log: readonly string[];
  /** Where expected and actual part; what belongs to the line before it is indented. */
  readonly outcome: readonly string[];
}

/** The table as plain text, at most 100 columns wide. */
export function workedText({ name, title, given, header, rows, notes, log, outcome }: Worked): string {
  return [
    name,
    ...(title === undefined ? [] : wrapped(title, "")),
    ...given.flatMap(hanging),
    "",
    ...gridLines(header, rows),
    ...notes,
    ...log,
    "",
    ...outcome.flatMap(hanging),
  ].join("\n");
}

/** A text in lines, the later ones indented by two more. */
function hanging(text: string): string[] {
  return wrapped(text, " ".repeat(text.search(/\S|$/) + 2));
}
