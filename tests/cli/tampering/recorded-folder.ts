import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../../../src/model/report.ts";
import { reportSchema } from "../../../src/model/report.ts";
import { inTemporaryFolder, tieout } from "../support.ts";

type Rows = string[][];
type Json = Record<string, unknown>;

/** The files of a recorded run, to be changed one way or another and then audited. */
export class RecordedFolder {
  readonly #files: Map<string, Buffer>;

  constructor(directory: string) {
    this.#files = new Map(readdirSync(directory).map((file) => [file, readFileSync(join(directory, file))]));
  }

  /** The files whose name ends so. */
  names(ending: string): readonly string[] {
    return [...this.#files.keys()].filter((file) => file.endsWith(ending));
  }

  text(file: string): string {
    const bytes = this.#files.get(file);
    if (bytes === undefined) throw new Error(`there is no ${file}`);
    return bytes.toString("utf8");
  }

  put(file: string, content: string | Buffer): void {
    this.#files.set(file, Buffer.from(content as string));
  }

  remove(file: string): void {
    this.#files.delete(file);
  }

  rows(file: string): Rows {
    const lines = this.text(file).trimEnd().split("\n");
    return lines.map((line) => line.split(","));
  }

  /** Changes a table; the first row is its header. What is answered takes its place. */
  table(file: string, change: (rows: Rows) => Rows | undefined): void {
    const rows = this.rows(file);
    const changed = change(rows) ?? rows;
    this.put(file, changed.map((cells) => `${cells.join(",")}\n`).join(""));
  }

  /** Changes the first cell of a column, from 70% of the rows on, that is neither empty nor 0. */
  cell(file: string, column: string, change: (text: string) => string): void {
    this.table(file, (rows) => {
      const at = rows[0]!.indexOf(column);
      const row = rows.findIndex((cells, k) => k >= rows.length * 0.7 && cells[at] !== "" && Number(cells[at]) !== 0);
      rows[row]![at] = change(rows[row]![at]!);
      return rows;
    });
  }

  /** Changes every number of a table. */
  numbers(file: string, change: (text: string) => string): void {
    this.table(file, ([header, ...rows]) => [
      header!,
      ...rows.map(([date, ...cells]) => [date!, ...cells.map((cell) => (cell === "" ? cell : change(cell)))]),
    ]);
  }

  /** The value at a path of a document, e.g. `sleeves.1.name`. */
  get(file: string, path: string): unknown {
    return path.split(".").reduce<unknown>((value, key) => (value as Json)[key], JSON.parse(this.text(file)));
  }

  /** Puts a value at a path of a document; `undefined` takes it away. */
  set(file: string, path: string, value: unknown): void {
    const document = JSON.parse(this.text(file)) as Json;
    const keys = path.split(".");
    const parent = keys.slice(0, -1).reduce((each, key) => each[key] as Json, document);
    parent[keys.at(-1)!] = value;
    this.put(file, JSON.stringify(document, null, 2));
  }

  log(change: (lines: string[]) => readonly string[]): void {
    this.put("run.log", change(this.text("run.log").split("\n")).join("\n"));
  }

  /** Declares the digests that the files have now, as whoever tampers with them would. */
  declare(): void {
    if (!this.#files.has("run.json")) return;
    const artifacts = [...this.#files].flatMap(([file, bytes]) => {
      const isPart = file !== "run.json" && /\.(csv|json|log)$/.test(file);
      return isPart ? [{ file, sha256: createHash("sha256").update(bytes).digest("hex"), rows: null }] : [];
    });
    this.set("run.json", "artifacts", artifacts);
  }

  /** Audits the files as they are now, under settings where given. */
  async audit(settings: object = {}): Promise<Audited> {
    return inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "tieout.config.json"), JSON.stringify(settings));
      mkdirSync(join(folder, "run"));
      for (const [file, bytes] of this.#files) writeFileSync(join(folder, "run", file), bytes);
      const { code, out, err } = await tieout(folder, "audit", "run", "--format", "json");
      return { code, err, report: code === 2 ? undefined : reportSchema.parse(JSON.parse(out)) };
    });
  }
}

/** What became of an audit. */
export interface Audited {
  readonly code: number;
  readonly err: string;
  readonly report: Report | undefined;
}

/** What fails in a recorded run after a change, its digests declared anew; throws where nothing does. */
export async function foundAfter(directory: string, change: (run: RecordedFolder) => void): Promise<readonly string[]> {
  const run = new RecordedFolder(directory);
  change(run);
  run.declare();
  const audited = await run.audit();
  if (audited.code !== 1) throw new Error(`exit code ${audited.code}, ${audited.err || "and nothing was noticed"}`);
  return findings(audited);
}

/** What fails, as `invariant artifact date`, the first violation of each. */
function findings({ report }: Audited): readonly string[] {
  return (report?.invariants ?? []).flatMap(({ id, verdict, evidence }) => {
    const [first] = evidence.flatMap(({ violations }) => violations);
    return verdict === "fail" ? [`${id} ${first?.artifact ?? "–"} ${first?.date ?? "–"}`] : [];
  });
}

interface Case {
  readonly market: { readonly name: string; readonly from?: string; readonly to?: string };
  readonly config: unknown;
}

/** Records the run of an accepted case, and answers its folder. */
export async function recordedCase(folder: string, name: string): Promise<string> {
  const { market, config } = JSON.parse(readFileSync(join("golden", name, "scenario.json"), "utf8")) as Case;
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(config));
  const dates = market.from === undefined ? [] : ["--from", market.from, "--to", market.to!];
  const config_ = ["--engine-config", `${name}.json`];
  const { code, err } = await tieout(folder, "run", "--market", market.name, ...dates, ...config_, "--out", name);
  if (code !== 0) throw new Error(err);
  return join(folder, name);
}
