import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

/** The rules of ARCHITECTURE.md, held against the files: floors, cycles, sizes, and who may touch what. */

const root = resolve(import.meta.dirname, "../..");
/** `audits/` is on the plan and may not be there yet. */
const ROOMS = ["src", "invariants", "audits"].filter((room) => existsSync(join(root, room)));

/** Rooms by floor, lowest first. A file imports from lower floors and from its own room only. */
const FLOORS: readonly (readonly string[])[] = [
  ["src/model"],
  ["src/numeric"],
  ["src/csv", "src/parquet"],
  [
    "src/engine",
    "src/metrics",
    "src/relations",
    "src/scenarios",
    "src/adapters",
    "src/danfo",
    "src/markets",
    "src/flow",
    "src/report",
  ],
  ["src/faults", "src/equivalents", "src/verify", "src/charts", "src/attest"],
  ["src/passes", "src/declared"],
  ["src/campaign", "src/golden", "src/conform", "invariants", "audits"],
  ["src/index.ts", "src/vitest"],
  ["src/cli"],
];

/** Where what the entry points are made of is put together. */
const COMPOSERS = ["src/cli/compose.ts", "src/vitest/compose.ts"];

interface Source {
  readonly file: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const sources: readonly Source[] = ROOMS.flatMap((room) => typescriptFiles(join(root, room))).map((path) => {
  const text = readFileSync(path, "utf8");
  const specifiers = [...text.matchAll(/(?:from|import)\s+"(\.[^"]+)"/g)].map((match) => match[1]!);
  return {
    file: relative(root, path),
    text,
    imports: specifiers.map((specifier) => relative(root, resolve(dirname(path), specifier))),
  };
});

function typescriptFiles(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return typescriptFiles(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

function roomOf(file: string): string {
  const room = FLOORS.flat().find((each) => file === each || file.startsWith(`${each}/`));
  if (room === undefined) throw new Error(`${file} stands in no room that the floors name`);
  return room;
}

function floorOf(file: string): number {
  return FLOORS.findIndex((rooms) => rooms.includes(roomOf(file)));
}

describe("architecture", () => {
  it("looks at the whole source", () => {
    expect(sources.length).toBeGreaterThan(80);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(300);
  });

  it("imports go down the floors only, and never across to another room", () => {
    const wrong = sources.flatMap(({ file, imports }) =>
      imports
        .filter((target) => roomOf(target) !== roomOf(file) && floorOf(target) >= floorOf(file))
        .map((target) => `${file} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("has no import cycle", () => {
    const graph = new Map(sources.map(({ file, imports }) => [file, imports]));
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) {
        cycles.push([...path.slice(path.indexOf(file)), file].join(" → "));
        return;
      }
      if (done.has(file)) return;
      for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    };
    for (const { file } of sources) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it("keeps files under 250 lines and invariants under 60", () => {
    const long = sources
      .map(({ file, text }) => ({ file, lines: text.split("\n").length - 1 }))
      .filter(({ file, lines }) => lines >= (isInvariant(file) ? 60 : 250));
    expect(long).toEqual([]);
  });

  it("lets only cli/main.ts touch the process", () => {
    const wrong = sources.filter(
      ({ file, text }) => file !== "src/cli/main.ts" && /\bprocess\.|\bconsole\./.test(code(text)),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
    // One file may signal other processes: those of engines, which end with what they started.
    const imported = sources.filter(({ text }) => /from "(?:node:)?process"/.test(text));
    expect(imported.map(({ file }) => file)).toEqual(["src/adapters/process/process-groups.ts"]);
  });

  it("lets only the two compose.ts load the catalogs", () => {
    const catalogs = ["invariants/catalog.ts", "src/faults/catalog.ts", "audits/catalog.ts"];
    const wrong = sources.filter(
      ({ file, imports }) => !COMPOSERS.includes(file) && imports.some((target) => catalogs.includes(target)),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it("keeps clocks and ambient randomness out of everything below cli/", () => {
    const wrong = sources.filter(
      ({ file, text }) =>
        !file.startsWith("src/cli/") &&
        !COMPOSERS.includes(file) &&
        /\bDate\.now\b|\bnew Date\b|\bMath\.random\b|\bperformance\b|toLocale/.test(code(text)),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it("shares no arithmetic between the engine and its checkers", () => {
    const checker = ["src/metrics/", "src/numeric/statistics.ts", "src/numeric/sum.ts", "src/verify/"];
    const wrong = sources.filter(
      ({ file, imports }) =>
        file.startsWith("src/engine/") && imports.some((target) => checker.some((each) => target.startsWith(each))),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
    const invariantsOnEngine = sources.filter(
      ({ file, imports }) =>
        (file.startsWith("invariants/") || file.startsWith("src/metrics/") || file.startsWith("src/verify/")) &&
        imports.some((target) => target.startsWith("src/engine/")),
    );
    expect(invariantsOnEngine.map(({ file }) => file)).toEqual([]);
  });

  it("gives our invariants no name that a user's invariant could not import", () => {
    const index = sources.find(({ file }) => file === "src/index.ts")?.text ?? "";
    const offered = new Set([...index.matchAll(/\b(\w+)\b/g)].map((match) => match[1]!));
    const missing = sources
      .filter(({ file }) => isInvariant(file))
      .flatMap(({ file, text }) =>
        [...text.matchAll(/import\s+(?:type\s+)?\{([^}]*)\}\s+from\s+"\.\.\/\.\.\/src/g)].flatMap((match) =>
          match[1]!
            .split(",")
            .map((name) => name.replace(/^\s*type\s+/, "").trim())
            .filter((name) => name !== "" && !offered.has(name))
            .map((name) => `${file}: ${name}`),
        ),
      );
    expect(missing).toEqual([]);
  });
});

function isInvariant(file: string): boolean {
  return file.startsWith("invariants/") && file !== "invariants/catalog.ts";
}

/** The text without comments and string literals. */
function code(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
}
