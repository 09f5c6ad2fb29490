import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { trace } from "../../src/flow/trace/trace.ts";

/** Kinds of projects: CommonJS, path aliases, several configs that refer to each other. */

const scratch = mkdtempSync(join(tmpdir(), "tieout-projects-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function found(name: string, files: Readonly<Record<string, string>>) {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(scratch, name, file)), { recursive: true });
    writeFileSync(join(scratch, name, file), text);
  }
  const project = join(scratch, name);
  const { verdict, findings } = trace({
    project,
    sources: ["scaleWeights"],
    sinks: ["portfolioReturn#0"],
    types: false,
  });
  return { verdict, findings: findings.map(({ kind, place }) => `${place.file}:${place.line} ${kind}`) };
}

const SCALE = "function scaleWeights(raw, k) { return raw.map((x) => x * k); }\n";
const PNL = "function portfolioReturn(w, r) { return w.reduce((s, x, i) => s + x * r[i], 0); }\n";
const NORM = "(w) => {\n  const g = w.reduce((a, x) => a + x, 0);\n  return w.map((x) => x / g);\n};\n";
const compilerOptions = { target: "ES2022", module: "ESNext", moduleResolution: "Bundler", allowJs: true };

describe("projects", () => {
  it("follows require and module.exports", () => {
    const files = {
      "risk.js": `${SCALE}${PNL}module.exports = { scaleWeights, portfolioReturn };\n`,
      "norm.js": `module.exports = ${NORM}`,
      "main.js": `const { scaleWeights, portfolioReturn } = require("./risk");\nconst norm = require("./norm");\nexports.run = (raw, r) => portfolioReturn(norm(scaleWeights(raw, 2)), r);\n`,
    };
    expect(found("commonjs", files)).toEqual({ verdict: "fail", findings: ["norm.js:3 renormalized"] });
  });

  it("follows path aliases, export * and names given on the way", () => {
    const files = {
      "tsconfig.json": JSON.stringify({
        compilerOptions: { ...compilerOptions, paths: { "@lib/*": ["./src/lib/*"] } },
        include: ["src"],
      }),
      "src/lib/risk.js": `export ${SCALE}export const norm = ${NORM}`,
      "src/lib/pnl.js": `export ${PNL}`,
      "src/lib/index.js": `export * from "./risk";\nexport { portfolioReturn as pnl } from "./pnl";\n`,
      "src/main.js": `import * as lib from "@lib/index";\nexport const run = (raw, r) => lib.pnl(lib.norm(lib.scaleWeights(raw, 2)), r);\n`,
    };
    expect(found("alias", files)).toEqual({ verdict: "fail", findings: ["src/lib/risk.js:4 renormalized"] });
  });

  it("follows the projects that a config refers to", () => {
    const files = {
      "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "./a" }, { path: "./b" }] }),
      "a/tsconfig.json": JSON.stringify({ compilerOptions, include: ["src"] }),
      "b/tsconfig.json": JSON.stringify({
        compilerOptions: { ...compilerOptions, paths: { "@x/a": ["../a/src/index.js"] } },
        include: ["src"],
      }),
      "a/src/index.js": `export ${SCALE}export ${PNL}`,
      "b/src/run.js": `import { portfolioReturn, scaleWeights } from "@x/a";\nexport const run = (raw, r, k) => portfolioReturn(scaleWeights(raw, 2).map((x) => x * k), r);\n`,
    };
    expect(found("monorepo", files)).toEqual({ verdict: "pass", findings: [] });
  });
});
