import { ConfigError } from "../../model/errors.ts";
import type { TraceRequest } from "../../model/trace-request.ts";
import { letOthersRun } from "../eval/deferred.ts";
import { interpreterOf } from "../eval/interpreter.ts";
import type { Modules } from "../eval/modules.ts";
import type { Value } from "../heap/value.ts";
import type { Machine } from "../machine/machine.ts";
import { EMPTY_STATE, lasting, sameState } from "../machine/state.ts";
import type { Project } from "../syntax/project.ts";
import { ts } from "../syntax/ts.ts";
import type { Entry, EntryFinder } from "./entries.ts";
import { finderOf, keyOf } from "./entries.ts";
import { exercise } from "./exercise.ts";
import { exportedAs, nameWithin } from "./exported.ts";
import { Implementors } from "./implementors.ts";
import type { Lens } from "./lens.ts";
import { didYouMean, nearest } from "./nearest.ts";
import type { SinkPattern, SourcePattern } from "./patterns.ts";
import { lastName } from "./patterns.ts";
import { requireSources } from "./required-sources.ts";
import { Watcher } from "./watcher.ts";

/** How often all entries are followed, one after the other in any order, until nothing changes. */
const ROUNDS = 4;

/** What following a program has shown. */
export interface Observed {
  readonly machine: Machine;
  readonly watcher: Watcher;
  readonly entries: readonly Entry[];
  /** Which classes arguments of the entries were taken to be of. */
  readonly handed: readonly string[];
  readonly visited: readonly ts.SourceFile[];
  /** Undefined where the project mentions a name, else those that are nearest to it. */
  readonly nearestTo: (name: string) => readonly string[] | undefined;
}

/** Follows a program from its entries. Throws a ConfigError for a source that does not exist. */
export function observe(
  project: Project,
  request: TraceRequest,
  sources: readonly SourcePattern[],
  sinks: readonly SinkPattern[],
  { source, once }: Pick<Lens, "source" | "once">,
): Observed {
  const finder = finderOf(project);
  requireSources(finder, sources, "the name of a function or method");
  const entries =
    request.entries.length > 0
      ? namedEntries(project, finder, request.entries)
      : finder.entriesOf([...sources, ...sinks]);
  const watcher = new Watcher({ sources, sinks, models: request.models, assume: request.assume, source, once });
  const { machine, modules } = interpreterOf(project, watcher);
  const implementors = new Implementors(project, machine);
  followAll(machine, modules, entries, implementors);
  const free = [...watcher.contributions.values()].some((each) =>
    [...each.values()].some(({ value }) => value.scalar?.is === "free"),
  );
  if (free && machine.pre.size > 0) {
    watcher.clear();
    machine.state = EMPTY_STATE;
    machine.sourceCalls = 0;
    followAll(machine, modules, entries, implementors);
  }
  const nearestTo = (name: string) =>
    finder.mentions(name) ? undefined : nearest(lastName(name), finder.declaredNames());
  return { machine, watcher, entries, handed: [...implementors.taken].sort(), visited: modules.visited(), nearestTo };
}

/** Entries by their names. Throws a ConfigError where there is none of a name. */
export function namedEntries(project: Project, finder: EntryFinder, names: readonly string[]): readonly Entry[] {
  return names.flatMap((name) => {
    // `src/engine/construct.ts:construct` where several files have one.
    const [, within, own = name] = /^(.+\.[cm]?[jt]sx?):(.+)$/.exec(name) ?? [];
    const [, top = own, method] = /^([\w$]+)\(\)\.([\w$#]+)$/.exec(own) ?? [];
    const files = project.entryFiles().filter((file) => within === undefined || file.endsWith(`/${within}`));
    const found = files.flatMap((file) => {
      const name = declaredAs(project, file, top);
      return name === undefined ? [] : [{ file, name, method: method ?? null }];
    });
    if (found.length > 0) return found;
    throw new ConfigError({
      what: "there is no such entry in the project",
      where: "--entry",
      expected:
        "the name of a function or class at the top of a file, or `run().table` for a method of what it answers",
      actual: name,
      hint: didYouMean(nearest(top, finder.entryNames()), "the project declares nothing to start from"),
    });
  });
}

/** The name that a file declares what goes by a name outside of it under; undefined where it has none. */
function declaredAs(project: Project, path: string, outside: string): string | undefined {
  if (!project.text(path).includes(outside)) return undefined;
  const file = project.parse(path);
  if (file === undefined) return undefined;
  const name = nameWithin(file, outside);
  const declares = file.statements.some((node) => {
    if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return node.name?.text === name;
    return (
      ts.isVariableStatement(node) && node.declarationList.declarations.some((each) => each.name.getText() === name)
    );
  });
  return declares || exportedAs(file, name) !== undefined ? name : undefined;
}

function followAll(machine: Machine, modules: Modules, entries: readonly Entry[], implementors: Implementors): void {
  for (const { file } of entries) modules.open(file);
  for (let round = 0; round < ROUNDS; round++) {
    const before = machine.state ?? EMPTY_STATE;
    const tainted = machine.tainted.size;
    for (const entry of entries) {
      followEntry(machine, modules, entry, implementors);
      machine.state = lasting(machine.state ?? before, machine.modules);
    }
    if (machine.state !== undefined && sameState(before, machine.state) && tainted === machine.tainted.size) return;
  }
}

/** Follows one entry from the state that any of them may have left. */
function followEntry(machine: Machine, modules: Modules, entry: Entry, implementors: Implementors): void {
  const module = modules.open(entry.file);
  if (module === undefined) return;
  const value = offeredBy(machine, modules, entry);
  if (value === undefined) return;
  letOthersRun(machine);
  const { frame, file: node } = module;
  exercise(machine, value, { path: keyOf(entry), frame, node, method: entry.method, implementors });
  letOthersRun(machine);
}

/** What an entry's file has under its name: declared there, or a part of what a CommonJS module exports. */
function offeredBy(machine: Machine, modules: Modules, { file, name }: Entry): Value | undefined {
  if (name === undefined) return modules.assigned(file);
  const declared = modules.exportOf(file, name);
  if (declared !== undefined) return declared;
  const exported = modules.assigned(file);
  const { file: node, frame } = modules.open(file)!;
  if (exported === undefined || exportedAs(node, name)?.node.name?.getText() === name) {
    const isWhole = exported?.refs.some((address) => ["function", "class"].includes(machine.object(address)!.kind));
    if (exported === undefined || isWhole === true) return exported;
  }
  return machine.evaluators.get(machine, exported, name, { node, frame });
}
