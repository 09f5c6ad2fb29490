import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { CsvCursor } from "../../csv/cursor.ts";
import { readLabelsCsv } from "../../csv/read-labels.ts";
import { readPanelCsv } from "../../csv/read-panel.ts";
import { RunDirectoryError } from "../../model/errors.ts";
import type { LabelSeries, Panel } from "../../model/panel.ts";
import type { ArtifactFile, RunDocument } from "../../model/run.ts";
import { TABLE_NAMES } from "../../model/run.ts";
import { ARTIFACT_FILES, RUN_FILE } from "./files.ts";
import { readJson } from "./json-read.ts";
import type { Opening } from "./recorded-file.ts";
import { RecordedFile, reasonOf } from "./recorded-file.ts";
import { formerOf } from "./target.ts";

const strict = new TextDecoder("utf-8", { fatal: true });
const lenient = new TextDecoder("utf-8");

/** The files that are recognised by name: those of the contract, and the tables as Parquet. */
const RECOGNISED: ReadonlySet<string> = new Set([
  RUN_FILE,
  ...ARTIFACT_FILES,
  ...TABLE_NAMES.map((name) => `${name}.parquet`),
]);

/** The files of a run that most engines leave behind, for an error to name. */
const TOLD = [RUN_FILE, "returns.csv", "weights_daily.csv", "portfolio_returns.csv"];

/** Of files that nobody reads, so many are named. */
const MOST_NAMED = 20;

/** How a folder is read. */
export interface FolderOptions extends Opening {
  /** Files that a layout names beside those that are recognised. */
  readonly mapped: readonly string[];
}

/** A run directory's files: each is read as a stream, and what was found is remembered for {@link Folder.artifacts}. */
export class Folder {
  readonly #directory: string;
  readonly #options: FolderOptions;
  readonly #present: ReadonlySet<string>;
  /** Names as Unicode composes them → names as they are on disk, where macOS decomposes them. */
  readonly #composed: ReadonlyMap<string, string>;
  readonly #found = new Map<string, { readonly sha256: string; readonly rows: number | undefined }>();

  /** Throws a RunDirectoryError where there is no such folder, or nothing in it is recognised or named by the layout. */
  constructor(directory: string, options: FolderOptions = { followLinks: false, mapped: [] }) {
    this.#directory = directory;
    this.#options = options;
    checkExists(directory);
    this.#present = new Set(namesIn(directory));
    this.#composed = new Map([...this.#present].map((name) => [name.normalize("NFC"), name]));
    if ([...RECOGNISED, ...options.mapped].some((file) => this.nameOf(file) !== undefined)) return;
    const mapped = options.mapped.length === 0 ? "" : `${options.mapped.join(", ")} of the layout, or `;
    throw new RunDirectoryError({
      what: "no file of a run is in this folder",
      where: directory,
      expected: `${mapped}${TOLD.join(", ")} or another file of CONTRACT.md §3`,
      actual: this.#present.size === 0 ? "an empty folder" : [...this.#present].sort().slice(0, 5).join(", "),
      ...(this.#present.size > 0 && options.mapped.length === 0
        ? { hint: "the files of another engine are read by a layout: `tieout layout DIR` proposes one" }
        : {}),
    });
  }

