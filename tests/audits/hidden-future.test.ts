import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { lookAheadRule } from "../../audits/look-ahead.ts";
import { traceRequestSchema } from "../../src/model/trace-request.ts";

/** Programs whose weights know of their own row, or a later one, where it is hard to see: `name | program`, none may pass. */
const folder = mkdtempSync(join(tmpdir(), "tieout-future-"));
afterAll(() => rmSync(folder, { recursive: true }));

const programs = readFileSync(join(import.meta.dirname, "hidden", "future.txt"), "utf8")
  .trimEnd()
  .split("\n");

it.each(programs.map((line) => /^(\S+) \| (.*)$/.exec(line)!.slice(1) as [string, string]))("%s", (_, program) => {
  const file = join(folder, "main.ts");
  writeFileSync(file, program);
  const request = { project: file, sources: ["run#0"], sinks: ["var:weights"], types: false };
  expect(lookAheadRule.inspect(traceRequestSchema.parse(request)).verdict).not.toBe("pass");
});
