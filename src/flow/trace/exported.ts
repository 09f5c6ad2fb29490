import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";

/** A function or class that a CommonJS module exports by an assignment, with no declaration of that name. */
export interface Exported {
  readonly name: ts.Identifier;
  readonly node: ts.FunctionExpression | ts.ArrowFunction | ts.ClassExpression | ts.MethodDeclaration;
}

/** `exports.run = function …`, `module.exports.run = …`, `module.exports = { run() {} }`, `module.exports = function run …`. */
export function exportsOf(statement: ts.Statement): readonly Exported[] {
  if (!ts.isExpressionStatement(statement)) return [];
  const targets: ts.Expression[] = [];
  let value = bare(statement.expression);
  while (ts.isBinaryExpression(value) && value.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    targets.push(bare(value.left));
    value = bare(value.right);
  }
  const given = value;
  return targets.flatMap((target): readonly Exported[] => {
    if (!ts.isPropertyAccessExpression(target)) return [];
    if (isWhole(target)) return exportedBy(given);
    return isExports(target.expression) && ts.isIdentifier(target.name) ? offered(target.name, given) : [];
  });
}

/** The one of a name among the statements of a file. */
export function exportedAs(file: ts.SourceFile, name: string): Exported | undefined {
  return file.statements.flatMap(exportsOf).find((each) => each.name.text === name);
}

/** The name that a file gives what it exports as another: `export { runBacktest as run }`. */
export function nameWithin(file: ts.SourceFile, name: string): string {
  for (const node of file.statements) {
    const isList = ts.isExportDeclaration(node) && node.moduleSpecifier === undefined;
    if (!isList || node.exportClause === undefined || !ts.isNamedExports(node.exportClause)) continue;
    const element = node.exportClause.elements.find((each) => each.name.text === name);
    if (element?.propertyName !== undefined) return element.propertyName.text;
  }
  return name;
}

function isWhole(node: ts.Expression): boolean {
  return node.getText() === "module.exports";
}

function isExports(node: ts.Expression): boolean {
  return isWhole(node) || (ts.isIdentifier(node) && node.text === "exports");
}

function exportedBy(value: ts.Expression): readonly Exported[] {
  if (ts.isFunctionExpression(value) || ts.isClassExpression(value))
    return value.name === undefined ? [] : offered(value.name, value);
  if (!ts.isObjectLiteralExpression(value)) return [];
  return value.properties.flatMap((each): readonly Exported[] => {
    if (each.name === undefined || !ts.isIdentifier(each.name)) return [];
    if (ts.isMethodDeclaration(each)) return [{ name: each.name, node: each }];
    return ts.isPropertyAssignment(each) ? offered(each.name, bare(each.initializer)) : [];
  });
}

function offered(name: ts.Identifier, node: ts.Expression): readonly Exported[] {
  const isOwn = ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isClassExpression(node);
  return isOwn ? [{ name, node }] : [];
}
