import type { Project } from "../syntax/project.ts";
import { ts } from "../syntax/ts.ts";
import { ModuleNames } from "./modules.ts";
import type { Unit } from "./units.ts";
import { isMethod, rootOf, unitAt } from "./units.ts";

/** A unit that may run, and who leads to it. */
export interface Reached {
  readonly unit: Unit;
  /** The unit that refers to it and where; undefined for an entry. */
  readonly from: { readonly unit: Unit; readonly at: ts.Node } | undefined;
  /** Whether it is referred to; else it is a public method that whoever holds the object may call. */
  readonly sure: boolean;
}

/** Members that the language asks for without anybody's naming them. */
const UNNAMED = /^(toString|valueOf|toJSON|then|next|return|throw|\[.*\])$/;

/**
 * Everything that may run when the entries do. Whatever is called must be written somewhere, and be referred to by what
 * runs: functions count as reached wherever their name is mentioned, so no call need be resolved. Functions named in
 * `given` are not entered. What comes from outside (arguments of the entries, libraries) is not in here.
 */
export class Reach {
  readonly names: ModuleNames;
  readonly reached = new Map<ts.Node, Reached>();
  /** Files whose top level runs. */
  readonly loaded = new Set<ts.SourceFile>();
  /** Who refers to which unit, and where. */
  readonly edges: { readonly from: Unit; readonly at: ts.Node; readonly to: ts.Node }[] = [];
  /** Names that were taken for given. */
  readonly taken = new Set<string>();
  readonly #given: (name: string) => string | undefined;
  readonly #classes: { readonly node: ts.ClassLikeDeclaration; readonly sure: boolean }[] = [];
  readonly #asked = new Map<string, { readonly unit: Unit; readonly at: ts.Node }>();
  #waiting: Reached[] = [];

  constructor(project: Project, given: (name: string) => string | undefined) {
    this.names = new ModuleNames(project);
    this.#given = given;
  }

  /** Follows from some declarations until nothing new is reached: from a class by all its methods, or by the one named. */
  follow(entries: readonly { readonly root: ts.Node; readonly method: string | undefined }[]): void {
    for (const { root, method } of entries) {
      this.#load(root.getSourceFile(), undefined);
      this.#enter(root, undefined, true);
      const { unit } = this.reached.get(root)!;
      if (method !== undefined) this.#asked.set(method, { unit, at: root });
      if (!ts.isClassLike(root)) continue;
      for (const member of root.members)
        if (isMethod(member) && !isHidden(member)) this.#enter(member, { unit, at: member.name }, true);
    }
    this.#settle(true);
    this.#settle(false);
  }

  /** Whether objects of a class may be around from the start: instances come from outside. */
  instances(node: ts.ClassLikeDeclaration): void {
    this.#enter(node, undefined, true);
    this.#settle(true);
    this.#settle(false);
  }

  #settle(sure: boolean): void {
    for (;;) {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) this.#read(next);
      for (const { node, sure: certain } of this.#classes) this.#methods(node, sure && certain);
      if (this.#waiting.length === 0) return;
    }
  }

  /** Methods that somebody asks for by name; at last also those that anybody may call. */
  #methods(node: ts.ClassLikeDeclaration, sure: boolean): void {
    for (const member of node.members) {
      if (!isMethod(member) || this.reached.has(member)) continue;
      const name = member.name.getText().replace(/^["'](.*)["']$/, "$1");
      const asked = this.#asked.get(name);
      const from = asked ?? this.reached.get(node)?.from;
      if (asked !== undefined || UNNAMED.test(name)) this.#enter(member, from, sure);
      else if (!sure && !isHidden(member)) this.#enter(member, from, false);
    }
  }

  #read(reached: Reached): void {
    const { unit, sure } = reached;
    for (const name of unit.members)
      if (!this.#asked.has(name)) this.#asked.set(name, { unit, at: memberNode(unit, name) });
    for (const at of unit.references) {
      const origin = this.names.origin(at);
      const from = { unit, at };
      if (origin.is === "declared") this.#declared(origin.name, from, sure);
      else if (origin.is === "module") this.#module(origin.file, at, from, sure);
    }
    for (const node of unit.nodes) {
      const [argument] = ts.isCallExpression(node) && isLoading(node) ? node.arguments : [];
      if (argument === undefined || !ts.isStringLiteral(argument)) continue;
      const file = this.names.moduleAt(argument.text, unit.file);
      if (file !== undefined) this.#whole(file, { unit, at: node }, sure);
    }
  }

  #declared(name: ts.Identifier, from: Reached["from"], sure: boolean): void {
    const root = rootOf(name);
    if (root !== undefined) this.#enter(root, from, sure);
  }

  #module(file: ts.SourceFile, at: ts.Identifier, from: NonNullable<Reached["from"]>, sure: boolean): void {
    const { parent } = at;
    const isMember = ts.isPropertyAccessExpression(parent) && parent.expression === at;
    const found = isMember ? this.names.member(file, parent.name.text) : undefined;
    if (found?.is === "declared") this.#declared(found.name, from, sure);
    else if (found?.is !== "library") this.#whole(file, from, sure);
  }

  #whole(file: ts.SourceFile, from: NonNullable<Reached["from"]>, sure: boolean): void {
    this.#load(file, from);
    for (const name of this.names.exports(file)) this.#declared(name, from, sure);
  }

  #enter(node: ts.Node, from: Reached["from"], sure: boolean): void {
    if (from !== undefined) this.edges.push({ from: from.unit, at: from.at, to: node });
    if (this.reached.has(node)) return;
    const unit = unitAt(node);
    const key = this.#given(unit.name);
    if (key !== undefined) {
      this.taken.add(key);
      return;
    }
    const reached: Reached = { unit, from, sure };
    this.reached.set(node, reached);
    this.#waiting.push(reached);
    if (ts.isClassLike(node)) this.#classes.push({ node, sure });
    this.#load(unit.file, from);
  }

  /** A file is loaded with all that it imports: their bare statements run. */
  #load(file: ts.SourceFile, from: Reached["from"]): void {
    if (this.loaded.has(file)) return;
    this.loaded.add(file);
    const unit = unitAt(file);
    if (unit.nodes.length > 0 && this.#given(unit.name) === undefined) {
      const reached: Reached = { unit, from, sure: true };
      this.reached.set(file, reached);
      this.#waiting.push(reached);
    }
    for (const each of this.names.loads(file)) this.#load(each, from);
  }
}

/** What is `private` for the compiler alone can still be called by a computed name. */
function isHidden(node: ts.MethodDeclaration | ts.AccessorDeclaration): boolean {
  return ts.isPrivateIdentifier(node.name);
}

/** `require("…")` and `import("…")`. */
function isLoading(node: ts.CallExpression): boolean {
  return node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === "require";
}

function memberNode(unit: Unit, name: string): ts.Node {
  return unit.nodes.find((node) => ts.isPropertyAccessExpression(node) && node.name.text === name) ?? unit.node;
}
