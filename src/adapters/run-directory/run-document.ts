import { parseWith } from "../../model/config.ts";
import { ConfigError, RunDirectoryError } from "../../model/errors.ts";
import type { RunDocument } from "../../model/run.ts";
import { RUN_SCHEMA, runDocumentSchema } from "../../model/run.ts";

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
    const document = parseWith(runDocumentSchema, input, where);
    for (const [i, { file }] of document.artifacts.entries()) checkPlainName(file, `${where}.artifacts[${i}].file`);
    return document;
  } catch (error) {
    throw error instanceof ConfigError ? new RunDirectoryError(error.details) : error;
  }
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
