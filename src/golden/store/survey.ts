import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { GoldenCase } from "../case.ts";
import { CASE_FILE, goldenRun, readGoldenCase } from "../case.ts";
import { MANIFEST_FILE } from "./manifest.ts";
import { readManifest } from "./read.ts";

/** Files that may lie beside the cases: they are nobody's golden run. */
const BESIDE = /^(?:README\.md|\.git[a-z]+|\.DS_Store)$/;

/** What an interrupted accept leaves beside a run. */
const LEFT_BEHIND = /^\.run\.(?:partial|former)$/;

/** What lies in the folder of golden runs. */
export interface Survey {
  /** By name. */
  readonly cases: readonly GoldenCase[];
  /** Paths, relative to the folder, of what belongs to no case: nothing would ever notice that it is wrong. */
  readonly unreferenced: readonly string[];
}

/** Looks through the folder of golden runs; nothing is found where it does not exist. */
export function surveyGoldens(root: string): Survey {
  const cases: GoldenCase[] = [];
  const unreferenced: string[] = [];
  for (const name of namesIn(root)) {
    if (!existsSync(join(root, name, CASE_FILE))) unreferenced.push(name);
    else {
      const golden = readGoldenCase(join(root, name), name);
      cases.push(golden);
      unreferenced.push(...strays(golden).map((each) => `${name}/${each}`));
    }
  }
  return { cases, unreferenced };
}

/** Files in a case's run that `golden.json` does not name, and what an interrupted accept left. */
function strays(golden: GoldenCase): string[] {
  const left = readdirSync(golden.directory).filter((name) => LEFT_BEHIND.test(name));
  const folder = goldenRun(golden);
  if (!existsSync(join(folder, MANIFEST_FILE))) return left;
  const document = readManifest(folder);
  const files = document === undefined ? [] : [...document.stages.flatMap((stage) => stage.files), document.report];
  const known = new Set([MANIFEST_FILE, ...files.map(({ file }) => file)]);
  const others = readdirSync(folder).filter((name) => !known.has(name) && !BESIDE.test(name));
  return [...left, ...others.map((name) => `run/${name}`)].sort();
}

function namesIn(root: string): readonly string[] {
  if (!existsSync(root)) return [];
  const names = readdirSync(root).filter((name) => !BESIDE.test(name));
  return names.sort();
}
