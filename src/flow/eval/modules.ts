import { heapObject } from "../heap/object.ts";
import { trieDifferences, trieSet } from "../heap/trie.ts";
import type { Value } from "../heap/value.ts";
import { FREE_VALUE, refValue, UNDEFINED } from "../heap/value.ts";
import type { Frame } from "../machine/frame.ts";
import { topFrame } from "../machine/frame.ts";
import type { Loader, Machine } from "../machine/machine.ts";
import { EMPTY_STATE } from "../machine/state.ts";
import type { Project } from "../syntax/project.ts";
import { ts } from "../syntax/ts.ts";
import { builtin } from "./builtins.ts";
import { hoistVars } from "./scopes.ts";

/** A module that has been opened. */
interface Module {
  readonly file: ts.SourceFile;
  readonly frame: Frame;
}

/** The modules of a project: each is parsed, and what it does at its top level followed, when it is first needed. */
export class Modules implements Loader {
  readonly #machine: Machine;
  readonly #project: Project;
  readonly #open = new Map<string, Module>();

  constructor(machine: Machine, project: Project) {
    this.#machine = machine;
    this.#project = project;
  }

  /** The files opened so far, in the order in which they were. */
  visited(): readonly ts.SourceFile[] {
    return [...this.#open.values()].map(({ file }) => file);
  }

  /** Opens a module; undefined when there is no such file. */
  open(path: string): Module | undefined {
    const known = this.#open.get(path);
    if (known !== undefined) return known;
    const file = this.#project.parse(path);
    if (file === undefined) return undefined;
    const context = this.#machine.intern.number(`module ${path}`);
    const frame = topFrame(file, context, UNDEFINED);
    const module = { file, frame };
    this.#open.set(path, module);
    this.#execute(module);
    return module;
  }

  /** Follows the top level, apart from the path that asked for it. */
  #execute({ file, frame }: Module): void {
    const machine = this.#machine;
    const { state, stack } = machine;
    const around = stack.splice(0);
    machine.state = EMPTY_STATE;
    machine.attempts.apart(() => {
      this.#imports(file, frame);
      hoistVars(machine, file, frame);
      machine.evaluators.statements(machine, file.statements, frame);
    });
    if (machine.state !== undefined) {
      let { variables, objects } = machine.modules;
      trieDifferences(EMPTY_STATE.variables, machine.state.variables, (key, _, value) => {
        variables = trieSet(variables, key, value as Value);
      });
      trieDifferences(EMPTY_STATE.objects, machine.state.objects, (key, _, object) => {
        objects = trieSet(objects, key, object as never);
      });
      machine.modules = { variables, objects, guard: undefined };
    }
    stack.push(...around);
    machine.state = state;
  }

  #imports(file: ts.SourceFile, frame: Frame): void {
    if (this.#project.isCommonJs(file)) this.#commonJs(file, frame);
    for (const node of file.statements) {
      if (!ts.isImportDeclaration(node) || node.importClause === undefined || !ts.isStringLiteral(node.moduleSpecifier))
        continue;
      const { name, namedBindings, phaseModifier } = node.importClause;
      if (phaseModifier === ts.SyntaxKind.TypeKeyword) continue;
      const from = node.moduleSpecifier.text;
      const bind = (local: ts.Identifier, exported: string) => {
        const location = this.#machine.intern.at("import", local, frame.context);
        frame.scope.names.set(local.text, {
          location,
          name: local.text,
          node: local,
          load: () => this.#imported(from, exported, file),
        });
      };
      if (name !== undefined) bind(name, "default");
      if (namedBindings === undefined) continue;
      if (ts.isNamespaceImport(namedBindings)) bind(namedBindings.name, "*");
      else
        for (const each of namedBindings.elements)
          if (!each.isTypeOnly) bind(each.name, (each.propertyName ?? each.name).text);
    }
  }

