import { existsSync } from "node:fs";
import { ARTIFACT_FILES, RUN_FILE } from "../adapters/run-directory/files.ts";
import { parseWith } from "../model/config.ts";
import type { Report } from "../model/report.ts";
import { reportSchema } from "../model/report.ts";
import { jsonReport } from "../report/json.ts";
import { inconsistencies } from "./consistency.ts";
import type { FileFinding } from "./file-findings.ts";
import { findFile } from "./file-findings.ts";
import { belowFolder } from "./gather.ts";
import type { Places } from "./places.ts";
import type { Verification } from "./verification.ts";
import { verificationOf } from "./verification.ts";
import type { VerifyRequest } from "./verify-attestation.ts";

type Input = NonNullable<NonNullable<Report["provenance"]>["inputs"]>[number];

/**
 * Holds a report to the files that it says it was made of. Nothing vouches for the report itself, so this never ties
 * out but by the user's own word.
 */
export function verifyReport({ document, where, unsigned, places }: Omit<VerifyRequest, "keys">): Verification {
  const report = parseWith(reportSchema, document.value, where);
  const inputs = report.provenance?.inputs ?? [];
  const { files, unchecked } = report.subject.kind === "run" ? rehash(inputs, places(undefined)) : noFiles(inputs);
  const written =
    document.text === jsonReport(report)
      ? []
      : ["the report was written again by something else: other bytes, same words"];
  const none = inputs.length === 0 ? ["the report does not say what it was made of: it has no digests of inputs"] : [];
  return verificationOf({
    reported: report.verdict,
    signature: unsigned
      ? { state: "waived", reason: "none was expected (--unsigned)" }
      : { state: "unchecked", reason: "a report carries none; an attestation vouches for it: --attestation FILE" },
    files,
    contradictions: inconsistencies(report),
    unchecked: [...none, ...unchecked, ...written],
  });
}

interface Rehashed {
  readonly files: readonly FileFinding[];
  readonly unchecked: readonly string[];
}

/** What was made in memory left no file: only a report of recorded runs has files to look at. */
function noFiles(inputs: readonly Input[]): Rehashed {
  return { files: [], unchecked: inputs.map(({ name }) => `${name}: what it was made of is no file`) };
}

function rehash(inputs: readonly Input[], places: Places): Rehashed {
  const files: FileFinding[] = [];
  const unchecked: string[] = [];
  for (const [i, { name, digest }] of inputs.entries()) {
    const sha256 = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
    const others = inputs.filter((each) => each.name === name);
    if (others.length > 1) {
      if (others[0] === inputs[i]) unchecked.push(`${name}: ${others.length} runs of the report have this name`);
    } else if (name.split("/").some((part) => part === ".." || part === "")) {
      unchecked.push(`${name}: not a path below a folder`);
    } else if (digest === "absent") files.push(...appeared(name, places));
    else if (sha256 === undefined) unchecked.push(`${name}: ${digest} is no SHA-256`);
    else files.push(findFile({ name, role: "audited", sha256, bytes: Number.NaN }, homeOf(name), places));
  }
  return { files: [...files, ...newArtifacts(inputs, places)], unchecked };
}

/** Artifacts that the report does not know, in the folders that it read. */
function newArtifacts(inputs: readonly Input[], places: Places): FileFinding[] {
  const known = new Set(inputs.map(({ name }) => name));
  const folders = new Set(inputs.map(({ name }) => homeOf(name)));
  return [...folders].flatMap((folder) =>
    [RUN_FILE, ...ARTIFACT_FILES]
      .map((file) => belowFolder(folder, file))
      .filter((name) => !known.has(name))
      .flatMap((name) => appeared(name, places)),
  );
}

function appeared(name: string, places: Places): FileFinding[] {
  if (!existsSync(places.of(name))) return [];
  return [{ name, role: "audited", state: "new", expected: null, actual: null, note: "it was not there when audited" }];
}

function homeOf(name: string): string {
  const at = name.lastIndexOf("/");
  return at < 0 ? "." : name.slice(0, at);
}
