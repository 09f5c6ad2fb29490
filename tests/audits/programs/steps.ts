import { book, crooked, linear, onWeights, total } from "./phrases.ts";
import { trap } from "./traps.ts";
import { tried } from "./tries.ts";
import type { Program, Writer } from "./writer.ts";

/** Statements: each leaves a new list, or changes one where it is. */

type Step = (to: Writer) => string;

/** A number to multiply by: given, or now and then made of the weights. */
function factor(to: Writer): string {
  if (!to.chance(to.mischief)) return to.given();
  return to.phrase([
    () => `(1 / ${total(to)})`,
    () => `(cap / ${total(to)})`,
    () => `Math.min(1, cap / ${total(to)})`,
    () => total(to),
    () => `(${onWeights(to)} ? 0.5 : 1)`,
  ]);
}

function condition(to: Writer): string {
  return to.chance(to.mischief) ? onWeights(to) : to.settled();
}

function named(to: Writer, text: (name: string) => string): string {
  const name = to.fresh("v");
  const statement = text(name);
  to.books.push(name);
  return statement;
}

const NEW: readonly Step[] = [
  (to) => named(to, (v) => `const ${v} = ${book(to)};`),
  (to) => named(to, (v) => `const ${v} = ${book(to)};`),
  (to) => named(to, (v) => `const ${v} = ${to.book()};`),
  (to) => named(to, (v) => `let ${v} = ${linear(to)};\nif (${condition(to)}) ${v} = ${book(to)};`),
  (to) => named(to, (v) => `let ${v};\nif (${condition(to)}) ${v} = ${book(to)};\nelse ${v} = ${linear(to)};`),
  (to) => named(to, (v) => `const ${v} = [];\nfor (const x of ${to.book()}) ${v}.push(x * ${factor(to)});`),
  (to) =>
    named(to, (v) => {
      const u = to.book();
      return `const ${v} = new Float64Array(${u}.length);\nfor (let i = 0; i < ${v}.length; i++) ${v}[i] = ${u}[i] * ${factor(to)};`;
    }),
  (to) =>
    named(to, (v) => {
      const u = to.book();
      return `const ${v} = ${u}.map(() => 0);\nfor (let d = 0; d < 3; d++) {\n  if (${condition(to)}) continue;\n  ${u}.forEach((x, i) => {\n    ${v}[i] += x * ${factor(to)};\n  });\n}`;
    }),
  (to) =>
    named(
      to,
      (v) => `let ${v} = ${to.book()};\nfor (let d = 0; d < 3; d++) ${v} = ${v}.map((x) => x * ${factor(to)});`,
    ),
  (to) =>
    named(to, (v) => {
      const n = to.fresh("n");
      const test = to.chance(to.mischief) ? `${to.book()}[0] > cap && ${n} < 9` : `${n} < 3`;
      return `let ${v} = ${linear(to)};\nlet ${n} = 0;\nwhile (${test}) {\n  ${v} = ${v}.map((x) => x * ${to.given()});\n  ${n}++;\n}`;
    }),
  (to) =>
    named(to, (v) => {
      const h = to.fresh("h");
      const back = to.pick([`${h}[${h}.length - 1]`, `${h}.at(-1)`, `${h}[0]`, `${h}.pop()`]);
      return `const ${h} = [${to.book()}];\n${h}.push(${book(to)});\nconst ${v} = ${back};`;
    }),
  (to) =>
    named(to, (v) => {
      const r = to.fresh("r");
      return `const ${r} = Object.fromEntries(${to.book()}.map((x, i) => ["A" + i, x]));\nfor (const name of Object.keys(${r})) ${r}[name] *= ${factor(to)};\nconst ${v} = Object.values(${r});`;
    }),
  (to) =>
    named(to, (v) => {
      const m = to.fresh("m");
      const body = to.phrase([
        () => `for (const [key, x] of ${m}) ${m}.set(key, x * ${factor(to)});`,
        () => `${m}.set(0, (${m}.get(1) ?? 0) * ${factor(to)});`,
        () => `${m}.forEach((x, key) => ${m}.set(key, ${factor(to)} * x));`,
        () => `${m}.delete(${to.pick(["0", "9"])});`,
      ]);
      return `const ${m} = new Map(${to.book()}.map((x, i) => [i, x]));\n${body}\nconst ${v} = [...${m}.values()];`;
    }),
  (to) => named(to, (v) => `const [a${v}, ...b${v}] = ${to.book()};\nconst ${v} = [...b${v}, a${v} * ${factor(to)}];`),
  (to) => named(to, (v) => `const { held: ${v}, scale: s${v} = 1 } = { held: ${book(to)}, other: ${to.given()} };`),
  (to) =>
    named(
      to,
      (v) =>
        `const o${v} = { held: ${book(to)} };\no${v}.held = o${v}.held.map((x) => x * ${factor(to)});\nconst ${v} = o${v}.held;`,
    ),
  (to) =>
    named(
      to,
      (v) =>
        `let ${v} = ${linear(to)};\nconst f${v} = (s) => {\n  ${v} = ${v}.map((x) => x * s);\n};\nf${v}(${factor(to)});`,
    ),
  (to) =>
    named(
      to,
      (v) =>
        `let ${v};\ntry {\n  if (${condition(to)}) throw new Error("no");\n  ${v} = ${book(to)};\n} catch {\n  ${v} = ${linear(to)};\n}`,
    ),
  (to) =>
    named(
      to,
      (v) =>
        `let ${v} = ${linear(to)};\nswitch (day) {\n  case 1:\n    ${v} = ${book(to)};\n    break;\n  case 2:\n    ${v} = ${v}.map((x) => x * ${factor(to)});\n}`,
    ),
  (to) =>
    named(
      to,
      (v) => `const ${v} = (() => {\n  if (${condition(to)}) return ${book(to)};\n  return ${linear(to)};\n})();`,
    ),
  (to) =>
    named(to, (v) => `const t${v} = ${to.settled()} ? ${book(to)} : undefined;\nconst ${v} = t${v} ?? ${linear(to)};`),
  (to) =>
    named(to, (v) => {
      to.declare("function over(v, by = v.reduce((a, x) => a + x, 0)) {\n  return v.map((x) => x / by);\n}");
      return `const ${v} = over(${to.book()}${to.chance(1 - to.mischief) ? `, ${to.given()}` : ""});`;
    }),
  (to) =>
    named(to, (v) => {
      to.declare(
        "class Ledger {\n  rows = [];\n  scale = 1;\n  put(v) {\n    this.rows.push(v.map((x) => x * this.scale));\n  }\n  take() {\n    return this.rows[this.rows.length - 1];\n  }\n}",
      );
      const set = to.chance(0.5) ? `l${v}.scale = ${factor(to)};\n` : "";
      return `const l${v} = new Ledger();\n${set}l${v}.put(${to.book()});\nconst ${v} = l${v}.take();`;
    }),
];

