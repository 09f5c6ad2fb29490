import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";

/** Runs the steps of action.yml as the runner of GitHub would, without it: bash for `run`, a note for `uses`. */

const ROOT = resolve(import.meta.dirname, "../..");

export interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly "working-directory"?: string;
}

export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export function readAction(): Action {
  return parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as Action;
}

/** What a use of the action came to. */
export interface Used {
  readonly green: boolean;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** The step's summary, over all steps. */
  readonly summary: string;
  /** Steps that use other actions and would have run, with what they are given. */
  readonly uses: readonly { readonly uses: string; readonly with: Readonly<Record<string, string>> }[];
}

type Values = (path: string) => string;

/** Uses the action in a workspace; `inputs` over the defaults. */
export function useAction(workspace: string, inputs: Readonly<Record<string, string>> = {}): Used {
  const action = readAction();
  const files = join(workspace, ".runner");
  rmSync(files, { recursive: true, force: true });
  mkdirSync(files);
  const given: Record<string, string> = {
    ...Object.fromEntries(Object.entries(action.inputs).map(([id, each]) => [id, each.default])),
    ...inputs,
  };
  const state = { green: true, stdout: "", stderr: "", summary: "", uses: [] as Used["uses"][number][] };
  const outputs = new Map<string, string>();
  const value: Values = (path) => {
    const [context, name = "", ...rest] = path.split(".");
    if (context === "inputs" && given[name] !== undefined) return given[name];
    if (context === "steps") return outputs.get(`${name}.${rest[1]}`) ?? "";
    throw new Error(`no value of ${path} is known here`);
  };
  for (const [i, step] of action.runs.steps.entries()) {
    if (!wanted(step, state.green, value)) continue;
    const evaluated = (texts: Readonly<Record<string, string>> = {}) =>
      Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, filled(text, value)]));
    if (step.run === undefined) {
      state.uses.push({ uses: step.uses!, with: evaluated(step.with) });
      continue;
    }
    const at = (name: string) => join(files, `${i}.${name}`);
    for (const name of ["out", "summary"]) writeFileSync(at(name), "");
    writeFileSync(at("sh"), step.run);
    const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", at("sh")], {
      cwd: resolve(workspace, filled(step["working-directory"] ?? ".", value)),
      encoding: "utf8",
      env: {
        PATH: process.env.PATH,
        HOME: workspace,
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_ACTION_PATH: ROOT,
        GITHUB_WORKSPACE: workspace,
        GITHUB_OUTPUT: at("out"),
        GITHUB_STEP_SUMMARY: at("summary"),
        ...evaluated(step.env),
      },
    });
    state.green &&= status === 0;
    state.stdout += stdout;
    state.stderr += stderr;
    state.summary += readFileSync(at("summary"), "utf8");
    for (const line of readFileSync(at("out"), "utf8").split("\n").filter(Boolean)) {
      const equals = line.indexOf("=");
      outputs.set(`${step.id}.${line.slice(0, equals)}`, line.slice(equals + 1));
    }
  }
  const named = Object.entries(action.outputs).map(([name, output]) => [name, filled(output.value, value)]);
  return { ...state, outputs: Object.fromEntries(named) };
}

/** The text with its expressions replaced by their values. */
function filled(text: string, value: Values): string {
  return text.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (_, path: string) => value(path));
}

/** A step runs while all before it succeeded, unless its condition says when. */
function wanted({ if: condition }: Step, green: boolean, value: Values): boolean {
  if (condition === undefined) return green;
  const terms = condition.replace(/^\$\{\{|\}\}$/g, "").split("&&");
  return terms.every((term) => {
    const word = term.trim();
    if (word === "!cancelled()") return true;
    const comparison = /^([\w.-]+) (==|!=) '([^']*)'$/.exec(word);
    if (comparison === null) throw new Error(`a condition that is not understood: ${word}`);
    return (value(comparison[1]!) === comparison[3]) === (comparison[2] === "==");
  });
}

/** A file of the workspace by the path that an output names. */
export function fileOf(workspace: string, path: string): string {
  const file = resolve(workspace, path);
  if (!existsSync(file)) throw new Error(`there is no ${path}`);
  return readFileSync(file, "utf8");
}
