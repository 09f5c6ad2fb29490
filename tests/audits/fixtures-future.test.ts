import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openProject } from "../../src/flow/syntax/project.ts";
import { ts } from "../../src/flow/syntax/ts.ts";
import type { Case } from "./cases.ts";
import { casesOf } from "./cases.ts";

/**
 * The marks of the look-ahead cases are true: each is run on a market and on others that differ from a row on. Where
 * PASS is the truth, all that is decided up to that row is the same; where FAIL is, for some row it is not.
 */

type Anything = (...args: unknown[]) => unknown;

function loaded(each: Case): Anything {
  const project = openProject(each.path);
  const load = (path: string): Record<string, unknown> => {
    const module = { exports: {} as Record<string, unknown> };
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    const code = ts.transpileModule(readFileSync(path, "utf8"), { fileName: path, compilerOptions }).outputText;
    new Function("module", "exports", "require", code)(module, module.exports, (name: string) =>
      load(project.resolve(name, path)!),
    );
    return module.exports;
  };
  return load(each.main).run as Anything;
}

const LENGTH = 48;

/** Prices that go on in another way from a row on. */
function prices(from: number, other: number): number[] {
  return Array.from(
    { length: LENGTH },
    (_, t) => 100 + 5 * Math.sin(t * 1.7) + t / 10 + (t >= from ? other * Math.cos(3 * t) : 0),
  );
}

/** The market in the shape that a case asks for. */
function shaped(row: readonly number[], text: string, source: string): unknown {
  if (/bars: readonly Bar/.test(text)) return row.map((close, t) => ({ open: row[Math.max(0, t - 1)]! + 0.1, close }));
  if (source.endsWith(".*")) return [row, row.map((each) => each * each)];
  return /readonly \(readonly number\[\]\)\[\]/.test(text) ? row.map((each) => [each, each * each]) : row;
}

/** What was decided for the rows up to one, as text: a list by row, or what the function answers about that row. */
function decided(run: Anything, each: Case, row: readonly number[], at: number): string {
  const text = readFileSync(each.main, "utf8");
  const market = shaped(row, text, each.request.sources![0]!);
  if (each.request.sinks![0]!.includes("()@")) return JSON.stringify(run(market, at));
  const second = /run\([^)]*config/.test(text) ? { lookback: 5 } : 5;
  const answer = run(market, second) as readonly unknown[];
  return JSON.stringify(answer.slice(0, /equity/.test(text) ? at : at + 1));
}

describe("audits/look-ahead: the verdicts are true", () => {
  const cases = casesOf("look-ahead").filter(({ verdict }) => verdict !== "unproven");
  for (const each of cases) {
    if (each.notRun !== undefined) continue;
    it(each.name, () => {
      const run = loaded(each);
      let knew: string | undefined;
      for (let at = 2; at < LENGTH; at++) {
        for (const other of [7, -40, 400]) {
          if (decided(run, each, prices(LENGTH, 0), at) !== decided(run, each, prices(at, other), at))
            knew ??= `row ${at}`;
        }
      }
      expect(knew === undefined ? "pass" : "fail", knew).toBe(each.verdict);
    });
  }

  it("of most cases", () => {
    expect(cases.filter(({ notRun }) => notRun === undefined).length / cases.length).toBeGreaterThan(0.8);
  });
});