  #commonJs(file: ts.SourceFile, frame: Frame): void {
    const machine = this.#machine;
    const exports = machine.allocate(file, frame.context, heapObject("object"), " exports");
    const module = machine.allocate(
      file,
      frame.context,
      heapObject("object", { fields: new Map([["exports", exports]]) }),
      " module",
    );
    machine.hold(machine.declare(frame.scope, "exports", file, frame.context), exports);
    machine.hold(machine.declare(frame.scope, "module", file, frame.context), module);
    machine.hold(machine.declare(frame.scope, "require", file, frame.context), builtin(machine, "require"));
  }

  /** What `require(name)` answers in a file. */
  required(name: string, from: ts.SourceFile): Value | undefined {
    const path = this.#project.resolve(name, from.fileName);
    if (path === undefined) return builtin(this.#machine, `${name}:`);
    const module = this.open(path);
    if (module === undefined) return FREE_VALUE;
    return this.assigned(path) ?? this.#namespace(path);
  }

  /** What a CommonJS module assigns to `module.exports`; undefined for another module. */
  assigned(path: string): Value | undefined {
    const module = this.open(path);
    const binding = module?.frame.scope.names.get("module");
    if (module === undefined || binding === undefined || !this.#project.isCommonJs(module.file)) return undefined;
    const value = this.#machine.read(binding);
    return this.#machine.evaluators.get(this.#machine, value, "exports", { node: module.file, frame: module.frame });
  }

  #imported(specifier: string, name: string, from: ts.SourceFile): Value {
    const path = this.#project.resolve(specifier, from.fileName);
    const module = path === undefined ? undefined : this.open(path);
    if (path === undefined || module === undefined) {
      return path?.endsWith(".json")
        ? FREE_VALUE
        : builtin(this.#machine, name === "*" || name === "default" ? `${specifier}:` : `${specifier}:${name}`);
    }
    if (name === "*") return this.#namespace(path);
    if (module.frame.scope.names.has("module") && this.#project.isCommonJs(module.file)) {
      const exports = this.required(specifier, from) ?? FREE_VALUE;
      return name === "default"
        ? exports
        : this.#machine.evaluators.get(this.#machine, exports, name, { node: module.file, frame: module.frame });
    }
    return this.exportOf(path, name) ?? this.#machine.unknown(`${specifier} exports no ${name}`, from);
  }

  #namespace(path: string): Value {
    const address = this.#machine.intern.number(`namespace ${path}`);
    if (this.#machine.object(address) === undefined)
      this.#machine.update(address, heapObject("module", { meta: path }));
    return refValue(address);
  }

  exported(module: unknown, name: string): Value | undefined {
    return this.exportOf(module as string, name);
  }

  /** What a module exports under a name, also by way of other modules. */
  exportOf(path: string, name: string, seen: ReadonlySet<string> = new Set()): Value | undefined {
    const module = this.open(path);
    if (module === undefined || seen.has(path)) return undefined;
    const around = new Set([...seen, path]);
    const { file, frame } = module;
    for (const node of file.statements) {
      if (!ts.isExportDeclaration(node) || node.isTypeOnly) continue;
      const from =
        node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)
          ? node.moduleSpecifier.text
          : undefined;
      const found = this.#through(node, from, name, module, around);
      if (found !== undefined) return found;
    }
    const binding = frame.scope.names.get(name) ?? (name === "default" ? this.#defaultOf(file, frame) : undefined);
    return binding === undefined ? undefined : (binding.load?.() ?? this.#machine.read(binding));
  }

  /** `export { a as b }`, `export { a } from "…"`, `export * from "…"`. */
  #through(
    node: ts.ExportDeclaration,
    from: string | undefined,
    name: string,
    { file, frame }: Module,
    seen: ReadonlySet<string>,
  ): Value | undefined {
    const { exportClause } = node;
    if (exportClause !== undefined && ts.isNamedExports(exportClause)) {
      const element = exportClause.elements.find((each) => each.name.text === name);
      if (element === undefined) return undefined;
      const local = (element.propertyName ?? element.name).text;
      if (from !== undefined) return this.#imported(from, local, file);
      const binding = frame.scope.names.get(local);
      return binding && (binding.load?.() ?? this.#machine.read(binding));
    }
    if (from === undefined || name === "default") return undefined;
    const path = this.#project.resolve(from, file.fileName);
    if (exportClause === undefined) return path === undefined ? undefined : this.exportOf(path, name, seen);
    return ts.isNamespaceExport(exportClause) && exportClause.name.text === name
      ? this.#imported(from, "*", file)
      : undefined;
  }

  #defaultOf(file: ts.SourceFile, frame: Frame) {
    const node = file.statements.find((each) => {
      return (
        (ts.isFunctionDeclaration(each) || ts.isClassDeclaration(each)) &&
        each.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
      );
    }) as ts.FunctionDeclaration | ts.ClassDeclaration | undefined;
    return node?.name === undefined ? undefined : frame.scope.names.get(node.name.text);
  }
}
