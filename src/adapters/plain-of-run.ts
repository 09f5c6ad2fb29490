import type { LabelSeries, Panel } from "../model/panel.ts";
import { isMissing } from "../model/panel.ts";
import type { Run } from "../model/run.ts";
import { DOCUMENT_NAMES, REGIME_TABLE, TABLE_NAMES } from "../model/run.ts";
import type { PlainRun, PlainTable } from "./plain-run.ts";

/** A run as an engine answers it (CONTRACT.md §4); what `runOfPlain` reads back to the same bits. */
export function plainOfRun(run: Run): PlainRun {
  const tables: Record<string, PlainTable> = {};
  for (const name of TABLE_NAMES) {
    const table = run.table(name);
    if (table !== undefined) tables[name] = plainOfPanel(table);
  }
  const regimes = run.regimes();
  if (regimes !== undefined) tables[REGIME_TABLE] = plainOfLabels(regimes);
  const metrics = run.metrics();
  const log = run.log();
  const documents = DOCUMENT_NAMES.map((name) => [name, run.document(name)] as const);
  return {
    tables,
    ...(metrics === undefined ? {} : { metrics }),
    ...(log === undefined ? {} : { log }),
    documents: Object.fromEntries(documents.filter(([, document]) => document !== undefined)),
  };
}

function plainOfPanel(table: Panel): PlainTable {
  const { dates, columns, values } = table;
  const width = columns.length;
  const rows = dates.map((_, t) =>
    columns.map((_, i) => (isMissing(table, t * width + i) ? null : values[t * width + i]!)),
  );
  return { dates, columns, values: rows };
}

function plainOfLabels({ dates, column, labels }: LabelSeries): PlainTable {
  return { dates, columns: [column], values: labels.map((label) => [label]) };
}
