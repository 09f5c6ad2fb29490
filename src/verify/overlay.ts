import type { Panel } from "../model/panel.ts";
import type { RunView } from "./run-view.ts";

/** For each row and column of one panel, where another has the same date and asset; −1 where it has none. */
export interface Overlay {
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

/** Lays `to` over `from` by date and asset, so that a lost row or column never shifts a comparison. */
export function overlay(view: RunView, from: Panel, to: Panel): Overlay {
  return { rows: view.align(from.dates, to.dates), columns: view.align(from.columns, to.columns) };
}
