import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { parseLayout } from "../../../src/adapters/layout/load.ts";
import { readRun } from "../../../src/adapters/run-directory/read.ts";
import { TieoutError } from "../../../src/model/errors.ts";
import type { LayoutInput } from "../../../src/model/layout.ts";
import type { Panel } from "../../../src/model/panel.ts";
import type { Run } from "../../../src/model/run.ts";
import { temporaryFolder } from "../run-directory/recorded.ts";

type Columns = Parameters<typeof parquetWriteBuffer>[0]["columnData"];

/** A Parquet file of some columns. */
export function parquet(
  columnData: Columns,
  options: Partial<Parameters<typeof parquetWriteBuffer>[0]> = {},
): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData, ...options }));
}

/** A folder with the files given, by name. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** A folder read by a layout. */
export function readBy(layout: Omit<LayoutInput, "schema">, files: Readonly<Record<string, string | Uint8Array>>): Run {
  return readRun(folderOf(files), parseLayout({ schema: "tieout.layout/1", ...layout }));
}

/** What is said of a folder, without the folder's own path. */
export function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof TieoutError) return error.message.replace(/\/\S*tieout-test-[^/]*\//g, "");
    throw error;
  }
  throw new Error("nothing was refused");
}

/** A table as rows of text, for comparing at a glance: missing cells are `–`. */
export function rowsOf(table: Panel | undefined): string[] {
  if (table === undefined) return ["no table"];
  const { dates, columns, values, missing } = table;
  const rows = dates.map((date, row) => {
    const cells = columns.map((_, i) => {
      const cell = row * columns.length + i;
      return missing?.[cell] === 1 ? "–" : String(values[cell]);
    });
    return [date, ...cells].join(" ");
  });
  return [["date", ...columns].join(" "), ...rows];
}
