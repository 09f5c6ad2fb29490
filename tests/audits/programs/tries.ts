import { linear, onWeights } from "./phrases.ts";
import type { Writer } from "./writer.ts";

/** Statements with `try`: what is thrown in them, by whom, and where it ends. */

/** Something that throws and does not say so; or, mostly harmless, something that does not. */
function thrower(to: Writer): string {
  return to.pick([
    "null.x;",
    "undefined();",
    "(void 0)[0];",
    "new Array(-1);",
    'JSON.parse("{");',
    "const { a } = undefined;",
    "[].reduce((a, b) => a + b);",
    "(1).toFixed(200);",
    '"a".repeat(-1);',
    "1n + k;",
    "({ get a() { throw 1; } }).a;",
    "[1].forEach(() => { throw 1; });",
    "for (const x of undefined) ;",
    'throw new Error("no");',
    "k;",
    "Math.max(k, 2);",
  ]);
}

type Try = (to: Writer, name: string) => string;

const TRIES: readonly Try[] = [
  (to, v) =>
    `let ${v} = ${to.book()};\ntry {\n  if (${condition(to)}) { ${thrower(to)} }\n  ${v} = ${linear(to)};\n} catch {}`,
  (to, v) =>
    `let ${v} = ${to.book()};\ntry {\n  ${v} = ${linear(to)};\n  if (${condition(to)}) { ${thrower(to)} }\n} catch (e) {\n  ${v} = ${linear(to)};\n}`,
  (to, v) =>
    `let ${v} = ${to.book()};\ntry {\n  try {\n    if (${condition(to)}) { ${thrower(to)} }\n  } finally {\n    ${v} = ${linear(to)};\n  }\n  ${v} = ${v}.map((x) => x * ${to.given()});\n} catch {}`,
  (to, v) =>
    `const f${v} = () => {\n  if (${condition(to)}) { ${thrower(to)} }\n  return ${linear(to)};\n};\nlet ${v};\ntry {\n  ${v} = f${v}();\n} catch {\n  ${v} = ${to.book()};\n}`,
  (to, v) =>
    `const f${v} = () => {\n  try {\n    if (${condition(to)}) return ${to.book()};\n    return ${linear(to)};\n  } finally {\n    ${to.pick(["k;", `if (${condition(to)}) return ${to.book()};`])}\n  }\n};\nconst ${v} = f${v}();`,
  (to, v) =>
    `let ${v} = ${to.book()};\nfor (let i = 0; i < 2; i++) {\n  try {\n    if (${condition(to)}) ${to.pick(["break", "continue"])};\n    ${v} = ${linear(to)};\n  } finally {\n    ${v} = ${v}.map((x) => x * ${to.given()});\n  }\n}`,
  (to, v) =>
    `const ${v} = [];\ntry {\n  for (const x of ${to.book()}) {\n    if (${condition(to)}) { ${thrower(to)} }\n    ${v}.push(x);\n  }\n} catch (e) {\n  ${to.pick(["k;", "throw e;", `${v}.push(0);`])}\n}`,
  (to, v) =>
    `let ${v} = ${to.book()};\ntry {\n  const o${v} = ${condition(to)} ? { held: ${linear(to)} } : undefined;\n  ${v} = o${v}.held;\n} catch {\n  ${v} = ${v}.map((x) => x * ${to.given()});\n}`,
  (to, v) =>
    `let ${v} = ${to.book()};\ntry {\n  if (${condition(to)}) throw 1;\n  throw 2;\n} catch (e) {\n  if (e === 1) ${v} = ${linear(to)};\n}`,
];

/** A condition of whatever kind, more often than elsewhere on the weights. */
function condition(to: Writer): string {
  return to.chance(to.mischief) ? onWeights(to) : to.settled();
}

export function tried(to: Writer): string {
  const name = to.fresh("v");
  const text = to.pick(TRIES)(to, name);
  to.books.push(name);
  return text;
}
