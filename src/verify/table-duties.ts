import type { TableName } from "../model/run.ts";
import { REGIME_TABLE, TABLE_NAMES } from "../model/run.ts";

/** Whatever two runs can be compared by: the tables of numbers, the regimes, the metrics and the log. */
export type Recorded = TableName | typeof REGIME_TABLE | "metrics" | "run.log";

/** All of {@link Recorded}, in pipeline order. */
export const RECORDED: readonly Recorded[] = [...TABLE_NAMES, REGIME_TABLE, "metrics", "run.log"];

/** What a relation does about one of them: compares it, in one of the relation's ways, or does not, and then why. */
export type TableDuty<Way extends string = string> = Way | { readonly leftOut: string };

/** The same of all of them: a table that a run gains has to be decided about. */
export type TableDuties<Way extends string = string> = Readonly<Record<Recorded, TableDuty<Way>>>;

/** The same duty about everything, but for what is named. */
export function dutyForAll<Way extends string>(
  duty: TableDuty<Way>,
  but: Readonly<Partial<Record<Recorded, TableDuty<Way>>>>,
): TableDuties<Way> {
  return Object.fromEntries(RECORDED.map((name) => [name, but[name] ?? duty])) as TableDuties<Way>;
}

/** The tables of numbers that are compared in a way, in pipeline order. */
export function tablesCompared<Way extends string>(duties: TableDuties<Way>, way: Way): readonly TableName[] {
  return TABLE_NAMES.filter((name) => duties[name] === way);
}
