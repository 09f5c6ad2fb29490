import { jsonText } from "../../adapters/run-directory/json-text.ts";
import { labelsCsv, panelCsv } from "../../csv/write.ts";
import type { Run } from "../../model/run.ts";
import type { Part } from "../pipeline.ts";

/** A part of a run as the text that is kept of it. */
export interface PartText {
  /** The text in pieces: a large table never stands in memory twice. */
  readonly pieces: Iterable<string>;
  /** Rows of a table, lines of the log; `null` for a document. */
  readonly rows: number | null;
}

/** The text of a part, in which no double loses a bit; undefined where the run has no such part. */
export function partText(run: Run, part: Part): PartText | undefined {
  switch (part.kind) {
    case "table": {
      const table = run.table(part.name);
      return table === undefined ? undefined : { pieces: panelCsv(table), rows: table.dates.length };
    }
    case "regimes": {
      const regimes = run.regimes();
      return regimes === undefined ? undefined : { pieces: [labelsCsv(regimes)], rows: regimes.dates.length };
    }
    case "document":
      return documentText(run.document(part.name));
    case "metrics":
      return documentText(run.metrics());
    case "log": {
      const log = logLines(run);
      return log === undefined ? undefined : { pieces: log.map((line) => `${line}\n`), rows: log.length };
    }
  }
}

/** The log line by line, as it reads back from a file: an entry with line ends in it is several lines. */
export function logLines(run: Run): readonly string[] | undefined {
  return run.log()?.flatMap((entry) => entry.split(/\r?\n/));
}

function documentText(content: unknown): PartText | undefined {
  return content === undefined ? undefined : { pieces: [`${jsonText(content)}\n`], rows: null };
}