  /** A file's name on disk; undefined where it is not there. It may lie in a folder below. */
  nameOf(file: string): string | undefined {
    if (this.#present.has(file)) return file;
    const composed = this.#composed.get(file.normalize("NFC"));
    if (composed !== undefined) return composed;
    return file.includes("/") && existsSync(join(this.#directory, file)) ? file : undefined;
  }

  /** Opens a file, hands it to who reads it, and remembers its digest and rows. Undefined where it is not there. */
  read<T>(
    file: string,
    reader: (opened: RecordedFile) => { readonly content: T; readonly rows?: number },
  ): T | undefined {
    const name = this.nameOf(file);
    if (name === undefined) return undefined;
    const opened = new RecordedFile(this.#directory, name, this.#options);
    try {
      const { content, rows } = reader(opened);
      this.#found.set(name, { sha256: opened.digest(), rows });
      return content;
    } finally {
      opened.close();
    }
  }

  table(file: string): Panel | undefined {
    return this.read(file, (bytes) => {
      const { panel } = readPanelCsv({ bytes, file: this.place(file), error: RunDirectoryError });
      return { content: panel, rows: panel.dates.length };
    });
  }

  labels(file: string): LabelSeries | undefined {
    return this.read(file, (bytes) => {
      const series = readLabelsCsv({ bytes, file: this.place(file), error: RunDirectoryError });
      return { content: series, rows: series.dates.length };
    });
  }

  json(file: string): unknown {
    return this.read(file, (opened) => {
      const bytes = opened.whole();
      let text: string;
      try {
        text = strict.decode(bytes);
      } catch {
        throw new RunDirectoryError({ what: "not valid UTF-8", where: this.place(file), expected: "UTF-8 text" });
      }
      return { content: readJson(text, this.place(file)) };
    });
  }

  /** A file's lines. A byte that is no UTF-8 is no reason to refuse a log: it reads as U+FFFD. */
  lines(file: string): readonly string[] | undefined {
    return this.read(file, (opened) => {
      const lines = lenient.decode(opened.whole()).split(/\r?\n/);
      if (lines.at(-1) === "") lines.pop(); // the last line end begins no further line
      return { content: lines, rows: lines.length };
    });
  }

  /** How errors name a file of this folder. */
  place(file: string): string {
    return join(this.#directory, file);
  }

  /** Every artifact that was read or that `run.json` declares, in the order in which a writer lists them. */
  artifacts(document: RunDocument | undefined): readonly ArtifactFile[] {
    const declared = new Map(document?.artifacts.map(({ file, sha256, rows }) => [file, { sha256, rows }]));
    for (const file of declared.keys()) if (!this.#found.has(file)) this.#readUnknown(file);
    const others = [...declared.keys(), ...this.#found.keys()].filter(
      (file) => !ARTIFACT_FILES.includes(file) && file !== RUN_FILE,
    );
    return [...new Set([...ARTIFACT_FILES, ...others])]
      .filter((file) => this.#found.has(file) || declared.has(file))
      .map((file) => {
        const found = this.#found.get(file);
        return { file, sha256: found?.sha256, rows: found?.rows, declared: declared.get(file) };
      });
  }

  /** What lies in the folder and was not read, in a sentence a file; hidden files are nobody's. */
  unread(): readonly string[] {
    const names = [...this.#present].filter((name) => !this.#found.has(name) && !name.startsWith(".")).sort();
    const mapped = this.#options.mapped.map((file) => file.split("/")[0]);
    const others = names.filter((name) => !mapped.includes(name));
    const lines = others.slice(0, MOST_NAMED).map((name) => `${name}: no file of a run, and no layout maps it`);
    return others.length > MOST_NAMED ? [...lines, `${others.length - MOST_NAMED} further files`] : lines;
  }

  /** A file that only `run.json` knows: its digest, and its rows where it is CSV. */
  #readUnknown(file: string): void {
    this.read(file, (bytes) => {
      if (!file.endsWith(".csv")) return { content: undefined };
      const cursor = new CsvCursor({ bytes, file: this.place(file), error: RunDirectoryError });
      let records = 0;
      for (; !cursor.atEnd; records++) cursor.row();
      return { content: undefined, rows: Math.max(0, records - 1) };
    });
  }
}

function checkExists(directory: string): void {
  const target = resolve(directory);
  if (existsSync(target)) return;
  const former = formerOf(target);
  throw new RunDirectoryError({
    what: "there is no such run directory",
    where: directory,
    ...(existsSync(former)
      ? { hint: `replacing it was interrupted: the former run is in ${basename(former)} beside it` }
      : {}),
  });
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    throw new RunDirectoryError({
      what: "not readable as a run directory",
      where: directory,
      expected: "a folder",
      ...reasonOf(error),
    });
  }
}
