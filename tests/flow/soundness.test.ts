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
];

describe("what is done to weights out of sight", () => {
  for (const [name, body, before] of HIDDEN) {
    it(`does not let pass: ${name}`, () => expect(verdictOf(name, body, before)).not.toBe("pass"));
  }

  it("lets the same program pass without any of it", () => {
    expect(
      verdictOf("plain", "for (const day of days) log.push(portfolioReturn(scaleWeights(model(day)), r[day]!));"),
    ).toBe("pass");
  });
});
