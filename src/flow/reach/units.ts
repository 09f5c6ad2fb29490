import { nameOf } from "../eval/literals.ts";
import { ts } from "../syntax/ts.ts";
import { isOnlyType, isReference } from "./names.ts";

/**
 * A piece of a program that runs as a whole: a function at the top of a file with all that stands within it, a class
 * without its methods, a method, what a variable at the top of a file is given, or the bare statements of a file.
 */
export interface Unit {
  readonly node: ts.Node;
  readonly file: ts.SourceFile;
  readonly name: string;
  /** Values that it refers to, and the names of members that it asks for. */
  readonly references: readonly ts.Identifier[];
  readonly members: ReadonlySet<string>;
  /** Every node that may do something. */
  readonly nodes: readonly ts.Node[];
}

export function unitAt(node: ts.Node): Unit {
  const references: ts.Identifier[] = [];
  const members = new Set<string>();
  const nodes: ts.Node[] = [];
  const visit = (child: ts.Node): void => {
    if (isOnlyType(child)) return;
    nodes.push(child);
    if (ts.isIdentifier(child) && isReference(child)) references.push(child);
    const member = memberAsked(child);
    if (member !== undefined) members.add(member);
    ts.forEachChild(child, visit);
  };
  for (const part of partsOf(node)) visit(part);
  return { node, file: node.getSourceFile(), name: unitName(node), references, members, nodes };
}

function partsOf(node: ts.Node): readonly ts.Node[] {
  if (ts.isSourceFile(node)) return node.statements.filter(isBare);
  if (!ts.isClassLike(node)) return [node];
  const own = node.members.filter((each) => !isMethod(each));
  return [...(ts.getDecorators(node) ?? []), ...(node.heritageClauses ?? []), ...own];
}

/** Statements at the top of a file that do something when it is loaded. */
function isBare(node: ts.Statement): boolean {
  return !(
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isVariableStatement(node) ||
    ts.isEnumDeclaration(node) ||
    isOnlyType(node)
  );
}

export function isMethod(node: ts.Node): node is ts.MethodDeclaration | ts.AccessorDeclaration {
  return ts.isMethodDeclaration(node) || ts.isAccessor(node);
}

/** The name of a member that an expression or pattern asks for, where it is written down. */
function memberAsked(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return node.argumentExpression.text;
  if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return undefined;
  return nameOf(node.propertyName ?? (node.name as ts.Identifier));
}

export function unitName(node: ts.Node): string {
  if (ts.isSourceFile(node)) return "(top of the file)";
  const own = (node as { name?: ts.Node }).name;
  const text = own === undefined ? "(unnamed)" : own.getText();
  if (!isMethod(node)) return text;
  const holder = node.parent;
  const around = ts.isClassLike(holder) ? (holder.name?.text ?? nameOfVariable(holder)) : undefined;
  return around === undefined ? text : `${around}.${text}`;
}

function nameOfVariable(node: ts.Node): string | undefined {
  return ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : undefined;
}

/** Whether a declaration stands at the top of its file, and not within a function. */
export function isAtTop(node: ts.Node): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (ts.isFunctionLike(at) || ts.isClassStaticBlockDeclaration(at)) return false;
    if (ts.isSourceFile(at)) return true;
  }
  return false;
}

/** The unit that a declared name at the top of a file belongs to; undefined for a local, whose unit is being read. */
export function rootOf(name: ts.Identifier): ts.Node | undefined {
  let at: ts.Node = name.parent;
  while (ts.isBindingElement(at) || ts.isObjectBindingPattern(at) || ts.isArrayBindingPattern(at)) at = at.parent;
  if (!isAtTop(at)) return undefined;
  if (ts.isVariableDeclaration(at) && at.initializer !== undefined && ts.isClassExpression(at.initializer))
    return at.initializer;
  const isRoot =
    ts.isVariableDeclaration(at) || ts.isFunctionDeclaration(at) || ts.isClassLike(at) || ts.isEnumDeclaration(at);
  if (ts.isVariableDeclaration(at) && !ts.isVariableStatement(at.parent.parent)) return undefined;
  return isRoot ? at : undefined;
}
