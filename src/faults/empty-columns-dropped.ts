import type { Panel } from "../model/panel.ts";
import { isMissing, panel } from "../model/panel.ts";
import type { Fault } from "./fault.ts";
import { altered } from "./parts/altered-run.ts";

export const emptyColumnsDropped: Fault = {
  id: "empty-columns-dropped",
  story:
    "The writer leaves out columns that hold nothing, as dropna(axis=1) does: under a fixed multiplier leverage_series has no volatility any more, and who reads columns by place reads the wrong one.",
  source: "pytest-regressions, whose check loops over the columns that it obtained",
  breaks: ["data/columns-complete"],
  stages: (reference) => ({
    ...reference,
    record: (ledger) => altered(reference.record(ledger), { table: (_, table) => withoutEmptyColumns(table) }),
  }),
};

function withoutEmptyColumns(table: Panel): Panel {
  const { dates, columns, values, missing } = table;
  const width = columns.length;
  if (missing === undefined || dates.length === 0) return table;
  const kept = [...columns.keys()].filter((i) => dates.some((_, t) => !isMissing(table, t * width + i)));
  if (kept.length === width) return table;
  const of = <Cells extends Float64Array | Uint8Array>(cells: Cells) =>
    dates.flatMap((_, t) => kept.map((i) => cells[t * width + i]!));
  return panel(
    dates,
    kept.map((i) => columns[i]!),
    Float64Array.from(of(values)),
    Uint8Array.from(of(missing)),
  );
}
