import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { staticRules } from "../../audits/catalog.ts";
import type { TraceRequestInput } from "../../src/model/trace-request.ts";

/**
 * The contract of the static rules: every case under fixtures/audits/<rule>/ (a file, or a folder with a main file)
 * says in comments what it is to be asked and what is to be found: `// source:`, `// sink:`, `// entry:`, `// given:`,
 * `// verdict:` and, on the very line of each finding, `// expect: <kind>`. What is found equals the marks exactly.
 */

const root = resolve(import.meta.dirname, "../../fixtures/audits");

interface Case {
  readonly name: string;
  readonly request: TraceRequestInput;
  readonly verdict: string;
  readonly marks: readonly string[];
}

function casesOf(rule: string): readonly Case[] {
  return readdirSync(join(root, rule))
    .sort()
    .map((name) => {
      const path = join(root, rule, name);
      const folder = statSync(path).isDirectory();
      const files = folder ? sourcesBelow(path) : [path];
      const main = folder
        ? ["main.ts", "main.js"].map((each) => join(path, each)).find((each) => existsSync(each))!
        : path;
      const text = readFileSync(main, "utf8");
      const all = (key: string) =>
        [...text.matchAll(new RegExp(`^// ${key}: (.+)$`, "gm"))].map((match) => match[1]!.trim());
      const base = folder ? path : join(root, rule);
      return {
        name,
        request: {
          project: path,
          sources: all("source"),
          sinks: all("sink"),
          entries: all("entry"),
          models: Object.fromEntries(all("given").map((each) => [each, "given" as const])),
        },
        verdict: all("verdict")[0] ?? "no verdict is stated",
        marks: files.flatMap((file) => marksOf(relative(base, file), readFileSync(file, "utf8"))).sort(),
      };
    });
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

for (const rule of staticRules) {
  describe(`audits/${rule.id}`, () => {
    for (const each of casesOf(rule.id)) {
      it(each.name, () => {
        const { verdict, findings } = rule.inspect(each.request);
        const found = findings.map(({ kind, place }) => `${place.file}:${place.line} ${kind}`);
        expect({ verdict, found: [...new Set(found)].sort() }).toEqual({ verdict: each.verdict, found: each.marks });
      });
    }
  });
}
