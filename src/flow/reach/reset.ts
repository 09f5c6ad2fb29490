import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { functionOf } from "./comparators.ts";
import { isReference } from "./names.ts";
import type { Reach } from "./reach.ts";
import { useOf } from "./uses.ts";

/**
 * Whether an entry gives a variable of a module a new value before anything else can read it: the first of its
 * statements that has to do with the variable sets it, by itself or in a function that it calls.
 */
export function startsAnew(reach: Reach, entry: ts.Node, name: ts.Identifier): boolean {
  const run = ts.isVariableDeclaration(entry) ? entry.initializer && functionOf(reach.names, entry.initializer) : entry;
  return (
    run !== undefined && ts.isFunctionLike(run) && setsFirst(reach, (run as ts.FunctionLikeDeclaration).body, name, 0)
  );
}

function setsFirst(reach: Reach, body: ts.ConciseBody | undefined, name: ts.Identifier, depth: number): boolean {
  if (body === undefined || !ts.isBlock(body) || depth > 2) return false;
  for (const statement of body.statements) {
    if (sets(reach, statement, name)) return true;
    const called = calledBy(reach, statement);
    if (called !== undefined && setsFirst(reach, called.body, name, depth + 1)) return true;
    if (touches(reach, statement, name)) return false;
  }
  return false;
}

function sets(reach: Reach, statement: ts.Statement, name: ts.Identifier): boolean {
  if (!ts.isExpressionStatement(statement)) return false;
  let found = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isReference(node) && isSame(reach, node, name)) {
      const { does, part, node: at } = useOf(reach.names, node);
      const empties = ts.isBinaryExpression(at) && /\.length$/.test(at.left.getText()) && at.right.getText() === "0";
      found = does === "set" && (!part || empties) && at === bare(statement.expression);
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return found && !touches(reach, valueSet(statement), name);
}

function valueSet({ expression }: ts.ExpressionStatement): ts.Node | undefined {
  return ts.isBinaryExpression(expression) ? expression.right : undefined;
}

function calledBy(reach: Reach, statement: ts.Statement): ts.FunctionLikeDeclaration | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return undefined;
  return functionOf(reach.names, statement.expression.expression);
}

/** Whether something mentions the variable, or calls what does. */
function touches(reach: Reach, node: ts.Node | undefined, name: ts.Identifier): boolean {
  if (node === undefined) return false;
  const units = new Set<ts.Node>();
  let direct = false;
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child) && isReference(child)) {
      if (isSame(reach, child, name)) direct = true;
      for (const { at, to } of reach.edges) if (at === child) units.add(to);
    }
    // A method may be any of that name.
    if (ts.isPropertyAccessExpression(child))
      for (const { unit } of reach.reached.values())
        if (ts.isClassElement(unit.node) && unit.node.name?.getText() === child.name.text) units.add(unit.node);
    ts.forEachChild(child, visit);
  };
  visit(node);
  if (direct) return true;
  for (const unit of units) {
    const reached = reach.reached.get(unit);
    if (reached?.unit.references.some((each) => isSame(reach, each, name))) return true;
    for (const { from, to } of reach.edges) if (from.node === unit) units.add(to);
  }
  return false;
}

function isSame(reach: Reach, node: ts.Identifier, name: ts.Identifier): boolean {
  const origin = reach.names.origin(node);
  return origin.is === "declared" && origin.name === name;
}
