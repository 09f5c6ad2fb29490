import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { runOfParts } from "../../adapters/plain-run.ts";
import { sha256 } from "../../adapters/run-directory/digest.ts";
import { readJson } from "../../adapters/run-directory/json-read.ts";
import { formerOf } from "../../adapters/run-directory/target.ts";
import { readLabelsCsv } from "../../csv/read-labels.ts";
import { readPanelCsv } from "../../csv/read-panel.ts";
import { parseWith } from "../../model/config.ts";
import { ConfigError, RunDirectoryError } from "../../model/errors.ts";
import type { LabelSeries, Panel } from "../../model/panel.ts";
import type { Report } from "../../model/report.ts";
import { reportSchema } from "../../model/report.ts";
import type { DocumentName, Metrics, Run, TableName } from "../../model/run.ts";
import type { GoldenCase } from "../case.ts";
import { goldenRun } from "../case.ts";
import { PARTS } from "../pipeline.ts";
import type { GoldenRunDocument, KeptFile } from "./manifest.ts";
import { artifactOf, COMPRESSED, GOLDEN_RUN_SCHEMA, goldenRunSchema, MANIFEST_FILE, stageDigest } from "./manifest.ts";

/** A file of a golden run, or a stage of it, that is not what was accepted. */
export interface Tampering {
  readonly artifact: string;
  readonly expected: string;
  readonly actual: string;
}

/** A golden run as it was read. */
export interface KeptRun {
  readonly run: Run;
  readonly document: GoldenRunDocument;
  /** The verdicts of the invariants when it was accepted. */
  readonly report: Report;
  readonly tampered: readonly Tampering[];
}

/**
 * Reads a case's golden run; undefined where none was accepted yet. Unlike a run directory, all that was accepted has
 * to be there: a RunDirectoryError says what is absent, damaged, or of another schema.
 */
export function readGolden(golden: GoldenCase, folder: string = goldenRun(golden)): KeptRun | undefined {
  const document = readManifest(folder);
  if (document === undefined) return undefined;
  const tampered: Tampering[] = [];
  const read = (kept: KeptFile) => {
    const bytes = contentOf(folder, kept.file);
    const found = sha256(bytes);
    const artifact = artifactOf(kept.file);
    if (found !== kept.sha256) tampered.push({ artifact, expected: kept.sha256, actual: found });
    return { bytes, file: join(folder, kept.file), error: RunDirectoryError };
  };
  const parts = new PartReader();
  for (const { stage, digest, files } of document.stages) {
    for (const kept of files) parts.read(artifactOf(kept.file), read(kept));
    const found = stageDigest(files);
    if (found !== digest) tampered.push({ artifact: `stage ${stage}`, expected: digest, actual: found });
  }
  const report = reportOf(read(document.report));
  const { engine, conventions, universe } = document;
  const info = { engine, config: golden.scenario.config, conventions, universe, assumptions: [] };
  return { run: runOfParts({ info, ...parts }), document, report, tampered };
}

interface Content {
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly error: typeof RunDirectoryError;
}

class PartReader {
  readonly tables: Partial<Record<TableName, Panel>> = {};
  readonly documents: Partial<Record<DocumentName, unknown>> = {};
  regimes: LabelSeries | undefined;
  metrics: Metrics | undefined;
  log: readonly string[] | undefined;

  read(artifact: string, content: Content): void {
    const part = PARTS.find(({ file }) => file === artifact);
    switch (part?.kind) {
      case "table":
        this.tables[part.name] = readPanelCsv(content).panel;
        return;
      case "regimes":
        this.regimes = readLabelsCsv(content);
        return;
      case "document":
        this.documents[part.name] = jsonOf(content);
        return;
      case "metrics":
        this.metrics = jsonOf(content) as Metrics;
        return;
      case "log":
        this.log = textOf(content).split("\n").slice(0, -1);
        return;
      case undefined:
        throw new RunDirectoryError({
          what: "a golden run names a file that no run has",
          where: content.file,
          expected: `one of ${PARTS.map(({ file }) => file).join(", ")}`,
        });
    }
  }
}

/** `golden.json`, checked; undefined where there is no golden run. */
export function readManifest(folder: string): GoldenRunDocument | undefined {
  if (!existsSync(folder)) {
    const former = formerOf(folder);
    if (!existsSync(former)) return undefined;
    throw new RunDirectoryError({
      what: "the golden run is not there: replacing it was interrupted",
      where: folder,
      hint: `the former one is in ${basename(former)} beside it; restore it, or accept the run again`,
    });
  }
  const file = join(folder, MANIFEST_FILE);
  if (!existsSync(file)) throw withoutManifest(folder);
  const input = readJson(decoded(readFileSync(file), file), file);
  const schema = typeof input === "object" && input !== null && "schema" in input ? input.schema : undefined;
  if (schema !== GOLDEN_RUN_SCHEMA) throw otherSchema(file, schema === undefined ? "nothing" : JSON.stringify(schema));
  return checked(() => parseWith(goldenRunSchema, input, file));
}

function withoutManifest(folder: string): RunDirectoryError {
  if (existsSync(join(folder, "run.json"))) return otherSchema(join(folder, "run.json"), '"tieout.run/1"');
  return new RunDirectoryError({
    what: "a golden run that is half written",
    where: folder,
    expected: `a file ${MANIFEST_FILE}, which is written last`,
    hint: "restore the folder from version control, or remove it and run `tieout golden accept`",
  });
}

function otherSchema(where: string, actual: string): RunDirectoryError {
  return new RunDirectoryError({
    what: "a golden run of another schema",
    where,
    expected: JSON.stringify(GOLDEN_RUN_SCHEMA),
    actual,
    hint: "use the version that wrote it; or look at what the engine does now, remove the folder and run `tieout golden accept`",
  });
}

/** The bytes of a kept file, decompressed. */
function contentOf(folder: string, file: string): Uint8Array {
  const path = join(folder, file);
  if (basename(file) !== file || !existsSync(path)) {
    throw new RunDirectoryError({
      what: "a golden run that is not whole",
      where: path,
      expected: `the file that ${MANIFEST_FILE} names`,
      actual: "nothing",
      hint: "restore it from version control, or remove the folder and run `tieout golden accept`",
    });
  }
  const bytes = readFileSync(path);
  if (!file.endsWith(COMPRESSED)) return bytes;
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new RunDirectoryError({
      what: "a compressed file that is damaged",
      where: path,
      expected: "gzip data",
      actual: (error as Error).message,
      hint: "restore it from version control; git must not change its line ends",
    });
  }
}

function reportOf(content: Content): Report {
  return checked(() => parseWith(reportSchema, jsonOf(content), content.file));
}

/** What is wrong with a kept document is wrong with the folder, not with a config. */
function checked<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw error instanceof ConfigError ? new RunDirectoryError(error.details) : error;
  }
}

function jsonOf(content: Content): unknown {
  return readJson(textOf(content), content.file);
}

function textOf({ bytes, file }: Content): string {
  return decoded(bytes, file);
}

function decoded(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new RunDirectoryError({ what: "not valid UTF-8", where: file, expected: "UTF-8 text" });
  }
}
