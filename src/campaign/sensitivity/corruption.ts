import type { Panel } from "../../model/panel.ts";
import type { Run, TableName } from "../../model/run.ts";
import { TABLE_NAMES, TABLES } from "../../model/run.ts";
import { hash32, Random } from "../../numeric/random.ts";
import { overlaid } from "./overlay.ts";

/** One corruption of one place of a run. */
export interface Corruption {
  /** The file: `weights_post.csv`. */
  readonly artifact: string;
  /** Where in it: `2024-01-05 · ES`. */
  readonly place: string;
  /** The sizes that it comes in, smallest first; absent where it has none. */
  readonly sizes?: readonly number[];
  /** The corrupted run; undefined where the corruption changes nothing, e.g. when it is lost in a double's digits. */
  apply(size: number): Run | undefined;
}

/** A standard way in which recorded runs go wrong. */
export interface Way {
  readonly id: string;
  /** What is done, as it would be told of a real run. */
  readonly story: string;
  /** The corruptions of a run, one after the other: each may hold a table, so they are made when asked for. */
  of(run: Run, seed: number): Iterable<Corruption>;
}

/** What a way does to a table: where, and what the table is then. */
export interface TableEdit {
  readonly place: string;
  readonly panel: Panel;
}

/** Which tables a way is for. */
export type TableFilter = (name: TableName, table: Panel) => boolean;

/** A way that does one thing to each table that the run has; `edit` answers undefined where it would change nothing. */
export function tableWay(
  id: string,
  story: string,
  edit: (table: Panel, random: Random) => TableEdit | undefined,
  isFor: TableFilter = () => true,
): Way {
  return {
    id,
    story,
    *of(run, seed) {
      for (const [name, table] of tablesOf(run)) {
        const random = new Random(hash32(seed, id, name));
        const edited = isFor(name, table) ? edit(table, random) : undefined;
        if (edited === undefined) continue;
        const corrupted = overlaid(run, { table: { name, panel: edited.panel } });
        yield { artifact: `${name}.csv`, place: edited.place, apply: () => corrupted };
      }
    },
  };
}

/** The tables of a run with at least one cell, in pipeline order. */
export function* tablesOf(run: Run): Iterable<readonly [TableName, Panel]> {
  for (const name of TABLE_NAMES) {
    const table = run.table(name);
    if (table !== undefined && table.values.length > 0) yield [name, table];
  }
}

/** Tables with a column an asset. */
export const ofAssets: TableFilter = (name) => TABLES[name].columns === "assets";

/** Tables with named columns. */
export const ofNamedColumns: TableFilter = (name) => TABLES[name].columns !== "assets";

/** The first of `count` indices, from a drawn one on and round, that will do; −1 where none will. */
export function pick(count: number, random: Random, willDo: (index: number) => boolean): number {
  if (count === 0) return -1;
  const start = random.integer(count);
  for (let i = 0; i < count; i++) {
    const index = (start + i) % count;
    if (willDo(index)) return index;
  }
  return -1;
}

/** 10^from … 10^to. */
export function decades(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => Number(`1e${from + i}`));
}
