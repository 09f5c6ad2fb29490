import type { LayoutInput } from "../../../model/layout.ts";
import type { TableName } from "../../../model/run.ts";

export type Entry = NonNullable<NonNullable<LayoutInput["tables"]>[TableName]>;

/** What of an entry is the same of all tables of its file: how it is written. */
export type Common = Partial<Entry> & { readonly file: string };

/** A layout under way, and what there is to say about it. */
export interface Draft {
  readonly tables: Partial<Record<TableName, Entry>>;
  others: Omit<LayoutInput, "schema" | "tables">;
  readonly notes: string[];
}

/** A file's name without folder and ending. */
export function stemOf(file: string): string {
  return file.replace(/^.*\//, "").replace(/\.[^.]+$/, "");
}
