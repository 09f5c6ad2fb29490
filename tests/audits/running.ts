import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openProject } from "../../src/flow/syntax/project.ts";
import { ts } from "../../src/flow/syntax/ts.ts";
import type { Case } from "./cases.ts";

/** Runs a case for real, with what its source answers multiplied by a factor, and keeps what reaches its sinks. */

/** Everything that reached a sink, call by call, as numbers. */
export type Reached = readonly (readonly number[])[];

/** What the entries' parameters and the functions without a body answer, by name. */
export interface World {
  readonly books: readonly (readonly number[])[];
  readonly cap: number;
}

type Anything = (...args: unknown[]) => unknown;

const LIBRARIES = createRequire(import.meta.url);

export async function reachedSinks(each: Case, factor: number, world: World): Promise<Reached> {
  const reached: number[][] = [];
  const sources = each.request.sources!.map((text) => text.replace(/\(.*$/, ""));
  const sinks = new Map(
    each.request.sinks!.map((text) => [text.split("#")[0]!, Number(/#(\d+)/.exec(text)?.[1] ?? 0)]),
  );
  const hooks = {
    source: (answer: unknown) => scaled(answer, factor),
    sink: (name: string, args: readonly unknown[]) => reached.push(numbersOf(args[sinks.get(name)!])),
  };
  const project = openProject(each.path);
  const modules = new Map<string, { exports: Record<string, unknown> }>();
  const load = (path: string): Record<string, unknown> => {
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(path, module);
    const code = compiled(path, sources, [...sinks.keys()]);
    const require = (name: string) => {
      const file = project.resolve(name, path);
      return file === undefined ? LIBRARIES(name) : load(file);
    };
    const names = Object.keys(outside(world));
    const run = new Function("module", "exports", "require", "hooks", "console", ...names, code);
    run(module, module.exports, require, hooks, { log() {}, warn() {}, error() {} }, ...Object.values(outside(world)));
    return module.exports;
  };
  const entry = load(each.main)[each.request.entries?.[0] ?? "run"] as Anything;
  await entry(...argumentsOf(readFileSync(each.main, "utf8"), each.request.entries?.[0] ?? "run", world));
  return reached;
}

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
  allowJs: true,
};

const compiledFiles = new Map<string, string>();

function compiled(path: string, sources: readonly string[], sinks: readonly string[]): string {
  const known = compiledFiles.get(path);
  if (known !== undefined) return known;
  const text = instrumented(readFileSync(path, "utf8"), sources, sinks);
  const code = ts.transpileModule(text, { fileName: path, compilerOptions: OPTIONS }).outputText;
  compiledFiles.set(path, code);
  return code;
}

/** The functions that are sources and sinks, with a hook around them. */
function instrumented(text: string, sources: readonly string[], sinks: readonly string[]): string {
  let result = text;
  for (const name of sources) {
    result = result.replace(
      new RegExp(`(export )?(async )?function ${name}\\(`),
      (_, exported = "") =>
        `${exported}function ${name}(...given) { return hooks.source(${name}__own.apply(this, given)); }\nfunction ${name}__own(`,
    );
  }
  for (const name of sinks) {
    result = result.replace(
      new RegExp(`(export )?function ${name}\\(`),
      (_, exported = "") =>
        `${exported}function ${name}(...given) { hooks.sink("${name}", given); return ${name}__own.apply(this, given); }\nfunction ${name}__own(`,
    );
  }
  return result;
}

function scaled(answer: unknown, factor: number): unknown {
  if (typeof answer === "number") return answer * factor;
  if (Array.isArray(answer)) return answer.map((each) => scaled(each, factor));
  if (answer instanceof Float64Array) return answer.map((each) => each * factor);
  if (answer instanceof Map) return new Map([...answer].map(([key, value]) => [key, scaled(value, factor)]));
  if (answer instanceof Promise) return answer.then((each) => scaled(each, factor));
  if (typeof answer !== "object" || answer === null) return answer;
  return Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, scaled(value, factor)]));
}

function numbersOf(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  if (value instanceof Map) return [...value.values()].flatMap(numbersOf);
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(numbersOf);
}

const RETURNS = Array.from({ length: 8 }, (_, day) => [0.01, -0.02, 0.03, 0.005, 0.011].map((x) => x + day / 100));

/** What the cases leave to somebody else. */
function outside({ books }: World): Record<string, unknown> {
  return { model: (day: number) => [...books[day % books.length]!] };
}

function argumentsOf(text: string, entry: string, { books, cap }: World): unknown[] {
  const days = books.map((_, day) => day);
  const given: Record<string, unknown> = { day: 2, days, returns: RETURNS, scalar: 0.5, nav: 1e6, cap, books };
  const [, list = ""] = new RegExp(`function\\*? ${entry}\\(([^)]*)\\)`).exec(text) ?? [];
  return list.split(",").map((parameter) => given[parameter.split(":")[0]!.trim()]);
}
