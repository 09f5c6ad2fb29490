import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { TraceRequestInput } from "../../src/model/trace-request.ts";

/**
 * The cases of the static rules, fixtures/audits/<rule>/: a file, or a folder with a main file. Comments at the top of
 * the main file say what is asked and what is so: `// source:`, `// sink:`, `// entry:`, `// given:`, `// verdict:`,
 * where the auditor says less than it could `// possible: pass|fail (why)`, and where a case cannot be run
 * `// runs: no (why)`. `// expect: <kind>` stands on the very line of each finding.
 */
export interface Case {
  readonly name: string;
  /** The file or folder. */
  readonly path: string;
  readonly main: string;
  readonly request: TraceRequestInput;
  readonly verdict: string;
  /** The verdict that is true, where the auditor's is open. */
  readonly possible: string | undefined;
  readonly notRun: string | undefined;
  /** `file:line kind`, sorted. */
  readonly marks: readonly string[];
}

export const FIXTURES = resolve(import.meta.dirname, "../../fixtures/audits");

export function casesOf(rule: string): readonly Case[] {
  return readdirSync(join(FIXTURES, rule))
    .sort()
    .map((name) => caseAt(rule, name));
}

function caseAt(rule: string, name: string): Case {
  const path = join(FIXTURES, rule, name);
  const folder = statSync(path).isDirectory();
  const files = folder ? sourcesBelow(path) : [path];
  const mains = ["main.ts", "main.js", "src/main.ts", "src/main.js"].map((each) => join(path, each));
  const main = folder ? mains.find((each) => existsSync(each))! : path;
  const text = readFileSync(main, "utf8");
  const all = (key: string) =>
    [...text.matchAll(new RegExp(`^// ${key}: (.+)$`, "gm"))].map((match) => match[1]!.trim());
  const base = folder ? path : join(FIXTURES, rule);
  return {
    name,
    path,
    main,
    request: {
      project: path,
      sources: all("source"),
      sinks: all("sink"),
      entries: all("entry"),
      // The type check reads the library's files anew each time; the cases that are about it ask for it.
      types: all("types")[0] === "checked",
      models: Object.fromEntries(all("given").map((each) => [each, "given" as const])),
    },
    verdict: all("verdict")[0] ?? "no verdict is stated",
    possible: all("possible")[0],
    notRun: all("runs")[0],
    marks: files.flatMap((file) => marksOf(relative(base, file), readFileSync(file, "utf8"))).sort(),
  };
}

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sourcesBelow(path);
    return /\.[cm]?[jt]s$/.test(entry.name) ? [path] : [];
  });
}

function marksOf(file: string, text: string): string[] {
  return text.split("\n").flatMap((line, i) => {
    const match = /\/\/ expect: (.+)$/.exec(line);
    return match === null ? [] : match[1]!.split(",").map((kind) => `${file}:${i + 1} ${kind.trim()}`);
  });
}
