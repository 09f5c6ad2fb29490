import type { Run } from "../../model/run.ts";
import { REGIME_TABLE } from "../../model/run.ts";

/** A run that writes down which of its files somebody asked for, by the names that corruptions have for them. */
export function tracedRun(run: Run): { readonly run: Run; readonly read: ReadonlySet<string> } {
  const read = new Set<string>();
  const noted = <Part>(file: string, part: Part): Part => {
    read.add(file);
    return part;
  };
  const traced: Run = {
    info: run.info,
    table: (name) => noted(`${name}.csv`, run.table(name)),
    regimes: () => noted(`${REGIME_TABLE}.csv`, run.regimes()),
    metrics: () => noted("metrics.json", run.metrics()),
    log: () => noted("run.log", run.log()),
    document: (name) => noted(`${name}.json`, run.document(name)),
    files: () => run.files(),
  };
  return { run: traced, read };
}
