import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { staticRules } from "../../audits/catalog.ts";

/**
 * Programs as people write them, several to a file of tests/audits/codebases. Each begins with
 * `//=== name | rule | verdict`, has what is asked in comments (`// source:`, `// sink:`, `// entry:`; by default the
 * answer of scaleWeights and the first argument of portfolioReturn), its files after `//--- path` where there are
 * several, and `// expect: kind` on the very line of each finding.
 */
interface Program {
  readonly name: string;
  readonly rule: string;
  readonly verdict: string;
  readonly files: ReadonlyMap<string, string>;
  readonly asked: (key: string) => readonly string[];
}

const FOLDER = join(import.meta.dirname, "codebases");
let work = "";
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "tieout-codebases-"));
});
afterAll(() => rmSync(work, { recursive: true }));

function programsOf(name: string): readonly Program[] {
  const text = readFileSync(join(FOLDER, name), "utf8");
  return text
    .split(/^\/\/=== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      const [own, rule, verdict] = part.slice(0, end).split(" | ");
      const [first, ...others] = part.slice(end + 1).split(/^\/\/--- (.+)\n/m);
      const files = new Map(others.length === 0 ? [["main.ts", first!]] : []);
      for (let i = 0; i < others.length; i += 2) files.set(others[i]!, others[i + 1]!);
      const asked = (key: string) =>
        [...part.matchAll(new RegExp(`^// ${key}: (.+)$`, "gm"))].map(([, value]) => value!);
      return { name: own!, rule: rule!, verdict: verdict!, files, asked };
    });
}

function marksOf({ files }: Program): readonly string[] {
  const marks = [...files].flatMap(([file, text]) =>
    text.split("\n").flatMap((line, i) => {
      const match = /\/\/ expect: (.+)$/.exec(line);
      return match === null ? [] : match[1]!.split(", ").map((kind) => `${file}:${i + 1} ${kind}`);
    }),
  );
  return marks.sort();
}

function audited(program: Program): { readonly verdict: string; readonly found: readonly string[] } {
  const project = join(work, program.name);
  for (const [path, text] of program.files) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  const rule = staticRules.find(({ id }) => id === program.rule)!;
  const asked = (key: string, usual: string): string[] => {
    const own = program.asked(key);
    return own.length > 0 ? [...own] : rule.sources === null ? [] : [usual];
  };
  const { verdict, findings } = rule.inspect({
    project,
    sources: asked("source", "scaleWeights"),
    sinks: asked("sink", "portfolioReturn#0"),
    entries: [...program.asked("entry")],
    types: false,
  });
  return {
    verdict,
    found: [...new Set(findings.map(({ kind, place }) => `${place.file}:${place.line} ${kind}`))].sort(),
  };
}

for (const file of readdirSync(FOLDER)) {
  describe(`codebases/${file}`, () => {
    it.each(programsOf(file).map((program) => [program.name, program] as const))("%s", (_, program) => {
      expect(audited(program)).toEqual({ verdict: program.verdict, found: marksOf(program) });
    });
  });
}
