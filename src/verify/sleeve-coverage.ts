import type { TableName } from "../model/run.ts";
import type { Probe } from "./probe.ts";
import type { RunView } from "./run-view.ts";

/** The tables that have a column for each sleeve. */
const SCALARS: readonly TableName[] = ["allocator_sleeve_risk_v1", "allocator_sleeve_risk_v1_applied"];
const BY_SLEEVE: readonly TableName[] = [...SCALARS, "sleeve_weights_post"];

/** Tables by sleeve have a column for each sleeve of the config and for nobody else, the books one for each asset of it. */
export function checkSleeves(view: RunView, probe: Probe): void {
  const { config } = view;
  if (config === undefined || BY_SLEEVE.every((name) => view.table(name) === undefined)) return;
  const sleeves = config.sleeves.map(({ name }) => name);
  for (const name of SCALARS) checkColumns(view, name, sleeves, "a sleeve of the config", probe);
  const assets = view.run.info.universe ?? view.table("weights_post")?.columns;
  if (assets === undefined) return;
  const books = sleeves.flatMap((sleeve) => assets.map((asset) => `${sleeve}/${asset}`));
  checkColumns(view, "sleeve_weights_post", books, "a sleeve of the config and an asset of the universe", probe);
}

function checkColumns(view: RunView, name: TableName, due: readonly string[], of: string, probe: Probe): void {
  const columns = view.table(name)?.columns;
  if (columns === undefined) return;
  const artifact = `${name}.csv`;
  probe.examined += due.length;
  const found = view.align(due, columns);
  for (const [i, column] of due.entries()) {
    if (found[i]! >= 0) continue;
    const message = `${artifact} has no column ${column}, which is ${of}`;
    probe.violate({ artifact, asset: column }, "a column", "absent", null, null, message);
  }
  const known = view.align(columns, due);
  for (const [i, column] of columns.entries()) {
    if (known[i]! >= 0) continue;
    const message = `${artifact} has a column ${column}, which is not ${of}`;
    probe.violate({ artifact, asset: column }, "no column", "a column", null, null, message);
  }
}
