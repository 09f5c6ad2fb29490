import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { CsvCursor } from "../../csv/cursor.ts";
import { readLabelsCsv } from "../../csv/read-labels.ts";
import { readPanelCsv } from "../../csv/read-panel.ts";
import { RunDirectoryError } from "../../model/errors.ts";
import type { LabelSeries, Panel } from "../../model/panel.ts";
import type { ArtifactFile, RunDocument } from "../../model/run.ts";
import { sha256 } from "./digest.ts";
import { ARTIFACT_FILES, RUN_FILE } from "./files.ts";
import { readJson } from "./json-read.ts";
import { formerOf } from "./target.ts";

const strict = new TextDecoder("utf-8", { fatal: true });
const lenient = new TextDecoder("utf-8");

/** A run directory's files: each is read once, and what was found is remembered for {@link Folder.artifacts}. */
export class Folder {
  readonly #directory: string;
  readonly #present: ReadonlySet<string>;
  readonly #found = new Map<string, { readonly sha256: string; rows: number | undefined }>();

  /** Throws a RunDirectoryError where there is no such folder, or nothing in it is recognised. */
  constructor(directory: string) {
    this.#directory = directory;
    checkExists(directory);
    this.#present = new Set(namesIn(directory));
    if ([RUN_FILE, ...ARTIFACT_FILES].some((file) => this.#present.has(file))) return;
    throw new RunDirectoryError({
      what: "no file of a run is in this folder",
      where: directory,
      expected: `one or more of ${[RUN_FILE, ...ARTIFACT_FILES].join(", ")}`,
      actual: this.#present.size === 0 ? "an empty folder" : [...this.#present].sort().slice(0, 5).join(", "),
    });
  }

  table(file: string): Panel | undefined {
    const bytes = this.#read(file);
    if (bytes === undefined) return undefined;
    const { panel } = readPanelCsv({ bytes, file: this.place(file), error: RunDirectoryError });
    this.#found.get(file)!.rows = panel.dates.length;
    return panel;
  }

  labels(file: string): LabelSeries | undefined {
    const bytes = this.#read(file);
    if (bytes === undefined) return undefined;
    const series = readLabelsCsv({ bytes, file: this.place(file), error: RunDirectoryError });
    this.#found.get(file)!.rows = series.dates.length;
    return series;
  }

  json(file: string): unknown {
    const bytes = this.#read(file);
    if (bytes === undefined) return undefined;
    let text: string;
    try {
      text = strict.decode(bytes);
    } catch {
      throw new RunDirectoryError({ what: "not valid UTF-8", where: this.place(file), expected: "UTF-8 text" });
    }
    return readJson(text, this.place(file));
  }

  /** A file's lines. A byte that is no UTF-8 is no reason to refuse a log: it reads as U+FFFD. */
  lines(file: string): readonly string[] | undefined {
    const bytes = this.#read(file);
    if (bytes === undefined) return undefined;
    const lines = lenient.decode(bytes).split(/\r?\n/);
    if (lines.at(-1) === "") lines.pop(); // the last line end begins no further line
    this.#found.get(file)!.rows = lines.length;
    return lines;
  }

  /** How errors name a file of this folder. */
  place(file: string): string {
    return join(this.#directory, file);
  }

  /** Every artifact that is here or that `run.json` declares, in the order in which a writer lists them. */
  artifacts(document: RunDocument | undefined): readonly ArtifactFile[] {
    const declared = new Map(document?.artifacts.map(({ file, sha256, rows }) => [file, { sha256, rows }]));
    const others = [...declared.keys()].filter((file) => !ARTIFACT_FILES.includes(file));
    for (const file of others) this.#readUnknown(file);
    return [...ARTIFACT_FILES, ...others]
      .filter((file) => this.#found.has(file) || declared.has(file))
      .map((file) => {
        const found = this.#found.get(file);
        return { file, sha256: found?.sha256, rows: found?.rows, declared: declared.get(file) };
      });
  }

  /** A file that only `run.json` knows: its digest, and its rows where it is CSV. */
  #readUnknown(file: string): void {
    const bytes = this.#read(file);
    if (bytes === undefined || !file.endsWith(".csv")) return;
    const cursor = new CsvCursor({ bytes, file: this.place(file), error: RunDirectoryError });
    let records = 0;
    for (; !cursor.atEnd; records++) cursor.rest();
    this.#found.get(file)!.rows = Math.max(0, records - 1);
  }

  #read(file: string): Uint8Array | undefined {
    if (!this.#present.has(file)) return undefined;
    try {
      const bytes = readFileSync(join(this.#directory, file));
      this.#found.set(file, { sha256: sha256(bytes), rows: undefined });
      return bytes;
    } catch (error) {
      throw new RunDirectoryError({ what: "not readable as a file", where: this.place(file), actual: reasonOf(error) });
    }
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
      actual: reasonOf(error),
    });
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === "EISDIR" ? "a folder" : code === "ENOTDIR" ? "a file" : message;
}
