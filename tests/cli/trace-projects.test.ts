import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { staticRules } from "../../audits/catalog.ts";
import { traceSchema } from "../../src/model/trace.ts";
import { inTemporaryFolder, tieout } from "./support.ts";

/** Where a project stands, and what it is made of. */

const SCALED = "export function scaleWeights(raw: number[]): number[] {\n  return raw.map((x) => 2 * x);\n}\n";
const MAIN = `import { scaleWeights } from "./scale.ts";
function portfolioReturn(w: number[]): number {
  return w.reduce((sum, x) => sum + x, 0);
}
export function run(raw: number[]): number {
  const w = scaleWeights(raw);
  const gross = w.reduce((sum, x) => sum + Math.abs(x), 0);
  return portfolioReturn(w.map((x) => x / gross));
}
`;
const names = ["--source", "scaleWeights", "--sink", "portfolioReturn#0"];

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const PACKAGE = {
  "packages/engine/src/scale.ts": SCALED,
  "packages/engine/src/main.ts": MAIN,
  "packages/engine/tsconfig.json": '{ "include": ["src"] }',
};

describe("a project in a subfolder", () => {
  const places = ["packages/engine/src/main.ts", "packages/engine/src/scale.ts"];

  it.each(["packages/engine", "packages/engine/tsconfig.json", "packages/engine/src/main.ts"])(
    "is told by places relative to the working folder: %s",
    (project) =>
      inTemporaryFolder(async (folder) => {
        write(folder, PACKAGE);
        const { code, out } = await tieout(
          folder,
          "trace",
          "--project",
          project,
          ...names,
          "--no-types",
          "--format",
          "json",
        );
        const { findings, sinks, entries } = traceSchema.parse(JSON.parse(out));
        expect(findings).toMatchObject([{ kind: "renormalized", place: { file: places[0], line: 8 } }]);
        expect(places).toEqual(expect.arrayContaining(sinks[0]!.chain.map(({ place }) => place.file)));
        expect(sinks[0]!.chain.find(({ kind }) => kind === "divide")).toMatchObject({ within: "run" });
        expect(entries).toEqual([`${places[0]}: run`]);
        expect(code).toBe(1);
      }),
  );

  it("of the config is found from the folder of the config, and stands in SARIF by its way from there", () =>
    inTemporaryFolder(async (folder) => {
      write(folder, PACKAGE);
      const audits = [
        { project: "packages/engine", sources: ["scaleWeights"], sinks: ["portfolioReturn#0"], types: false },
      ];
      write(folder, { "tieout.config.json": JSON.stringify({ audits }) });
      for (const format of ["sarif", "sarif-github"]) {
        const { out } = await tieout(folder, "trace", "--format", format);
        const uris = [...out.matchAll(/"uri": "([^"]+\.ts)"/g)].map(([, uri]) => uri);
        expect(new Set(uris)).toEqual(new Set([places[0]]));
      }
    }));
});

describe("a project of JavaScript without a tsconfig", () => {
  const engine = `function scaleWeights(raw) {
  return raw.map((x) => 2 * x);
}
function portfolioReturn(w, r) {
  return w.reduce((s, x, i) => s + x * r[i], 0);
}
exports.run = function (raw, r) {
  const w = scaleWeights(raw);
  const gross = w.reduce((a, b) => a + Math.abs(b), 0);
  return portfolioReturn(w.map((x) => x / gross), r);
};
`;
  const traced = async (...args: readonly string[]) =>
    inTemporaryFolder(async (folder) => {
      write(folder, { "engine.js": engine });
      return tieout(folder, "trace", ...args);
    });

  it("is entered at what its modules export by assignment, by itself and by name", async () => {
    for (const entry of [[], ["--entry", "run"]]) {
      const { code, out } = await traced(...names, ...entry);
      expect(out).toMatch(/engine\.js:10\s+run\s+w⁰\s.*✗ RENORMALIZED.*DIVIDE x \/ gross/);
      expect(code).toBe(1);
    }
  });

  it("is refused for an entry that it does not have, with those that it has", async () => {
    const { code, err } = await traced(...names, "--entry", "rnu");
    expect(err).toContain("did you mean run");
    expect(code).toBe(2);
  });

  it.each([
    ["portfolioRetrun#0", "the project does not mention portfolioRetrun (did you mean portfolioReturn?)"],
    ["portfolioReturn#2", "portfolioReturn is called at engine.js:10 with 2 arguments: counted from 0, there is no #2"],
  ])("is left open for a sink that nothing reaches, with the reason: %s", async (sink, reason) => {
    const { code, out } = await traced("--source", "scaleWeights", "--sink", sink);
    expect(out).toContain(reason);
    expect(code).toBe(3);
  });
});

it("lists every rule in the help of --rule", async () => {
  const { out } = await inTemporaryFolder((folder) => tieout(folder, "trace", "--help"));
  for (const { id } of staticRules) expect(out.replace(/\s+/g, " ")).toContain(id);
});
