import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import type { Fault } from "./finding.ts";
import type { ModuleNames } from "./modules.ts";

const COMPARISONS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

/** A comparator that answers true or false never says *before*: the order is up to the implementation. */
export function comparatorFault(names: ModuleNames, node: ts.CallExpression, name: string): Fault | undefined {
  const [comparator] = node.arguments;
  if ((name !== "sort" && name !== "toSorted") || comparator === undefined) return undefined;
  const body = functionOf(names, comparator);
  const answers = body === undefined ? [] : returnsOf(body);
  const bad = answers.find(isTruth);
  if (bad === undefined) return undefined;
  return {
    kind: "comparator",
    node: bad,
    message: "the comparator answers true or false: in which order equals come is not defined",
  };
}

/** The function that an expression is, written here or under a name. */
export function functionOf(names: ModuleNames, given: ts.Expression): ts.FunctionLikeDeclaration | undefined {
  const node = bare(given);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return node;
  if (!ts.isIdentifier(node)) return undefined;
  const origin = names.origin(node);
  if (origin.is !== "declared") return undefined;
  const { parent } = origin.name;
  if (ts.isFunctionDeclaration(parent)) return parent;
  return ts.isVariableDeclaration(parent) && parent.initializer !== undefined && parent.initializer !== given
    ? functionOf(names, parent.initializer)
    : undefined;
}

/** What a function answers, not the functions within it. */
export function returnsOf(node: ts.FunctionLikeDeclaration): readonly ts.Expression[] {
  const { body } = node;
  if (body === undefined) return [];
  if (!ts.isBlock(body)) return [body];
  const found: ts.Expression[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isFunctionLike(child)) return;
    if (ts.isReturnStatement(child) && child.expression !== undefined) found.push(child.expression);
    ts.forEachChild(child, visit);
  };
  visit(body);
  return found;
}

function isTruth(given: ts.Expression): boolean {
  const node = bare(given);
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return true;
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isConditionalExpression(node)) return isTruth(node.whenTrue) || isTruth(node.whenFalse);
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return isTruth(node.right);
  if (kind === ts.SyntaxKind.BarBarToken) return isTruth(node.left) && isTruth(node.right);
  return COMPARISONS.has(kind);
}
