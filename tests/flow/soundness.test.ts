import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { trace } from "../../src/flow/trace/trace.ts";

/** Programs in which the weights are changed out of sight: none of them may pass. */

const scratch = mkdtempSync(join(tmpdir(), "tieout-soundness-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const HEAD = `
declare function model(day: number): number[];
export function scaleWeights(raw: number[]): number[] { return raw.map((x) => x * 2); }
export function portfolioReturn(w: number[], r: number[]): number { return w.reduce((s, x, i) => s + x * r[i]!, 0); }
const gross = (w: number[]) => w.reduce((a, x) => a + Math.abs(x), 0);
`;

function verdictOf(name: string, body: string, before = ""): string {
  const file = join(scratch, `${name.replace(/\W+/g, "-")}.ts`);
  const run = `export async function run(days: number[], r: number[][], cap: number) { const log: number[] = [];\n${body}\nreturn log; }`;
  writeFileSync(file, `${HEAD}${before}${run}\n`);
  return trace({ project: file, sources: ["scaleWeights"], sinks: ["portfolioReturn#0"], types: false }).verdict;
}

const HIDDEN: readonly (readonly [name: string, body: string, before?: string])[] = [
  [
    "a function kept from an earlier turn sees what became of its variable",
    `const kept: (() => number[])[] = [];
     for (const day of days) {
       let w = scaleWeights(model(day));
       for (const each of kept) log.push(portfolioReturn(each(), r[day]!));
       w = w.map((x) => x / gross(w));
       kept.push(() => w);
     }`,
  ],
  [
    "a view of the same memory",
    `for (const day of days) {
       const w = Float64Array.from(scaleWeights(model(day)));
       const view = new Float64Array(w.buffer);
       const g = gross([...w]);
       for (let i = 0; i < view.length; i++) view[i] = view[i]! / g;
       log.push(portfolioReturn(Array.from(w), r[day]!));
     }`,
  ],
  [
    "elements taken out while over a cap",
    "for (const day of days) { const w = scaleWeights(model(day)); while (gross(w) > cap) w.pop(); log.push(portfolioReturn(w, r[day]!)); }",
  ],
  [
    "a list cut by its length",
    "for (const day of days) { const w = scaleWeights(model(day)); if (gross(w) > cap) w.length = 3; log.push(portfolioReturn(w, r[day]!)); }",
  ],
  [
    "what a catch does after a weight-dependent throw in a callee",
    "for (const day of days) { let w = scaleWeights(model(day)); try { check(w, cap); } catch { w = w.map((x) => x * 0.5); } log.push(portfolioReturn(w, r[day]!)); }",
    "function check(w: number[], cap: number) { if (gross(w) > cap) throw new Error(); }\n",
  ],
  [
    "a factor picked by an index made of weights",
    "for (const day of days) { const w = scaleWeights(model(day)); const k = [1, 0.5][gross(w) > cap ? 1 : 0]!; log.push(portfolioReturn(w.map((x) => x * k), r[day]!)); }",
  ],
  [
    "a function picked by a condition of weights",
    "for (const day of days) { const w = scaleWeights(model(day)); const f = gross(w) > cap ? (x: number) => x / 2 : (x: number) => x; log.push(portfolioReturn(w.map(f), r[day]!)); }",
  ],
  [
    "a loop that runs as often as the weights say",
    "for (const day of days) { let w = scaleWeights(model(day)); let n = 0; while (n < gross(w)) n++; for (let i = 0; i < n; i++) w = w.map((x) => x * 0.9); log.push(portfolioReturn(w, r[day]!)); }",
  ],
  [
    "days skipped by the weights",
    "days: for (const day of days) { const w = scaleWeights(model(day)); for (const x of w) if (x > cap) continue days; log.push(portfolioReturn(w, r[day]!)); }",
  ],
  [
    "a callback called as often as weights are large",
    "for (const day of days) { let w = scaleWeights(model(day)); w.filter((x) => x > 0.1).forEach(() => { w = w.map((y) => y * 0.99); }); log.push(portfolioReturn(w, r[day]!)); }",
  ],
  [
    "arguments",
    "for (const day of days) log.push(portfolioReturn(norm(scaleWeights(model(day))), r[day]!));",
    "function norm(_: number[]) { const w = arguments[0] as number[]; const g = gross(w); return w.map((x) => x / g); }\n",
  ],
  [
    "recursion",
    "for (const day of days) log.push(portfolioReturn(shrink(scaleWeights(model(day)), cap), r[day]!));",
    "function shrink(w: number[], cap: number): number[] { return gross(w) > cap ? shrink(w.map((x) => x * 0.9), cap) : w; }\n",
  ],
  [
    "what a promise does before the next await",
    "let s = 1; const w = scaleWeights(model(0)); Promise.resolve().then(() => { s = gross(w); }); s = 1; await null; log.push(portfolioReturn(w.map((x) => x / s), r[0]!));",
  ],
  [
    "what a promise reads when its time comes",
    "let w = scaleWeights(model(0)); Promise.resolve().then(() => { log.push(portfolioReturn(w, r[0]!)); }); w = w.map((x) => x / gross(w)); await null;",
  ],
  [
    "what a timer reads when its time comes",
    "let w = scaleWeights(model(0)); setTimeout(() => { log.push(portfolioReturn(w, r[0]!)); }, 0); w = w.map((x) => x / gross(w));",
  ],
  [
    "what an asynchronous function does after its first await",
    "let w = scaleWeights(model(0)); const later = async () => { await null; log.push(portfolioReturn(w, r[0]!)); }; const done = later(); w = w.map((x) => x / gross(w)); await done;",
  ],
  [
    "a rejection that is handled elsewhere",
    "const w = scaleWeights(model(0)); const day = async () => { if (gross(w) > cap) throw new Error(); log.push(portfolioReturn(w, r[0]!)); }; day().catch(() => {});",
  ],
  [
    "a rejection that is waited for in a try",
    "const w = scaleWeights(model(0)); const day = (async () => { if (gross(w) > cap) throw new Error(); })(); try { await day; log.push(portfolioReturn(w, r[0]!)); } catch {}",
  ],
  [
    "a rejection that the second argument of then handles",
    "let w = scaleWeights(model(0)); await (async () => { if (gross(w) > cap) throw new Error(); })().then(() => {}, () => { w = w.map((x) => x * 0.5); }); log.push(portfolioReturn(w, r[0]!));",
  ],
];

const ORDINARY: readonly (readonly [name: string, body: string])[] = [
  ["nothing", "for (const day of days) log.push(portfolioReturn(scaleWeights(model(day)), r[day]!));"],
  [
    "days beside each other",
    "const all = await Promise.all(days.map(async (day) => { const w = scaleWeights(model(day)); await null; return portfolioReturn(w, r[day]!); })); log.push(...all);",
  ],
  [
    "a guard in a function that nobody waits for",
    "await Promise.all(days.map(async (day) => { const w = scaleWeights(model(day)); if (gross(w) > cap) throw new Error(); log.push(portfolioReturn(w, r[day]!)); }));",
  ],
  [
    "a chain of then",
    "for (const day of days) await Promise.resolve(scaleWeights(model(day))).then((w) => w.map((x) => x * 2)).then((w) => { log.push(portfolioReturn(w, r[day]!)); });",
  ],
  [
    "a catch that throws on",
    "for (const day of days) { const w = await Promise.resolve(scaleWeights(model(day))).catch((e: unknown) => { throw e; }); log.push(portfolioReturn(w, r[day]!)); }",
  ],
  [
    "a listener that has nothing to do with weights",
    "let stops = 0; process.on('SIGINT', () => { stops++; }); for (const day of days) { stops = 0; log.push(portfolioReturn(scaleWeights(model(day)), r[day]!)); }",
  ],
];

describe("what is done to weights out of sight", () => {
  for (const [name, body, before] of HIDDEN) {
    it(`does not let pass: ${name}`, () => expect(verdictOf(name, body, before)).not.toBe("pass"));
  }

  for (const [name, body] of ORDINARY) {
    it(`lets pass: ${name}`, () => expect(verdictOf(`ordinary ${name}`, body)).toBe("pass"));
  }
});
