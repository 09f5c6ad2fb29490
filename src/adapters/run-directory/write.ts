import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { labelsCsv, panelCsv } from "../../csv/write.ts";
import { RunDirectoryError } from "../../model/errors.ts";
import type { Run, RunDocument, RunInfo } from "../../model/run.ts";
import { DOCUMENT_NAMES, RUN_SCHEMA, TABLE_NAMES } from "../../model/run.ts";
import { configDigest } from "./digest.ts";
import { LOG_FILE, METRICS_FILE, REGIME_FILE, RUN_FILE } from "./files.ts";
import { jsonText } from "./json-text.ts";
import { fillDirectory } from "./target.ts";

/** Where a run comes from, beside what the run itself says. */
export interface Provenance {
  /** The seed of what was random about it; `null` when nothing was. */
  readonly seed: number | null;
  /** Digest of the scenario, from `scenarioDigest`. */
  readonly scenarioDigest: string;
  /** By default the engine's name and the first 12 digits of the scenario's digest. */
  readonly runId?: string;
  /** Versions and the like, for the reader of `run.json`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether a run that is already in the folder gives way. By default a folder that holds anything is refused. */
  readonly replace?: boolean;
}

type Artifact = RunDocument["artifacts"][number];

/**
 * Writes a run as a run directory (CONTRACT.md §3) and answers its `run.json`. Nothing is lost: reading it back gives
 * every double bit for bit. The folder appears complete or not at all, and what it replaces is lost only once the new
 * run is in place. Throws a RunDirectoryError where the folder is taken or the run does not say what it must.
 */
export function writeRun(run: Run, directory: string, provenance: Provenance): RunDocument {
  const { engine, config, conventions, universe } = run.info;
  if (engine === undefined || config === undefined || universe === undefined) throw silentRun(run.info, directory);
  const document = {
    schema: RUN_SCHEMA,
    runId: provenance.runId ?? defaultRunId(engine.name, provenance.scenarioDigest),
    engine,
    seed: provenance.seed,
    config,
    configDigest: configDigest(config),
    conventions,
    universe: [...universe],
    scenarioDigest: provenance.scenarioDigest,
    artifacts: [] as Artifact[],
    environment: { ...provenance.environment },
  } satisfies RunDocument;
  fillDirectory(directory, provenance.replace === true, (staging) => {
    document.artifacts.push(...writeArtifacts(run, staging));
    writeFile(staging, RUN_FILE, [`${jsonText(document)}\n`]);
  });
  return document;
}

function writeArtifacts(run: Run, folder: string): Artifact[] {
  const artifacts: Artifact[] = [];
  const write = (file: string, rows: number | null, pieces: Iterable<string>) => {
    artifacts.push({ file, sha256: writeFile(folder, file, pieces), rows });
  };
  for (const name of TABLE_NAMES) {
    const table = run.table(name);
    if (table === undefined) continue;
    checkNames(table.columns, `${name}.csv`);
    write(`${name}.csv`, table.dates.length, panelCsv(table));
  }
  const regimes = run.regimes();
  if (regimes !== undefined) write(REGIME_FILE, regimes.dates.length, [labelsCsv(regimes)]);
  for (const name of DOCUMENT_NAMES) {
    const content = run.document(name);
    if (content !== undefined) write(`${name}.json`, null, [`${jsonText(content)}\n`]);
  }
  const metrics = run.metrics();
  if (metrics !== undefined) write(METRICS_FILE, null, [`${jsonText(metrics)}\n`]);
  const log = run.log();
  if (log !== undefined) write(LOG_FILE, null, [log.map((line) => `${line}\n`).join("")]);
  return artifacts;
}

/** Writes a new file piece by piece and answers the SHA-256 of its bytes. */
function writeFile(folder: string, file: string, pieces: Iterable<string>): string {
  const hash = createHash("sha256");
  const handle = openSync(join(folder, file), "wx");
  try {
    for (const piece of pieces) {
      const bytes = Buffer.from(piece, "utf8");
      hash.update(bytes);
      for (let sent = 0; sent < bytes.length; ) sent += writeSync(handle, bytes, sent);
    }
  } finally {
    closeSync(handle);
  }
  return hash.digest("hex");
}

function defaultRunId(engine: string, digest: string): string {
  return `${engine}-${digest.replace(/^sha256:/, "").slice(0, 12)}`;
}

/** A name that UTF-8 cannot spell, or none at all, would not come back. */
function checkNames(columns: readonly string[], file: string): void {
  for (const [i, name] of columns.entries()) {
    if (name !== "" && Buffer.from(name, "utf8").toString("utf8") === name) continue;
    throw new RunDirectoryError({
      what: "a column's name cannot be written",
      where: `${file}, column ${i + 2}`,
      expected: "a name in well-formed Unicode",
      actual: JSON.stringify(name),
    });
  }
}

function silentRun({ engine, config, universe }: RunInfo, where: string): RunDirectoryError {
  const parts = { engine, config, universe };
  const absent = Object.entries(parts).filter(([, part]) => part === undefined);
  return new RunDirectoryError({
    what: "a run that does not say how it was made cannot be written",
    where,
    expected: "engine, config and universe",
    actual: `no ${absent.map(([name]) => name).join(", no ")}`,
    hint: "a run read from a folder without run.json is already on disk: copy the folder",
  });
}
