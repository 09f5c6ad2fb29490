import { isoDate } from "../../src/model/calendar.ts";
import type { Panel } from "../../src/model/panel.ts";
import { panel } from "../../src/model/panel.ts";
import { TABLES } from "../../src/model/run.ts";

/** portfolio_returns of these simple returns from 2024-01-02 on, without costs; the first bar has none. */
export function returnsOf(...simple: readonly number[]): Panel {
  const rows = [0, ...simple];
  const dates = rows.map((_, t) => isoDate(19724 + t));
  const values = rows.flatMap((value) => [Math.log1p(value), 0, Math.log1p(value), value]);
  return panel(dates, TABLES.portfolio_returns.columns, Float64Array.from(values));
}
