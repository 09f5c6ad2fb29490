import type { Value } from "../heap/value.ts";
import { refValue } from "../heap/value.ts";
import type { ClassInfo } from "../machine/closure.ts";
import type { Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import type { Project } from "../syntax/project.ts";
import { ts } from "../syntax/ts.ts";

interface Found {
  readonly file: string;
  readonly node: ts.ClassDeclaration;
}

function isDirectly(node: ts.ClassDeclaration, name: string): boolean {
  const named = node.heritageClauses?.flatMap(({ types }) => [...types]) ?? [];
  return named.some(({ expression }) => ts.isIdentifier(expression) && expression.text === name);
}

/** The classes of a project by what they say they implement or extend, for arguments of entries that are declared so. */
export class Implementors {
  readonly #classes = new Map<string, readonly Found[]>();
  readonly #project: Project;
  readonly #machine: Machine;
  /** What was taken for what, as assumptions. */
  readonly taken = new Set<string>();

  constructor(project: Project, machine: Machine) {
    this.#project = project;
    this.#machine = machine;
  }

  /** The classes at the top of files that name one in what they implement or extend; files that do not are not parsed. */
  #directly(name: string): readonly Found[] {
    const known = this.#classes.get(name);
    if (known !== undefined) return known;
    const heritage = new RegExp(`\\b(implements|extends)\\b[^{]*\\b${name}\\b`);
    const found = this.#project.entryFiles().flatMap((file) => {
      const text = this.#project.text(file);
      if (!text.includes(name) || !heritage.test(text)) return [];
      const classes = this.#project.parse(file)?.statements.filter(ts.isClassDeclaration) ?? [];
      return classes.filter((node) => isDirectly(node, name)).map((node) => ({ file, node }));
    });
    this.#classes.set(name, found);
    return found;
  }

  /** Every class that is a type by its name, made with anything; undefined where the project has none. */
  instancesOf(
    type: ts.TypeNode | undefined,
    path: string,
    frame: Frame,
    argumentsFor: (made: ts.ConstructorDeclaration, name: string) => readonly Value[],
  ): Value | undefined {
    const isNamed = type !== undefined && ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName);
    const name = isNamed ? type.typeName.getText() : undefined;
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

  #below(name: string, seen: ReadonlySet<string> = new Set()): readonly Found[] {
    if (seen.has(name)) return [];
    const around = new Set([...seen, name]);
    return this.#directly(name).flatMap((each) => {
      const isAbstract = each.node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) === true;
      const own = each.node.name === undefined || isAbstract ? [] : [each];
      return [...own, ...(each.node.name === undefined ? [] : this.#below(each.node.name.text, around))];
    });
  }
}
