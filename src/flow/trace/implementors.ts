import type { Value } from "../heap/value.ts";
import { refValue } from "../heap/value.ts";
import type { ClassInfo } from "../machine/closure.ts";
import type { Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import type { Project } from "../syntax/project.ts";
import { ts } from "../syntax/ts.ts";

/** The classes of a project by what they say they implement or extend, for arguments of entries that are declared so. */
export class Implementors {
  readonly #classes = new Map<string, { readonly file: string; readonly node: ts.ClassDeclaration }[]>();
  readonly #machine: Machine;
  /** What was taken for what, as assumptions. */
  readonly taken = new Set<string>();

  constructor(project: Project, machine: Machine) {
    this.#machine = machine;
    for (const path of project.entryFiles()) {
      if (!/\bclass\b[^{]*\b(implements|extends)\b/.test(project.text(path))) continue;
      for (const node of project.parse(path)?.statements ?? []) if (ts.isClassDeclaration(node)) this.#add(path, node);
    }
  }

  #add(file: string, node: ts.ClassDeclaration): void {
    for (const { expression } of node.heritageClauses?.flatMap(({ types }) => [...types]) ?? []) {
      if (!ts.isIdentifier(expression)) continue;
      this.#classes.set(expression.text, [...(this.#classes.get(expression.text) ?? []), { file, node }]);
    }
  }

  /** Every class that is a type by its name, made with anything; undefined where the project has none. */
  instancesOf(
    type: ts.TypeNode | undefined,
    path: string,
    frame: Frame,
    argumentsFor: (made: ts.ConstructorDeclaration, name: string) => readonly Value[],
  ): Value | undefined {
    const name = type !== undefined && ts.isTypeReferenceNode(type) ? type.typeName.getText() : undefined;
    const found = name === undefined ? [] : this.#below(name);
    const machine = this.#machine;
    const made = found.flatMap(({ file, node }) => {
      const value = machine.loader?.exported(file, node.name!.text);
      if (value === undefined) return [];
      const address = value.refs.find((each) => machine.object(each)?.kind === "class");
      if (address === undefined) return [];
      const { node: declared } = machine.object(address)!.meta as ClassInfo;
      const own = declared.members.find(ts.isConstructorDeclaration);
      const args = own === undefined ? [] : argumentsFor(own, node.name!.text);
      const at: Frame = { ...frame, context: machine.intern.number(`handed ${path} ${file} ${node.name!.text}`) };
      return machine.evaluators.construct(machine, refValue(address), args, { node, frame: at }).refs;
    });
    if (made.length === 0) return undefined;
    const names = found.map(({ node }) => node.name!.text);
    this.taken.add(`${path}, of type ${name}, is one of these classes of the project: ${names.join(", ")}`);
    return refValue(...[...new Set(made)].sort((a, b) => a - b));
  }

  /** The members that a type declares, where it is written out here or by name in the same file. */
  membersOf(type: ts.TypeNode | undefined): readonly ts.PropertySignature[] {
    if (type === undefined) return [];
    if (ts.isTypeLiteralNode(type)) return type.members.filter(ts.isPropertySignature);
    if (!ts.isTypeReferenceNode(type)) return [];
    const name = type.typeName.getText();
    for (const node of type.getSourceFile().statements) {
      if (ts.isInterfaceDeclaration(node) && node.name.text === name)
        return node.members.filter(ts.isPropertySignature);
      if (ts.isTypeAliasDeclaration(node) && node.name.text === name && ts.isTypeLiteralNode(node.type))
        return node.type.members.filter(ts.isPropertySignature);
    }
    return [];
  }

  #below(name: string, seen: ReadonlySet<string> = new Set()): readonly { file: string; node: ts.ClassDeclaration }[] {
    if (seen.has(name)) return [];
    const around = new Set([...seen, name]);
    return (this.#classes.get(name) ?? []).flatMap((each) => {
      const isAbstract = each.node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) === true;
      const own = each.node.name === undefined || isAbstract ? [] : [each];
      return [...own, ...(each.node.name === undefined ? [] : this.#below(each.node.name.text, around))];
    });
  }
}
