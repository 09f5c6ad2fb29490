import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FORMAT_NAMES } from "../../src/cli/output.ts";
import { reportSchema } from "../../src/model/report.ts";
import { inTemporaryFolder, tieout, tieoutWith } from "./support.ts";

/** Names that would become markup, a formula, a command of a terminal or of GitHub, or turn the reading direction. */
const NAMES = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "\u001b[2J\u001b[31mred",
  "\u009b31mred",
  "bell\u0007back\b",
  "|cell|*bold*[link](javascript:alert(1))",
  "::error file=a::injected",
  '=HYPERLINK("http://x")',
  "\u202Egnp.exe\u202C",
  "\u2066isolate\u2069",
  "]]>&amp;<!--",
  "line\nbreak",
];

const quotedName = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A folder whose one table fails in every column: a number that is not finite. */
function runOf(folder: string): void {
  const header = ["date", ...NAMES.map(quotedName)].join(",");
  mkdirSync(join(folder, "run"));
  writeFileSync(
    join(folder, "run", "weights_scaled.csv"),
    `${header}\n2024-01-02,${NAMES.map(() => "inf").join(",")}\n`,
  );
  writeFileSync(join(folder, "run", "run.log"), `[RT] 2024-01-02: vol=\u001b[31m5%, leverage=<b>4</b>\n`);
}

/** Control characters that a terminal acts on, and those that turn the direction of writing. */
const STEERING = /(?![\n\t\r])[\p{Cc}\p{Bidi_Control}]/u;

describe("names that would steer what shows them", () => {
  it("are spelled out or escaped in every format, and stay themselves in the files", async () => {
    await inTemporaryFolder(async (folder) => {
      runOf(folder);
      const formats = FORMAT_NAMES.flatMap((name) => ["--format", name]);
      const { code } = await tieout(folder, "audit", "run", "--report", "out", ...formats);
      expect(code).toBe(1);
      const files = readdirSync(join(folder, "out"));
      expect(files).toHaveLength(FORMAT_NAMES.length);
      for (const file of files) {
        const text = readFileSync(join(folder, "out", file), "utf8");
        expect(`${file}: ${STEERING.exec(text)?.[0].charCodeAt(0).toString(16)}`).toBe(`${file}: undefined`);
        if (/\.(?:html|xml)$/.test(file)) {
          expect(text).not.toContain("<script>alert");
          expect(text).not.toContain("<img src=x");
          expect(text).not.toContain("<b>4</b>");
        }
        if (file.endsWith(".md")) {
          expect(text).not.toMatch(/(?<!\\)<(?:script|img|b)/);
          expect(text).not.toMatch(/(?<!\\)\]\(javascript:/);
        }
      }
      const report = reportSchema.parse(JSON.parse(readFileSync(join(folder, "out", "report.json"), "utf8")));
      const named = new Set(
        report.invariants.flatMap(({ evidence }) =>
          evidence.flatMap(({ violations }) => violations.map(({ asset }) => asset)),
        ),
      );
      for (const name of NAMES) expect(named).toContain(name);
    });
  });

  it("do not reach the terminal, nor GitHub as commands", async () => {
    await inTemporaryFolder(async (folder) => {
      runOf(folder);
      const { out } = await tieout(folder, "audit", "run");
      expect(STEERING.exec(out)).toBeNull();
      const lines: string[] = [];
      await tieoutWith({ cwd: folder, github: { command: (line) => lines.push(line) } }, "audit", "run");
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter((line) => /^::error file=a/.test(line) || /[\n\r]/.test(line))).toEqual([]);
      writeFileSync(join(folder, "run", "weights_post.csv"), 'date,"\u001b[31mES"\n2024-01-02,\u001b[2Jx\n');
      const refused = await tieout(folder, "audit", "run");
      expect(refused.code).toBe(2);
      expect(STEERING.exec(refused.err)).toBeNull();
    });
  });
});
