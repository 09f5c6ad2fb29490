import { scenarioDigest } from "../../adapters/run-directory/digest.ts";
import type { GoldenCase } from "../case.ts";
import { readGolden } from "./read.ts";

/** What was found of a golden run on disk. */
export interface KeptCheck {
  readonly name: string;
  readonly accepted: boolean;
  /** Files that were read and hashed. */
  readonly files: number;
  /** What is not as it was accepted, a sentence each. */
  readonly wrong: readonly string[];
}

/** Reads a case's golden run and holds it against its digests and its scenario. */
export function checkKept(golden: GoldenCase): KeptCheck {
  const kept = readGolden(golden);
  if (kept === undefined) return { name: golden.name, accepted: false, files: 0, wrong: [] };
  const digest = scenarioDigest(golden.scenario);
  const { document, tampered } = kept;
  const stale =
    digest === document.scenario
      ? []
      : [`the scenario is not the one whose run was accepted: expected ${document.scenario}, was ${digest}`];
  const files = document.stages.reduce((sum, stage) => sum + stage.files.length, 1);
  const wrong = tampered.map(({ artifact, expected, actual }) => {
    return `${artifact} is not what was accepted: expected ${expected}, was ${actual}`;
  });
  return { name: golden.name, accepted: true, files, wrong: [...stale, ...wrong] };
}
