import { resolve } from "node:path";
import type { TracePlace } from "../../model/trace.ts";
import { nameOf } from "../eval/literals.ts";
import type { Project } from "../syntax/project.ts";
import { ts } from "../syntax/ts.ts";

/** The function that a place stands in, by name: `settle`, `Book.add`; of unnamed ones the named one around; null outside. */
export function functionAt(project: Project, { file, line, column }: TracePlace): string | null {
  const source = project.parse(resolve(project.base, file));
  if (source === undefined) return null;
  const position = source.getPositionOfLineAndCharacter(line - 1, column - 1);
  let name: string | null = null;
  const visit = (node: ts.Node): void => {
    name = functionName(node) ?? name;
    ts.forEachChild(node, (child) => {
      if (child.pos <= position && position < child.end) visit(child);
    });
  };
  visit(source);
  return name;
}

function functionName(node: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(node)) return node.name?.text;
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
    if (ts.isFunctionExpression(node) && node.name !== undefined) return node.name.text;
    const { parent } = node;
    if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
    if (ts.isBinaryExpression(parent) && ts.isPropertyAccessExpression(parent.left)) return parent.left.name.text;
    return ts.isPropertyAssignment(parent) ? nameOf(parent.name) : undefined;
  }
  if (!ts.isMethodDeclaration(node) && !ts.isAccessor(node) && !ts.isConstructorDeclaration(node)) return undefined;
  const own = ts.isConstructorDeclaration(node) ? "constructor" : nameOf(node.name);
  const holder = ts.isClassLike(node.parent) ? node.parent.name?.text : undefined;
  return holder === undefined ? own : `${holder}.${own}`;
}
