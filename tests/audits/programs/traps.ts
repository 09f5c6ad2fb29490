import { onWeights, total } from "./phrases.ts";
import type { Writer } from "./writer.ts";

/** Statements in which the weights decide where, how often, in which order or to what something is done. */

/** A whole number that is made of the weights. */
function position(to: Writer): string {
  const v = to.book();
  return to.pick([
    `${v}.filter((x) => x > cap).length`,
    `Math.max(0, ${v}.findIndex((x) => x > cap))`,
    `${v}.indexOf(Math.max(...${v}))`,
    `Number(${v}[0] > cap)`,
    `(${v}[0] > ${v}[1] ? 1 : 2)`,
    `${v}.reduce((n, x) => (x > cap ? n + 1 : n), 0)`,
    `Math.min(3, Math.floor(Math.abs(${v}[1])))`,
  ]);
}

type Trap = (to: Writer, name: string) => string;

const TRAPS: readonly Trap[] = [
  (to, v) => `const ${v} = ${to.book()}.slice(0, ${position(to)});`,
  (to, v) => `const ${v} = Float64Array.from(${to.book()}).subarray(${position(to)});`,
  (to, v) => `const ${v} = ${to.book()}.map((_, i, all) => all.at(${position(to)} - i) ?? 0);`,
  (to, v) => `const ${v} = ${to.book()}.slice();\n${v}.fill(0, ${position(to)});`,
  (to, v) => `const ${v} = ${to.book()}.slice();\n${v}.copyWithin(0, ${position(to)});`,
  (to, v) => `const ${v} = new Float64Array(9);\n${v}.set(${to.book()}, ${position(to)});`,
  (to, v) => `const ${v} = ${to.book()}.slice();\n${v}.length = ${position(to)};`,
  (to, v) => `const ${v} = ${to.book()}.with(${position(to)}, 0);`,
  (to, v) => `const ${v} = Object.values(Object.fromEntries(${to.book()}.map((x) => [x > cap ? "a" : "b", x])));`,
  (to, v) => `const ${v} = [...new Map(${to.book()}.map((x) => [x > cap ? 1 : 2, x])).values()];`,
  (to, v) =>
    `const m${v} = new Map(${to.book()}.map((x, i) => [i, x]));\nm${v}.delete(${position(to)});\nconst ${v} = [...m${v}.values()];`,
  (to, v) => `const r${v} = { ...${to.book()} };\ndelete r${v}[${position(to)}];\nconst ${v} = Object.values(r${v});`,
  (to, v) => `const ${v} = Object.values({ ...${to.book()}, [${position(to)}]: 0 });`,
  (to, v) => {
    const u = to.book();
    const how = to.pick(["some", "find", "findIndex", "every"]);
    return `const ${v} = ${u}.map(() => 0);\n${u}.${how}((x, i) => {\n  ${v}[i] = x;\n  return x > cap;\n});`;
  },
  (to, v) =>
    `const ${v} = ${to.book()}.slice();\nif (${onWeights(to)}) ${v}.${to.pick(["reverse()", "pop()", "shift()", "fill(0)", "fill(0, 1)", "copyWithin(0, 1)", "push(0)", "splice(0, 1)", "sort((a, b) => 1)"])};`,
  (to, v) => `const ${v} = ${to.book()}.slice();\nif (${onWeights(to)}) ${v}[0] = ${v}[1];`,
  (to, v) => `const ${v} = ${to.book()}.slice();\nif (${onWeights(to)}) [${v}[0], ${v}[1]] = [${v}[1], ${v}[0]];`,
  (to, v) =>
    `const a${v} = ${to.book()}.slice();\nconst ${v} = ${to.book()}.slice();\n(${onWeights(to)} ? a${v} : ${v}).${to.pick(["reverse()", "pop()", "fill(0)", "push(0)", "shift()"])};`,
  (to, v) =>
    `const n${v} = [0, 1, 2, 3].sort((i, j) => ${to.book()}[j] - ${to.book()}[i]);\nconst ${v} = n${v}.slice(0, 2).map((i) => ${to.book()}[i]);`,
  (to, v) =>
    `let n${v} = 0;\n${to.book()}.forEach((x) => {\n  if (x > cap) n${v}++;\n});\nconst ${v} = ${to.book()}.map((x, i) => (i < n${v} ? x : 0));`,
  (to, v) => {
    to.declare("function* until(v, cap) {\n  for (const x of v) {\n    if (x > cap) return;\n    yield x;\n  }\n}");
    return `const ${v} = [...until(${to.book()}, cap)];`;
  },
  (to, v) => `const ${v} = [];\nfor (const x of ${to.book()}) {\n  if (${onWeights(to)}) break;\n  ${v}.push(x);\n}`,
  (to, v) => `const ${v} = [];\nfor (const x of ${to.book()}) {\n  if (x > cap) continue;\n  ${v}.push(x);\n}`,
  (to, v) =>
    `const ${v} = ${to.book()}.slice();\ndo {\n  ${v}.reverse();\n} while (${v}[0] > cap && ${v}.push(0) < 8);`,
  (to, v) =>
    `const r${v} = {};\nif (${onWeights(to)}) r${v}.seen = 1;\nconst ${v} = ${to.pick([`"seen" in r${v}`, `r${v}.seen !== undefined`, `Object.keys(r${v}).length > 0`, `r${v}.hasOwnProperty("seen")`, `Object.hasOwn(r${v}, "seen")`])} ? ${to.book()} : ${to.book()}.toReversed();`,
  (to, v) =>
    `const s${v} = new Set();\nif (${onWeights(to)}) s${v}.add(1);\nconst ${v} = ${to.pick([`s${v}.has(1)`, `s${v}.size > 0`, `[...s${v}].length === 0`])} ? ${to.book()} : ${to.book()}.toReversed();`,
  (to, v) =>
    `const q${v} = [];\nfor (const x of ${to.book()}) if (x > cap) q${v}.push(1);\nconst ${v} = ${to.pick([`q${v}.length`, `q${v}.length > 1`, `q${v}[0] !== undefined`, `q${v}.at(0)`, `q${v}.some((x) => x > 0)`, `q${v}.includes(1)`, `q${v}.reduce((a, x) => a + x, 0) > 1`])} ? ${to.book()} : ${to.book()}.toReversed();`,
  (to, v) =>
    `const f${v} = ${onWeights(to)} ? (x) => x * 2 : (x) => x;\nconst ${v} = ${to.book()}.map((x) => f${v}(x));`,
  (to, v) => `const f${v} = ${onWeights(to)} ? (x) => -x : (x) => x;\nconst ${v} = ${to.book()}.map(f${v});`,
  (to, v) =>
    `let ${v} = ${to.book()};\nswitch (${to.pick(["Math.sign(w[0])", "w.length", "w.indexOf(0)", "true"])}) {\n  case ${to.pick(["1", "4", "-1", "w[0] > cap"])}:\n    ${v} = ${v}.toReversed();\n}`,
  (to, v) => `let ${v} = ${onWeights(to)} ? ${to.book()} : null;\n${v} ??= ${to.book()}.toReversed();`,
  (to, v) => `let ${v} = ${to.book()};\nconst g${v} = ${onWeights(to)};\nif (g${v}) ${v} = ${v}.toReversed();`,
  (to, v) =>
    `let ${v} = ${to.book()};\ntry {\n  if (${onWeights(to)}) throw new Error("no");\n  ${v} = ${v}.toReversed();\n} catch {}`,
  (to, v) => `let ${v} = ${to.book()};\nfor (let i = 0; i < ${position(to)}; i++) ${v} = ${v}.toReversed();`,
  (to, v) =>
    `let ${v} = ${to.book()};\nouter: for (let i = 0; i < 2; i++) {\n  for (let j = 0; j < 2; j++) {\n    if (${onWeights(to)}) continue outer;\n    ${v} = ${v}.map((x) => x * ${to.given()});\n  }\n}`,
  (to, v) =>
    `const o${v} = { held: ${to.book()}, other: ${to.book()} };\nconst ${v} = o${v}[${onWeights(to)} ? "held" : "other"];`,
  (to, v) =>
    `const h${v} = [${to.book()}, ${to.book()}];\nif (${onWeights(to)}) h${v}.reverse();\nconst ${v} = h${v}[0];`,
  (to, v) => `const h${v} = [${to.book()}, ${to.book()}, ${to.book()}];\nconst ${v} = h${v}[${position(to)}] ?? w;`,
  (to, v) =>
    `const a${v} = ${to.book()};\nconst t${v} = ${total(to)};\nconst ${v} = a${v}.map((x) => x * (t${v} === 0 ? 1 : 1));`,
  (to, v) => `const ${v} = ${to.book()}.map((x) => x / (${total(to)} || 1));`,
  (to, v) =>
    `const b${v} = [{ x: ${to.book()} }, { x: ${to.book()} }].find(({ x }) => x[0] > cap);\nconst ${v} = b${v}?.x ?? w;`,
  (to, v) => `const ${v} = ${to.book()}.map((x, i, all) => (i > 0 && all[i - 1] > cap ? 0 : x));`,
  (to, v) => `const ${v} = ${to.book()}.concat(${onWeights(to)} ? [0] : []);`,
  (to, v) => `const ${v} = [...${to.book()}, ...(${onWeights(to)} ? [0] : [])];`,
  (to, v) => `const ${v} = Array.from({ length: ${position(to)} }, (_, i) => ${to.book()}[i]);`,
  (to, v) => `const ${v} = new Array(${position(to)}).fill(0);`,
  (to, v) => `const ${v} = ${to.book()}.flatMap((x) => (x > cap ? [x, x] : [x]));`,
  (to, v) =>
    `const k${v} = ${to.book()}.toSorted((a, b) => a - b)[0];\nconst ${v} = ${to.book()}.map((x) => (x === k${v} ? 0 : x));`,
];

export function trap(to: Writer): string {
  const name = to.fresh("v");
  const text = to.pick(TRAPS)(to, name);
  to.books.push(name);
  return text;
}
