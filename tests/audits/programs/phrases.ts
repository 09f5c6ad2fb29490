import type { Writer } from "./writer.ts";

/** Expressions over lists of weights: those that only scale, and those that do more. */

/** A list that is linear in the weights. */
export function linear(to: Writer): string {
  const v = to.book();
  const u = to.book();
  const s = to.given();
  return to.phrase([
    () => `${v}.map((x) => x * ${s})`,
    () => `${v}.map((x) => ${s} * x)`,
    () => `${v}.map((x) => x / nav)`,
    () => `${v}.map((x, i) => x * given[i])`,
    () => `${v}.slice()`,
    () => `[...${v}]`,
    () => `Array.from(${v}, (x) => x * ${s})`,
    () => `structuredClone(${v})`,
    () => `${v}.map((x) => -x)`,
    () => `${v}.map((x, i) => x + ${u}[i])`,
    () => `${v}.map((x, i) => 0.5 * x - 0.25 * ${u}[i])`,
    () => `${v}.concat().reverse()`,
    () => `${v}.toReversed()`,
    () => `Object.values(Object.fromEntries(${v}.map((x, i) => ["A" + i, x])))`,
    () => `[...new Map(${v}.map((x, i) => [i, x * ${s}])).values()]`,
    () => `Array.from({ length: ${v}.length }, (_, i) => ${v}[i])`,
    () => `Array.from(Float64Array.from(${v}))`,
    () => `${v}.reduce((done, x) => [...done, x * ${s}], [])`,
    () => `${v}.map((x) => x * nav).map((x) => x / nav)`,
    () => `(${to.settled()} ? ${v} : ${u})`,
    () => `(${to.settled()} ? ${v}.map((x) => x * ${s}) : ${v}.slice())`,
    () => `${v}.map((x, i) => (given[i] > 1 ? x : 0))`,
    () => `${v}.map((x, i) => ${u}[i + 1] ?? x)`,
    () => `(${v} ?? ${u})`,
    () => `${v}.flatMap((x) => [x])`,
    () => `[${v}].map((each) => each.slice())[0]`,
    () => `Object.entries({ ...${v} }).map(([, x]) => x)`,
    () => `${v}.map((_, i, all) => all[i])`,
    () => `Array.from(${v}.entries(), ([, x]) => x)`,
    () => `${v}.map((x) => Math.fround(1) * x)`,
    () => declared(to, v, s),
  ]);
}

/** By way of a function or class at the top of the file. */
function declared(to: Writer, v: string, s: string): string {
  const calls: readonly (readonly [string, string])[] = [
    ["function scale(v, s) {\n  return v.map((x) => x * s);\n}", `scale(${v}, ${s})`],
    ["const times = (s) => (v) => v.map((x) => x * s);", `times(${s})(${v})`],
    ["function* each(v, s) {\n  for (const x of v) yield x * s;\n}", `[...each(${v}, ${s})]`],
    ["function copy(v, s = 1) {\n  const r = [];\n  for (const x of v) r.push(x * s);\n  return r;\n}", `copy(${v})`],
    ["function choose(v, ok) {\n  if (!ok) return v;\n  return v.map((x) => x / 2);\n}", `choose(${v}, flag)`],
    [
      "class Rows {\n  #rows = [];\n  add(v) {\n    this.#rows.push(v);\n    return this;\n  }\n  get last() {\n    return this.#rows[this.#rows.length - 1];\n  }\n}",
      `new Rows().add(${v}).last`,
    ],
    [
      "class Held {\n  constructor(v) {\n    this.v = v;\n  }\n  scaled(s) {\n    return this.v.map((x) => x * s);\n  }\n}\nclass Other extends Held {\n  scaled(s) {\n    return super.scaled(s).slice();\n  }\n}",
      `new Other(${v}).scaled(${s})`,
    ],
  ];
  const [declaration, call] = to.pick(calls);
  to.declare(declaration);
  return call;
}

/** A number that is made of the weights. */
export function total(to: Writer): string {
  const v = to.book();
  return to.phrase([
    () => `${v}.reduce((a, x) => a + x, 0)`,
    () => `${v}.reduce((a, x) => a + Math.abs(x), 0)`,
    () => `Math.max(...${v})`,
    () => `Math.min(...${v})`,
    () => `Math.sqrt(${v}.reduce((a, x) => a + x * x, 0))`,
    () => `Math.hypot(...${v})`,
    () => `${v}[0]`,
    () => `${v}.at(-1)`,
    () => `${v}.filter((x) => x > 0).length`,
    () => `${v}.findIndex((x) => x > cap)`,
    () => `${v}.reduce((a, x, i) => a + x * given[i], 0)`,
    () => (to.totals.length === 0 ? `${v}[1]` : `${to.pick(to.totals)} * ${to.given()}`),
    () => (to.totals.length === 0 ? `${v}[2]` : `${to.pick(to.totals)} / ${to.pick(to.totals)}`),
    () => (to.totals.length === 0 ? `${v}[0]` : `Math.abs(${to.pick(to.totals)})`),
  ]);
}

