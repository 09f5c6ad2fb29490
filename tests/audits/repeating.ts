import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openProject } from "../../src/flow/syntax/project.ts";
import { ts } from "../../src/flow/syntax/ts.ts";
import type { Case } from "./cases.ts";

/** Runs a case for real: on another day, with other draws, in another place, and once more in the same process. */

export interface Place {
  readonly time: number;
  readonly draws: number;
  readonly locale: string;
  /** Hours that local time is ahead. */
  readonly ahead: number;
  readonly env: Readonly<Record<string, string>>;
}

export const HERE: Place = { time: 1.7e12, draws: 0.25, locale: "en-US", ahead: 0, env: {} };
export const THERE: Place = {
  time: 1.8e12 + 1,
  draws: 0.75,
  locale: "de-DE",
  ahead: 13,
  env: { DEBUG: "1", SCALE: "3" },
};

type Anything = (...args: unknown[]) => unknown;

/** A program loaded at a place: each call is a run with the same input. */
export function loaded(each: Case, place: Place): () => Promise<string> {
  const project = openProject(each.path);
  const modules = new Map<string, { exports: Record<string, unknown> }>();
  const given = globalsAt(place);
  const load = (path: string): Record<string, unknown> => {
    const known = modules.get(path);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    modules.set(path, module);
    const code = ts.transpileModule(readFileSync(path, "utf8"), {
      fileName: path,
      compilerOptions: OPTIONS,
    }).outputText;
    const require = (name: string) => {
      const file = project.resolve(name, path);
      return file === undefined ? createRequire(import.meta.url)(name) : load(file);
    };
    new Function("module", "exports", "require", ...Object.keys(given), code)(
      module,
      module.exports,
      require,
      ...Object.values(given),
    );
    return module.exports;
  };
  const entry = load(each.main).run as Anything;
  const parameters = /function run\(([^)]*)/.exec(readFileSync(each.main, "utf8"))?.[1] ?? "";
  return async () => {
    const undo = localised(place);
    try {
      const input = parameters.split(",").map((parameter) => INPUT[parameter.split(/[:?]/)[0]!.trim()]?.());
      return JSON.stringify(await entry(...input));
    } finally {
      undo();
    }
  };
}

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
  allowJs: true,
};

const INPUT: Readonly<Record<string, () => unknown>> = {
  prices: () => [101, 103.5, 99.25, 1234567.5],
  dates: () => ["2024-01-05T23:30:00Z", "2024-06-30"],
  seed: () => 7,
};

function globalsAt({ time, draws, ahead, env, locale }: Place): Record<string, unknown> {
  const shift = ahead * 3_600_000;
  class FakeDate extends Date {
    constructor(...args: readonly unknown[]) {
      if (args.length === 0) super(time);
      else if (args.length > 1) super(Date.UTC(...(args as [number, number])) - shift);
      else super(args[0] as number);
    }
    static override now(): number {
      return time;
    }
    override getDate(): number {
      return new Date(this.getTime() + shift).getUTCDate();
    }
  }
  // Date() without new is a text.
  const date = new Proxy(FakeDate, { apply: () => new Date(time).toISOString() });
  const math = Object.create(Math, { random: { value: () => draws } });
  const performance = { now: () => time };
  const numbers = {
    NumberFormat: class extends Intl.NumberFormat {
      constructor(own?: string) {
        super(own ?? locale);
      }
    },
  };
  const around: Record<string, unknown> = {
    Date: date,
    Math: math,
    performance,
    process: { env },
    console: { log() {} },
  };
  return {
    ...around,
    Intl: Object.create(Intl, { NumberFormat: { value: numbers.NumberFormat } }),
    globalThis: { ...around },
  };
}

/** What all objects have that differs at a place; answers what undoes it. */
function localised({ locale }: Place): () => void {
  const { localeCompare } = String.prototype;
  const ofNumber = Number.prototype.toLocaleString;
  // Somebody has given all objects one more name, which `for … in` lists.
  if (locale !== HERE.locale)
    Object.defineProperty(Object.prototype, "inherited", { value: 1, enumerable: true, configurable: true });
  const backwards = locale === "de-DE" ? -1 : 1;
  String.prototype.localeCompare = function (other: string, ...rest: readonly never[]) {
    return localeCompare.call(this, other, ...rest) * (rest.length === 0 ? backwards : 1);
  };
  Number.prototype.toLocaleString = function (...args: readonly never[]) {
    return args.length === 0 ? ofNumber.call(this, locale) : ofNumber.call(this, ...args);
  };
  return () => {
    Reflect.deleteProperty(Object.prototype, "inherited");
    String.prototype.localeCompare = localeCompare;
    Number.prototype.toLocaleString = ofNumber;
  };
}
