import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { scenarioDigest, sha256 } from "../../adapters/run-directory/digest.ts";
import { jsonText } from "../../adapters/run-directory/json-text.ts";
import { fillDirectory } from "../../adapters/run-directory/target.ts";
import type { Report } from "../../model/report.ts";
import type { EngineIdentity, Run } from "../../model/run.ts";
import type { GoldenCase } from "../case.ts";
import { goldenRun } from "../case.ts";
import type { Part } from "../pipeline.ts";
import { GOLDEN_STAGES, PARTS } from "../pipeline.ts";
import type { GoldenRunDocument, KeptFile } from "./manifest.ts";
import { COMPRESSED, GOLDEN_RUN_SCHEMA, MANIFEST_FILE, REPORT_FILE, stageDigest } from "./manifest.ts";
import { partText } from "./texts.ts";

/** Below this a file stays plain text, which a review shows line by line; above it is kept compressed. */
const COMPRESS_FROM = 16_384;

const FOLDER = Object.freeze({ noun: "golden run", file: MANIFEST_FILE, schema: GOLDEN_RUN_SCHEMA });

/** What becomes a golden run. */
export interface Acceptable {
  readonly golden: GoldenCase;
  readonly run: Run;
  readonly engine: EngineIdentity;
  readonly report: Report;
}

/**
 * Writes a run, and the report on it, as a case's golden run. The folder appears complete or not at all, once `verify`
 * let it pass where it was written beside, and what it replaces is lost only when the new run is in place. The same run
 * gives the same bytes.
 */
export function writeGolden({ golden, run, engine, report }: Acceptable, verify: (folder: string) => void): void {
  fillDirectory(
    goldenRun(golden),
    true,
    (staging) => {
      const stages: GoldenRunDocument["stages"] = [];
      for (const stage of GOLDEN_STAGES) {
        const files = PARTS.filter((part) => part.stage === stage).flatMap((part) => writePart(staging, run, part));
        if (files.length > 0) stages.push({ stage, digest: stageDigest(files), files });
      }
      const { conventions, universe } = run.info;
      const document: GoldenRunDocument = {
        schema: GOLDEN_RUN_SCHEMA,
        engine: { name: engine.name, version: engine.version },
        scenario: scenarioDigest(golden.scenario),
        conventions,
        ...(universe === undefined ? {} : { universe: [...universe] }),
        stages,
        report: writeReport(staging, report),
      };
      writeFileSync(join(staging, MANIFEST_FILE), `${jsonText(document)}\n`, { flag: "wx" });
      verify(staging);
    },
    FOLDER,
  );
}

/** SHA-256 of a part's text, 64 hex digits; undefined where the run has no such part. */
export function partDigest(run: Run, part: Part): string | undefined {
  const text = partText(run, part);
  if (text === undefined) return undefined;
  const hash = createHash("sha256");
  for (const piece of text.pieces) hash.update(piece, "utf8");
  return hash.digest("hex");
}

function writePart(folder: string, run: Run, part: Part): KeptFile[] {
  const text = partText(run, part);
  if (text === undefined) return [];
  const content = Buffer.concat(Array.from(text.pieces, (piece) => Buffer.from(piece, "utf8")));
  const compressed = content.length >= COMPRESS_FROM;
  const file = compressed ? `${part.file}${COMPRESSED}` : part.file;
  writeFileSync(join(folder, file), compressed ? gzipSync(content) : content, { flag: "wx" });
  return [{ file, sha256: sha256(content), rows: text.rows }];
}

/** One line an invariant: the report is there to be read and compared, and a golden run is to be small. */
function writeReport(folder: string, { invariants, ...rest }: Report): KeptFile {
  const lines = invariants.map((each) => `    ${JSON.stringify(each)}`).join(",\n");
  const head = JSON.stringify(rest, null, 2).replace(/\n}$/, "");
  const content = Buffer.from(`${head},\n  "invariants": [\n${lines}\n  ]\n}\n`, "utf8");
  const compressed = content.length >= COMPRESS_FROM;
  const file = compressed ? `${REPORT_FILE}${COMPRESSED}` : REPORT_FILE;
  writeFileSync(join(folder, file), compressed ? gzipSync(content) : content, { flag: "wx" });
  return { file, sha256: sha256(content), rows: null };
}
