import { DOCUMENT_NAMES, TABLES } from "../model/run.ts";
import { allocatorDocuments } from "./allocator-documents.ts";
import type { NamedTable } from "./rebalance-dates.ts";
import { tablesOf } from "./rebalance-dates.ts";
import { KNOWN_METRICS } from "./recomputed-metrics.ts";
import type { RunView } from "./run-view.ts";
import { KNOWN_FEATURES } from "./state-table.ts";

/**
 * What a run records and no invariant holds against anything, and which figures of a summary it leaves out: one sentence
 * a file. Otherwise a figure under a name that nobody knows would stand in a file of which all else passed.
 */
export function unexamined(view: RunView): readonly string[] {
  return [...tablesOf(view).flatMap(columnsOf), ...documentsOf(view), ...metricsOf(view)];
}

/** Features of which the bounds are known, and that nothing is worked out for. */
const BOUNDED_ALONE: readonly string[] = ["trend_breadth_20d", "sleeve_concentration_60d"];

function columnsOf({ name, artifact, table }: NamedTable): readonly string[] {
  const isState = name === "allocator_state_v1";
  const known = isState ? KNOWN_FEATURES : TABLES[name].columns;
  if (typeof known === "string") return [];
  const others = table.columns.filter((column) => !known.some((each) => each === column));
  const bounded = isState ? table.columns.filter((column) => BOUNDED_ALONE.includes(column)) : [];
  return [
    ...(bounded.length === 0
      ? []
      : [`${artifact}: no more than whether they keep their bounds: ${bounded.join(", ")}`]),
    ...(others.length === 0 ? [] : [`${artifact}: no more than whether they are numbers: ${others.join(", ")}`]),
  ];
}

function documentsOf(view: RunView): readonly string[] {
  const known = allocatorDocuments(view).map(({ artifact }) => artifact);
  return DOCUMENT_NAMES.filter((name) => view.run.document(name) !== undefined && !known.includes(`${name}.json`)).map(
    (name) => `${name}.json: its schema is none whose words are known`,
  );
}

function metricsOf({ metrics }: RunView): readonly string[] {
  if (metrics === undefined) return [];
  const names = Object.keys(metrics);
  const strange = names.filter((name) => !KNOWN_METRICS.includes(name));
  const absent = KNOWN_METRICS.filter((name) => !names.includes(name));
  return [
    ...(strange.length === 0 ? [] : [`metrics.json: the catalog has no formula for ${strange.join(", ")}`]),
    ...(absent.length === 0 ? [] : [`metrics.json: it does not have ${absent.join(", ")}`]),
  ];
}
