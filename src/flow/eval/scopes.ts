import { heapObject } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { UNDEFINED } from "../heap/value.ts";
import type { Closure } from "../machine/closure.ts";
import type { Binding, Frame, Scope } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { ts } from "../syntax/ts.ts";

/** Names and what they stand for. */

export function innerFrame(frame: Frame): Frame {
  return { ...frame, scope: { parent: frame.scope, names: new Map() } };
}

export function lookUp(scope: Scope, name: string): Binding | undefined {
  for (let each: Scope | undefined = scope; each !== undefined; each = each.parent) {
    const binding = each.names.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** Declares what the statements of a block declare, functions with their values. */
export function hoist(machine: Machine, nodes: readonly ts.Statement[], frame: Frame): void {
  for (const node of nodes) {
    if (isAmbient(node)) continue;
    if (ts.isVariableStatement(node)) declareList(machine, node.declarationList, frame);
    if ((ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) && node.name !== undefined) {
      machine.declare(frame.scope, node.name.text, node, frame.context);
    } else if (ts.isFunctionDeclaration(node) && node.body !== undefined) {
      machine.declare(frame.scope, node.name?.text ?? "default", node, frame.context);
    }
  }
  for (const node of nodes) {
    if (!ts.isFunctionDeclaration(node) || node.body === undefined) continue;
    const name = node.name?.text ?? "default";
    machine.write(frame.scope.names.get(name)!, functionValue(machine, node, name, frame), node);
  }
}

/** Whether a statement only says what stands elsewhere: `declare const bus: Bus`. Its names are then not known here. */
export function isAmbient(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) === true
  );
}

/** Declares the names of `let` and `const`; those of `var` belong to the function. */
export function declareList(machine: Machine, list: ts.VariableDeclarationList, frame: Frame): void {
  if ((list.flags & ts.NodeFlags.BlockScoped) === 0) return;
  for (const { name } of list.declarations) declareNames(machine, name, frame);
}

export function declareNames(machine: Machine, name: ts.BindingName, frame: Frame): void {
  if (ts.isIdentifier(name)) {
    machine.declare(frame.scope, name.text, name, frame.context);
    return;
  }
  for (const element of name.elements) if (ts.isBindingElement(element)) declareNames(machine, element.name, frame);
}

/** Declares what `var` declares anywhere in a function or module. */
export function hoistVars(machine: Machine, node: ts.Node, frame: Frame): void {
  ts.forEachChild(node, (child) => {
    if (ts.isFunctionLike(child) || ts.isClassLike(child) || ts.isExpression(child) || isAmbient(child)) return;
    if (ts.isVariableDeclarationList(child) && (child.flags & ts.NodeFlags.BlockScoped) === 0) {
      for (const { name } of child.declarations) {
        if (ts.isIdentifier(name) && frame.scope.names.has(name.text)) continue;
        declareNames(machine, name, frame);
        if (ts.isIdentifier(name)) machine.write(frame.scope.names.get(name.text)!, UNDEFINED, name);
      }
    }
    hoistVars(machine, child, frame);
  });
}

/** The object of a function: one for each place and context, since it closes over that context. */
export function functionValue(
  machine: Machine,
  node: ts.FunctionLikeDeclaration,
  name: string,
  frame: Frame,
  home = frame.home,
): Value {
  const self = ts.isArrowFunction(node) ? frame.self : undefined;
  const meta: Closure = { node, scope: frame.scope, name, self, home, bound: [] };
  const address = machine.intern.at("function", node, frame.context);
  machine.update(address, heapObject("function", { meta }));
  return { scalar: undefined, refs: [address], nullish: false };
}
