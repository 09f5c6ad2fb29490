import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";

const FILE = resolve(import.meta.dirname, "../../fixtures/schemas/sarif-2.1.0-rtm.5.json");

/** What the official schema of SARIF 2.1.0 says against a log; empty when it is valid. */
export function sarifComplaints(log: unknown): readonly string[] {
  validate(log);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The schema is of draft 4, which says `id` for `$id` and is otherwise read alike. */
function schema(): object {
  const { id: _, $schema: __, ...rest } = JSON.parse(readFileSync(FILE, "utf8")) as Record<string, unknown>;
  return rest;
}

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(schema());
