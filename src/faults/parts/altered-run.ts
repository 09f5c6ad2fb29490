import type { Stages } from "../../engine/stages.ts";
import type { LabelSeries, Panel } from "../../model/panel.ts";
import { panel } from "../../model/panel.ts";
import type { Metrics, Run, TableName } from "../../model/run.ts";

/** A change to what a run says, for faults of the writer: the books are right, the files are not. */
export interface Alteration {
  table?(name: TableName, table: Panel): Panel;
  metrics?(metrics: Metrics): Metrics;
  regimes?(series: LabelSeries): LabelSeries;
  log?(lines: readonly string[]): readonly string[];
  document?(content: object): object;
}

/** The run with its parts altered when they are asked for; the original is left as it is. */
export function altered(run: Run, alteration: Alteration): Run {
  return {
    info: run.info,
    table(name) {
      const table = run.table(name);
      return table === undefined || alteration.table === undefined ? table : alteration.table(name, table);
    },
    regimes() {
      const series = run.regimes();
      return series === undefined || alteration.regimes === undefined ? series : alteration.regimes(series);
    },
    metrics() {
      const metrics = run.metrics();
      return metrics === undefined || alteration.metrics === undefined ? metrics : alteration.metrics(metrics);
    },
    log() {
      const lines = run.log();
      return lines === undefined || alteration.log === undefined ? lines : alteration.log(lines);
    },
    document(name) {
      const content = run.document(name);
      const isObject = typeof content === "object" && content !== null;
      return isObject && alteration.document !== undefined ? alteration.document(content) : content;
    },
    files: () => run.files(),
  };
}

/** The reference with one recorded table replaced by another. */
export function recordingTable(reference: Stages, replaced: TableName, change: (table: Panel) => Panel): Stages {
  return {
    ...reference,
    record: (ledger) =>
      altered(reference.record(ledger), { table: (name, table) => (name === replaced ? change(table) : table) }),
  };
}

/** The rows of a table in the order given. */
export function takeRows(table: Panel, rows: readonly number[]): Panel {
  const width = table.columns.length;
  const values = new Float64Array(rows.length * width);
  for (const [to, from] of rows.entries()) {
    values.set(table.values.subarray(from * width, (from + 1) * width), to * width);
  }
  return panel(
    rows.map((row) => table.dates[row]!),
    table.columns,
    values,
  );
}
