import type { CsvPanel } from "../csv/read-panel.ts";
import { cellPlace } from "../csv/source.ts";
import { MarketError } from "../model/errors.ts";
import type { Panel } from "../model/panel.ts";

/**
 * What to do about empty cells among prices.
 * - `forward-fill`: the last price stands until there is a new one; never before an asset's first price.
 * - `start-late`: the market begins on the first date on which every asset has a price.
 * - `drop-assets`: assets with an empty cell are left out.
 */
export const GAP_POLICIES = ["forward-fill", "start-late", "drop-assets"] as const;
export type GapPolicy = (typeof GAP_POLICIES)[number];

/** Prices without gaps: the table as it is when it has none, otherwise by the policy. Throws a MarketError. */
export function closeGaps(read: CsvPanel, file: string, policy: GapPolicy | undefined): Panel {
  const { panel } = read;
  const { missing } = panel;
  if (missing === undefined) return panel;
  switch (policy) {
    case undefined:
      throw gapError(read, file, missing.indexOf(1), `name a policy for gaps: ${GAP_POLICIES.join(", ")}`);
    case "forward-fill":
      return fillForward(read, file, missing);
    case "start-late":
      return startLate(read, file, missing);
    case "drop-assets":
      return dropAssets(panel, file, missing);
  }
}

function fillForward(read: CsvPanel, file: string, missing: Uint8Array): Panel {
  const { dates, columns } = read.panel;
  const width = columns.length;
  const values = read.panel.values.slice();
  for (let cell = 0; cell < values.length; cell++) {
    if (missing[cell] === 0) continue;
    const before = cell < width ? Number.NaN : values[cell - width]!;
    if (Number.isNaN(before)) {
      throw gapError(read, file, cell, "there is no earlier price to carry forward; use start-late or drop-assets");
    }
    values[cell] = before;
  }
  return { dates, columns, values };
}

function startLate(read: CsvPanel, file: string, missing: Uint8Array): Panel {
  const { dates, columns, values } = read.panel;
  const width = columns.length;
  let from = 0;
  while (from < dates.length && missing.subarray(from * width, (from + 1) * width).includes(1)) from++;
  if (from === dates.length) {
    throw new MarketError({
      what: "on no date does every asset have a price",
      where: file,
      hint: "drop-assets leaves out the assets with gaps",
    });
  }
  const gap = missing.indexOf(1, from * width);
  if (gap >= 0) throw gapError(read, file, gap, "a gap after the late start; use forward-fill or drop-assets");
  return { dates: dates.slice(from), columns, values: values.slice(from * width) };
}

function dropAssets({ dates, columns, values }: Panel, file: string, missing: Uint8Array): Panel {
  const width = columns.length;
  const gappy = new Set<number>();
  for (let cell = 0; cell < missing.length; cell++) if (missing[cell] === 1) gappy.add(cell % width);
  const kept = [...columns.keys()].filter((column) => !gappy.has(column));
  if (kept.length === 0) {
    throw new MarketError({
      what: "every asset has a gap, so none is left",
      where: file,
      hint: "use forward-fill or start-late",
    });
  }
  const compact = new Float64Array(dates.length * kept.length);
  for (let t = 0; t < dates.length; t++) {
    for (const [i, column] of kept.entries()) compact[t * kept.length + i] = values[t * width + column]!;
  }
  return { dates, columns: kept.map((column) => columns[column]!), values: compact };
}

function gapError({ panel, firstLine }: CsvPanel, file: string, cell: number, hint: string): MarketError {
  const row = Math.floor(cell / panel.columns.length);
  const column = cell % panel.columns.length;
  return new MarketError({
    what: "a price is missing",
    where: cellPlace(file, firstLine + row, column + 2, panel.columns[column]),
    expected: "a price",
    actual: `an empty cell on ${panel.dates[row]}`,
    hint,
  });
}
