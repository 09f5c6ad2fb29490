import { RunDirectoryError } from "../../model/errors.ts";
import type { Dialect, Layout, TableLayoutEntry } from "../../model/layout.ts";
import { dialectOf } from "../../model/layout.ts";
import type { LabelSeries, Panel } from "../../model/panel.ts";
import type { TableName } from "../../model/run.ts";
import { TABLES } from "../../model/run.ts";
import type { ParquetSource } from "../../parquet/source.ts";
import { LOG_FILE, METRICS_FILE, REGIME_FILE } from "../run-directory/files.ts";
import type { Folder } from "../run-directory/folder.ts";
import type { RecordedFile } from "../run-directory/recorded-file.ts";
import { translateLog } from "./log.ts";
import { labelsCsv, longCsv, wideCsv } from "./read-csv.ts";
import { labelsParquet, longParquet, wideParquet } from "./read-parquet.ts";
import type { ReadTable } from "./read-table.ts";
import { asRecorded } from "./values.ts";

/** A run's parts, each from the file that the layout names, or from the one that is recognised by name. */
export class LayoutReader {
  /** What the layout made of the files, one sentence each. */
  readonly assumptions: string[] = [];
  /** What of the folder or the layout was not looked at, and why. */
  readonly notExamined: string[] = [];
  readonly #folder: Folder;
  readonly #layout: Layout;
  #marketDates: readonly string[] = [];

  constructor(folder: Folder, layout: Layout) {
    this.#folder = folder;
    this.#layout = layout;
  }

  /** A table; the returns are to be asked for first, because their dates are those of the market. */
  table(name: TableName): Panel | undefined {
    const table = this.#table(name);
    if (name === "returns") this.#marketDates = table?.dates ?? [];
    return table;
  }

  #table(name: TableName): Panel | undefined {
    const entry = this.#layout.tables[name];
    if (entry !== undefined) return this.#mapped(name, entry);
    const recognised = this.#folder.table(`${name}.csv`);
    if (recognised !== undefined || this.#folder.nameOf(`${name}.parquet`) === undefined) return recognised;
    const own: TableLayoutEntry = { file: `${name}.parquet`, shape: "wide", date: "date" };
    return this.#folder.read(own.file, (file) => {
      const { panel, rows } = wideParquet(name, own, dialectOf(this.#layout, own), this.#parquet(file));
      return { content: panel, rows };
    });
  }

  regimes(): LabelSeries | undefined {
    const entry = this.#layout.regimes;
    if (entry === undefined) return this.#folder.labels(REGIME_FILE);
    const dialect = dialectOf(this.#layout, entry);
    const read = this.#folder.read(entry.file, (file) => {
      const series =
        dialect.format === "csv"
          ? labelsCsv(entry, dialect, this.#csv(file))
          : labelsParquet(entry, dialect, this.#parquet(file));
      return { content: series, rows: series.dates.length };
    });
    this.#note("regimes", entry.file, read !== undefined);
    return read;
  }

  /** The figures as JSON, under our names. */
  metrics(): { readonly content: unknown; readonly file: string } {
    const entry = this.#layout.metrics;
    const file = entry?.file ?? METRICS_FILE;
    const content = this.#folder.json(file);
    if (entry !== undefined) this.#note("metrics", file, content !== undefined);
    return { content: entry?.names === undefined ? content : renamed(content, entry.names), file };
  }

  log(): readonly string[] | undefined {
    const entry = this.#layout.log;
    if (entry === undefined) return this.#folder.lines(LOG_FILE);
    const lines = this.#folder.lines(entry.file);
    this.#note("log", entry.file, lines !== undefined);
    if (lines === undefined) return undefined;
    const dates = this.#layout.dates ?? "iso";
    const translated = translateLog(lines, entry.lines, dates, this.#folder.place(entry.file));
    this.notExamined.push(...translated.notes.map((note) => note.replace(this.#folder.place(entry.file), entry.file)));
    return translated.lines;
  }

  #mapped(name: TableName, entry: TableLayoutEntry): Panel | undefined {
    const dialect = dialectOf(this.#layout, entry);
    const read = this.#folder.read(entry.file, (file) => {
      const table = this.#tableOf(name, entry, dialect, file);
      return { content: table, rows: table.rows };
    });
    this.#note(name, entry.file, read !== undefined);
    if (read === undefined) return undefined;
    this.#account(name, entry, read);
    return asRecorded(read, entry);
  }

  #tableOf(name: TableName, given: TableLayoutEntry, dialect: Dialect, file: RecordedFile): ReadTable {
    const entry = TABLES[name].rows === "dates" ? { ...given, due: this.#marketDates } : given;
    if (dialect.format === "csv") {
      return (entry.shape === "wide" ? wideCsv : longCsv)(name, entry, dialect, this.#csv(file));
    }
    return (entry.shape === "wide" ? wideParquet : longParquet)(name, entry, dialect, this.#parquet(file));
  }

  #note(part: string, file: string, isThere: boolean): void {
    if (isThere) this.assumptions.push(`The layout reads ${part} from ${file}.`);
    else this.notExamined.push(`${part}: the layout names ${file}, which is not in the folder`);
  }

  #account(name: TableName, entry: TableLayoutEntry, { notRecorded, unread, absentPairs }: ReadTable): void {
    const { file } = entry;
    if (unread.length > 0) this.notExamined.push(`${file}: nothing of ${name} is read from ${unread.join(", ")}`);
    if (notRecorded.length > 0) this.notExamined.push(`${name}: the layout has nothing for ${notRecorded.join(", ")}`);
    for (const [column, value] of Object.entries(entry.columns ?? {})) {
      if (typeof value === "number")
        this.assumptions.push(`The layout takes ${column} of ${name} to be ${value} throughout.`);
    }
    if (entry.holds === "simple-returns" || entry.holds === "prices") {
      this.assumptions.push(
        `The log returns in ${name} are worked out from the ${entry.holds.replace("-", " ")} in ${file}.`,
      );
    }
    if (absentPairs > 0 && entry.absent === "zero") {
      this.assumptions.push(
        `${file} has no row for ${absentPairs} pairs of a date and a column of ${name}; they are taken to be zero.`,
      );
    }
  }

  #csv(file: RecordedFile) {
    return { bytes: file, file: file.place, error: RunDirectoryError };
  }

  #parquet(file: RecordedFile): ParquetSource {
    return { size: file.size, read: (from, to) => file.bytes(from, to), file: file.place, error: RunDirectoryError };
  }
}

/** An object's figures under our names; theirs stay beside them where nothing names them. */
function renamed(content: unknown, names: Readonly<Record<string, string>>): unknown {
  if (typeof content !== "object" || content === null || Array.isArray(content)) return content;
  const theirs = new Set(Object.values(names));
  const figures = new Map<string, unknown>(Object.entries(content).filter(([name]) => !theirs.has(name)));
  for (const [ours, name] of Object.entries(names)) {
    if (Object.hasOwn(content, name)) figures.set(ours, (content as Readonly<Record<string, unknown>>)[name]);
  }
  return Object.fromEntries(figures);
}
