import type { LabelSeries, Panel } from "../../model/panel.ts";
import type { Metrics, Run, TableName } from "../../model/run.ts";

/** The parts of a run that a corruption replaced. */
export interface Replaced {
  readonly table?: { readonly name: TableName; readonly panel: Panel };
  readonly log?: readonly string[];
  readonly metrics?: Metrics;
  readonly regimes?: LabelSeries;
}

/** A run with some parts replaced; the run itself is not touched, and no file stands behind the result. */
export function overlaid(run: Run, { table, log, metrics, regimes }: Replaced): Run {
  return {
    info: run.info,
    table: (name) => (name === table?.name ? table.panel : run.table(name)),
    regimes: () => regimes ?? run.regimes(),
    metrics: () => metrics ?? run.metrics(),
    log: () => log ?? run.log(),
    document: (name) => run.document(name),
    files: () => undefined,
  };
}
