import type { Panel } from "../model/panel.ts";
import type { BookTable } from "./book-sizes.ts";
import type { Overlay } from "./overlay.ts";
import type { Probe } from "./probe.ts";

/** Two panels of books, and how their rows and columns lie over each other. */
export interface BookPair {
  readonly name: BookTable;
  readonly actual: Panel;
  readonly expected: Panel;
  /** For each row and column of `actual`, that of `expected`. */
  readonly overlay: Overlay;
  /** One factor a row of `actual` that `expected` is multiplied by; 1 where absent. */
  readonly factors?: Float64Array;
}

/**
 * Compares each weight of a panel with the same date's and asset's weight of another panel, times the row's factor.
 * What one of the two lacks is not compared; artifacts-cover-every-asset names it. `because` gets the row and column
 * of `actual` and the other panel's weight.
 */
export function compareBooks(
  probe: Probe,
  { name, actual, expected, overlay: { rows, columns }, factors }: BookPair,
  because: (row: number, column: number, weight: number) => string,
): void {
  const { values } = expected;
  const width = expected.columns.length;
  const cells = probe.cells(name, actual.dates, actual.columns, (k, i) =>
    because(k, i, values[rows[k]! * width + columns[i]!]!),
  );
  for (let k = 0; k < rows.length; k++) {
    if (rows[k]! < 0) continue;
    const start = rows[k]! * width;
    const factor = factors === undefined ? 1 : factors[k]!;
    for (let i = 0, cell = k * columns.length; i < columns.length; i++, cell++) {
      if (columns[i]! >= 0) cells.equal(k, i, actual.values[cell]!, values[start + columns[i]!]! * factor);
    }
  }
}
