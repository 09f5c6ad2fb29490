import { parseWith } from "../../model/config.ts";
import { ConfigError, RunDirectoryError } from "../../model/errors.ts";
import type { DeclaredDigest, RunDocument } from "../../model/run.ts";
import { RUN_SCHEMA, runDocumentSchema } from "../../model/run.ts";
import { isRecord } from "../record.ts";
import { configDigest } from "./digest.ts";

/** `run.json`, checked; throws a RunDirectoryError that names the key, and says so when the schema is another. */
export function parseRunDocument(input: unknown, where: string): RunDocument {
  const schema = typeof input === "object" && input !== null && "schema" in input ? input.schema : undefined;
  if (schema !== RUN_SCHEMA) {
    throw new RunDirectoryError({
      what: "unknown schema",
      where: `${where}.schema`,
      expected: JSON.stringify(RUN_SCHEMA),
      actual: schema === undefined ? "nothing" : JSON.stringify(schema),
      hint: "without its run.json the folder can still be audited by file name",
    });
  }
  try {
    const document = parseWith(runDocumentSchema, withOneSetOfConventions(input), where);
    for (const [i, { file }] of document.artifacts.entries()) checkPlainName(file, `${where}.artifacts[${i}].file`);
    return document;
  } catch (error) {
    throw error instanceof ConfigError ? new RunDirectoryError(error.details) : error;
  }
}

/** What is declared of the config, and what is there: of the config as it stands in the file, before defaults. */
export function configDigests(input: unknown): DeclaredDigest | undefined {
  if (!isRecord(input) || typeof input.configDigest !== "string") return undefined;
  return { declared: input.configDigest, found: configDigest(input.config) };
}

/** A config without conventions has those of the document beside it, and not the usual ones. */
function withOneSetOfConventions(input: unknown): unknown {
  if (!isRecord(input) || !isRecord(input.config) || "conventions" in input.config) return input;
  return { ...input, config: { ...input.config, conventions: input.conventions } };
}

/** An artifact lies in the folder itself: a declared path never leads the reader anywhere else. */
function checkPlainName(file: string, where: string): void {
  if (/^[^/\\]+$/.test(file) && file !== "." && file !== "..") return;
  throw new RunDirectoryError({
    what: "an artifact's name is a path",
    where,
    expected: "the name of a file in the folder",
    actual: JSON.stringify(file),
  });
}