/** A condition on the weights. */
export function onWeights(to: Writer): string {
  const v = to.book();
  const t = to.totals.length === 0 || to.chance(0.5) ? total(to) : to.pick(to.totals);
  return to.phrase([
    () => `${t} > cap`,
    () => `${t} > 0`,
    () => `${t} === 0`,
    () => `${t} !== 0`,
    () => `${t}`,
    () => `${v}.some((x) => x > cap)`,
    () => `${v}.every((x) => x >= 0)`,
    () => `${v}[0] > ${v}[1]`,
    () => `${v}.includes(0)`,
    () => `${v}.length > 2`,
    () => `${v}.indexOf(0.25) >= 0`,
    () => `Number.isFinite(${t})`,
    () => `Math.abs(${t} - ${t}) < 0.001`,
  ]);
}

/** A list that the weights do not scale, in most cases. */
export function crooked(to: Writer): string {
  const v = to.book();
  const u = to.book();
  const t = to.totals.length === 0 || to.chance(0.5) ? total(to) : to.pick(to.totals);
  return to.phrase([
    () => `${v}.map((x) => x / ${t})`,
    () => `${v}.map((x) => x * (cap / ${t}))`,
    () => `${v}.map((x) => x * Math.min(1, cap / ${t}))`,
    () => `${v}.map((x) => (x * ${t}) / ${t})`,
    () => `${v}.map((x, i) => (x * ${u}[i]) / ${t})`,
    () => `${v}.map((x) => Math.max(x, ${to.pick(["0", "cap", "-cap"])}))`,
    () => `${v}.map((x) => Math.min(cap, Math.max(-cap, x)))`,
    () => `${v}.map((x) => (x > ${to.pick(["0", "cap", "0.25"])} ? x : 0))`,
    () => `${v}.map((x, i) => (x > ${u}[i] ? x : ${u}[i]))`,
    () => `${v}.map((x) => Math.abs(x))`,
    () => `${v}.map((x) => Math.sign(x) * ${t})`,
    () => `${v}.map((x) => x * x)`,
    () => `${v}.map((x) => (x * x) / ${t})`,
    () => `${v}.map((x) => x ** 2)`,
    () => `${v}.map((x) => Math.sqrt(x * x))`,
    () => `${v}.map((x) => Math.sqrt(Math.abs(x)))`,
    () => `${v}.map((x) => Math.exp(Math.log(x)))`,
    () => `${v}.map((x) => Math.exp(Math.log(x) + Math.log(${to.given()})))`,
    () => `${v}.map((x) => Math.exp(x))`,
    () => `${v}.map((x) => Math.round(x * 100) / 100)`,
    () => `${v}.map((x) => x + ${to.given()})`,
    () => `${v}.map((x, i) => x + given[i])`,
    () => `${v}.map((x) => x - ${t})`,
    () => `${v}.map((x) => x + ${t})`,
    () => `${v}.filter((x) => x > ${to.pick(["0", "cap"])})`,
    () => `${v}.filter((x) => x !== 0)`,
    () => `${v}.filter((_, i) => given[i] > 1)`,
    () => `${v}.toSorted((a, b) => b - a)`,
    () => `given.slice()`,
    () => `raw.slice()`,
    () => `${v}.map(() => 1 / ${v}.length)`,
    () => `(${onWeights(to)} ? ${v} : ${u})`,
    () => `(${onWeights(to)} ? ${v} : ${v}.map((x) => x * ${to.given()}))`,
    () => `(${to.settled()} ? ${v} : given)`,
    () => `${v}.map((x) => x || ${to.given()})`,
    () => `${v}.map((x) => x || 0)`,
    () => `${v}.map((x) => x ?? ${to.given()})`,
    () => `${v}.map((x) => parseFloat(String(x)))`,
    () => `${v}.map((x) => x * ${t})`,
    () => `Array.from(Float32Array.from(${v}))`,
    () => `${v}.map((x) => x * Number(${onWeights(to)}))`,
    () => `${v}.map((x) => (${onWeights(to)} && x) || 0)`,
    () => `[${v}.find((x) => x > 0) ?? 0, ...${v}.slice(1)]`,
    () => `[${total(to)}, ...${v}.slice(1)]`,
    () => `${v}.slice(0, ${v}.filter((x) => x > cap).length)`,
    () => `${v}.map((_, i) => ${v}[(i + ${v}.findIndex((x) => x > 0) + 4) % 4])`,
    () => `${v}.with(0, ${to.pick(["0", "k", t])})`,
    () => `Object.values({ ...${v}, 0: ${to.pick(["0", "k", t])} })`,
    () => `Object.values(Object.assign({ ...${v} }, { 1: ${to.pick(["0", "cap", t])} }))`,
  ]);
}

/** A list that is made of the weights. */
export function book(to: Writer): string {
  return to.chance(to.mischief) ? crooked(to) : linear(to);
}
