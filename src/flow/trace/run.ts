import { ConfigError } from "../../model/errors.ts";
import type { TraceRequest } from "../../model/trace-request.ts";
import { interpreterOf } from "../eval/interpreter.ts";
import type { Modules } from "../eval/modules.ts";
import { opaqueValue } from "../eval/opaque.ts";
import type { Value } from "../heap/value.ts";
import { UNDEFINED } from "../heap/value.ts";
import type { ClassInfo, Closure } from "../machine/closure.ts";
import type { Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { EMPTY_STATE, lasting, sameState } from "../machine/state.ts";
import type { Project } from "../syntax/project.ts";
import { ts } from "../syntax/ts.ts";
import type { Entry } from "./entries.ts";
import { EntryFinder, keyOf } from "./entries.ts";
import { nearest } from "./nearest.ts";
import type { SinkPattern, SourcePattern } from "./patterns.ts";
import { lastName } from "./patterns.ts";
import { Watcher } from "./watcher.ts";

/** How often all entries are followed, one after the other in any order, until nothing changes. */
const ROUNDS = 4;

/** What following a program has shown. */
export interface Observed {
  readonly machine: Machine;
  readonly watcher: Watcher;
  readonly entries: readonly Entry[];
  readonly visited: readonly ts.SourceFile[];
  readonly mentioned: (name: string) => boolean;
}

/** Follows a program from its entries. Throws a ConfigError for a source that does not exist. */
export function observe(
  project: Project,
  request: TraceRequest,
  sources: readonly SourcePattern[],
  sinks: readonly SinkPattern[],
): Observed {
  const finder = new EntryFinder(project);
  for (const { name, text } of sources) {
    if (finder.mentions(name)) continue;
    const near = nearest(lastName(name), finder.declaredNames());
    throw new ConfigError({
      what: "there is no such source in the project",
      where: "--source",
      expected: "the name of a function or method",
      actual: text,
      hint: near.length === 0 ? "the project has no functions" : `did you mean ${near.join(", ")}?`,
    });
  }
  const entries =
    request.entries.length > 0
      ? namedEntries(project, finder, request.entries)
      : finder.entriesOf([...sources, ...sinks]);
  const watcher = new Watcher({ sources, sinks, models: request.models, assume: request.assume });
  const { machine, modules } = interpreterOf(project, watcher);
  followAll(machine, modules, entries);
  const free = [...watcher.contributions.values()].some((each) =>
    [...each.values()].some(({ value }) => value.scalar?.is === "free"),
  );
  if (free && machine.pre.size > 0) {
    watcher.clear();
    machine.state = EMPTY_STATE;
    machine.sourceCalls = 0;
    followAll(machine, modules, entries);
  }
  return { machine, watcher, entries, visited: modules.visited(), mentioned: (name) => finder.mentions(name) };
}

function namedEntries(project: Project, finder: EntryFinder, names: readonly string[]): readonly Entry[] {
  return names.flatMap((name) => {
    const top = name.split(".")[0]!;
    const found = project.entryFiles().filter((file) => declares(project, file, top));
    if (found.length > 0) return found.map((file) => ({ file, name: top }));
    throw new ConfigError({
      what: "there is no such entry in the project",
      where: "--entry",
      expected: "the name of a function or class at the top of a file",
      actual: name,
      hint: `did you mean ${nearest(top, finder.declaredNames()).join(", ")}?`,
    });
  });
}

function declares(project: Project, path: string, name: string): boolean {
  if (!project.text(path).includes(name)) return false;
  return (
    project.parse(path)?.statements.some((node) => {
      if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return node.name?.text === name;
      return (
        ts.isVariableStatement(node) && node.declarationList.declarations.some((each) => each.name.getText() === name)
      );
    }) ?? false
  );
}

function followAll(machine: Machine, modules: Modules, entries: readonly Entry[]): void {
  for (const { file } of entries) modules.open(file);
  for (let round = 0; round < ROUNDS; round++) {
    const before = machine.state ?? EMPTY_STATE;
    const tainted = machine.tainted.size;
    for (const entry of entries) {
      followEntry(machine, modules, entry);
      machine.state = lasting(machine.state ?? before, machine.modules);
    }
    if (machine.state !== undefined && sameState(before, machine.state) && tainted === machine.tainted.size) return;
  }
}

/** Follows one entry from the state that any of them may have left. */
function followEntry(machine: Machine, modules: Modules, entry: Entry): void {
  const module = modules.open(entry.file);
  if (module === undefined || entry.name === undefined) return;
  const value = modules.exportOf(entry.file, entry.name);
  if (value === undefined) return;
  exercise(machine, value, keyOf(entry), module.frame, module.file, 0);
}

/** Calls whatever an entry has to offer, with anything: functions, constructors, then the methods of what they answer. */
function exercise(machine: Machine, value: Value, path: string, frame: Frame, node: ts.Node, depth: number): void {
  for (const address of value.refs) {
    const object = machine.object(address);
    if (object === undefined || depth > 2) continue;
    const before = machine.state;
    const own: Frame = { ...frame, context: machine.intern.number(`entry ${path}`) };
    if (object.kind === "function") {
      const closure = object.meta as Closure;
      const answer = machine.evaluators.call(
        machine,
        { ...UNDEFINED, nullish: false, refs: [address], constant: undefined },
        UNDEFINED,
        argumentsFor(machine, closure.node),
        { node: closure.node, frame: own },
      );
      if (machine.state !== undefined && holdsFunctions(machine, answer))
        exercise(machine, answer, `${path}()`, frame, node, depth + 1);
    } else if (object.kind === "class") {
      const declared = (object.meta as ClassInfo).node.members.find(ts.isConstructorDeclaration);
      const args = declared === undefined ? [] : argumentsFor(machine, declared);
      const instance = machine.evaluators.construct(machine, value, args, {
        node: (object.meta as ClassInfo).node,
        frame: own,
      });
      methodsOf(machine, address, instance, path, own);
      for (const [name, field] of object.fields)
        if (!/^(get |set )?\./.test(name)) exercise(machine, field, `${path}.${name}`, frame, node, depth + 1);
    } else if (object.kind === "object") {
      for (const [name, field] of object.fields) exercise(machine, field, `${path}.${name}`, frame, node, depth + 1);
    }
    machine.state = machine.merge(before, machine.state, undefined, node);
  }
}

/** All public methods of a class, on one instance, in any order. */
function methodsOf(machine: Machine, address: number, instance: Value, path: string, frame: Frame): void {
  for (let round = 0; round < ROUNDS; round++) {
    const before = machine.state;
    for (const [name, method] of machine.object(address)?.fields ?? []) {
      if (!/^(get )?\.(?!#)/.test(name)) continue;
      const closure = machine.object(method.refs[0]!)?.meta as Closure;
      if (
        ts.canHaveModifiers(closure.node) &&
        ts.getModifiers(closure.node)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
      )
        continue;
      const state = machine.state;
      const own: Frame = { ...frame, context: machine.intern.number(`entry ${path}${name}`) };
      machine.evaluators.call(machine, method, instance, argumentsFor(machine, closure.node), {
        node: closure.node,
        frame: own,
      });
      machine.state = machine.merge(state, machine.state, undefined, closure.node);
    }
    if (before !== undefined && machine.state !== undefined && sameState(before, machine.state)) return;
  }
}

function holdsFunctions(machine: Machine, value: Value): boolean {
  return value.refs.some((address) => {
    const object = machine.object(address);
    if (object?.kind === "function" || object?.kind === "class") return true;
    return [...(object?.fields.values() ?? [])].some(({ refs }) =>
      refs.some((each) => machine.object(each)?.kind === "function"),
    );
  });
}

/** Anything at all, but for parameters with a default: they have it. */
function argumentsFor(machine: Machine, { parameters }: ts.SignatureDeclarationBase): readonly Value[] {
  return parameters
    .filter(({ name }) => name.getText() !== "this")
    .map((parameter) => {
      if (parameter.initializer !== undefined) return UNDEFINED;
      const name = ts.isIdentifier(parameter.name) ? parameter.name.text : "argument";
      const region = `${name} at ${parameter.getSourceFile().fileName}:${parameter.pos}`;
      return { ...opaqueValue(machine, region, name), nullish: parameter.questionToken !== undefined };
    });
}