const CHANGES: readonly Step[] = [
  (to) => {
    const v = to.book();
    return `for (let i = 0; i < ${v}.length; i++) ${v}[i] *= ${factor(to)};`;
  },
  (to) => {
    const v = to.book();
    return `${v}.forEach((x, i) => {\n  ${v}[i] = x * ${factor(to)};\n});`;
  },
  (to) => {
    const [v, a] = [to.book(), to.fresh("a")];
    return `const ${a} = ${v};\n${a}[0] = ${a}[1] * ${factor(to)};`;
  },
  (to) => {
    const v = to.book();
    return `if (${condition(to)}) for (let i = 0; i < ${v}.length; i++) ${v}[i] = ${v}[i] / ${to.given()};`;
  },
  (to) =>
    `${to.book()}[${to.pick(["0", "1", "day"])}] = ${to.chance(to.mischief) ? to.phrase([() => to.given(), () => total(to)]) : "0"};`,
  (to) => `${to.book()}.reverse();`,
  (to) => `${to.book()}.fill(0, 1, 2);`,
  (to) => (to.chance(to.mischief) ? `${to.book()}.sort((a, b) => a - b);` : `${to.book()}.copyWithin(0, 1, 2);`),
  (to) => (to.chance(to.mischief) ? `${to.book()}.fill(${to.given()});` : `${to.book()}[2] += ${to.book()}[1];`),
  (to) => {
    const [v, u] = [to.book(), to.book()];
    return `[${v}[0], ${u}[1]] = [${u}[1], ${v}[0]];`;
  },
  (to) => {
    to.declare("function halve(v, s) {\n  for (const i of v.keys()) v[i] = v[i] * s;\n}");
    return `halve(${to.book()}, ${factor(to)});`;
  },
  (to) => {
    const t = to.fresh("t");
    const text = `const ${t} = ${total(to)};`;
    to.totals.push(t);
    return text;
  },
  (to) => {
    const t = to.fresh("t");
    const text = `let ${t} = 0;\nfor (const x of ${to.book()}) ${t} += ${to.pick(["x", "Math.abs(x)", "x * x", "x > 0 ? 1 : 0"])};`;
    to.totals.push(t);
    return text;
  },
  (to) => `const seen${to.fresh("s")} = ${crooked(to)};`,
  (to) => `if (${onWeights(to)}) throw new RangeError("guard");`,
];

function kindOf(to: Writer): Step {
  if (to.chance(to.mischief / 2)) return trap;
  if (to.chance(0.12)) return tried;
  return to.pick(to.chance(0.65) ? NEW : CHANGES);
}

/** A program of a few steps, which settles one of the lists that it has made. */
export function writeProgram(to: Writer, steps: number): Program {
  const statements: string[] = [];
  to.books.push("w");
  for (let i = 0; i < steps; i++) {
    const kind = kindOf(to);
    statements.push(kind(to));
  }
  const last = to.chance(0.8) ? to.books.at(-1)! : to.book();
  const when = to.chance(0.03) ? `if (${condition(to)}) ` : "";
  statements.push(`${when}settle(${last});`);
  return { declarations: [...to.declarations], statements };
}
