import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { determinism } from "../../audits/determinism.ts";
import { traceRequestSchema } from "../../src/model/trace-request.ts";

/**
 * Programs that are not the same twice where it is hard to see, one a line of tests/audits/hidden/memory.txt:
 * `name | program`. None may pass; what is ordinary code of the same kinds has to.
 */
const folder = mkdtempSync(join(tmpdir(), "tieout-memory-"));
afterAll(() => rmSync(folder, { recursive: true }));

function programs(name: string): readonly (readonly [name: string, program: string])[] {
  const text = readFileSync(join(import.meta.dirname, "hidden", `${name}.txt`), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const at = line.indexOf(" | ");
      return [line.slice(0, at), line.slice(at + 3)];
    });
}

function verdictOf(program: string): string {
  const file = join(folder, "main.ts");
  writeFileSync(file, program);
  return determinism.inspect(traceRequestSchema.parse({ project: file, entries: ["run"], types: false })).verdict;
}

describe("what remembers, or asks for more than its arguments", () => {
  it.each(programs("memory"))("%s", (_, program) => {
    expect(verdictOf(program)).not.toBe("pass");
  });
});

describe("ordinary code of the same kinds", () => {
  it.each(programs("memory-accepted"))("%s", (_, program) => {
    expect(verdictOf(program)).toBe("pass");
  });
});
