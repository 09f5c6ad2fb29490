import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { functionOf } from "./comparators.ts";
import { isFixedType, isFlatType, isTypedArray } from "./fixed-types.ts";
import type { ModuleNames } from "./modules.ts";
import { isReference } from "./names.ts";
import { pathOf } from "./paths.ts";
import { isMethod } from "./units.ts";
import { useOf } from "./uses.ts";

/** What is known of a variable at the top of a file by how it is declared. */
export interface Kept {
  /** Nothing can be changed about its value: a number, a text, a function, or what is frozen or read-only. */
  readonly fixed: boolean;
  /** It holds numbers, texts and the like, and no objects. */
  readonly flat: boolean;
  /** A method that was tied to an object, which it may change when it is called. */
  readonly bound: boolean;
  /** A regular expression that remembers where it stopped. */
  readonly remembers: boolean;
  /** Whether asking it, or a member of it, changes what it keeps to itself. */
  readonly changesWhenAsked: (member: string | undefined) => boolean;
}

export function keptBy(names: ModuleNames, declaration: ts.VariableDeclaration): Kept {
  const { initializer, type } = declaration;
  const flat = isFlat(type, initializer);
  const none: Kept = { fixed: true, flat, bound: false, remembers: false, changesWhenAsked: () => false };
  const typedFixed = type !== undefined && isFixedType(type);
  if (initializer === undefined) return { ...none, fixed: typedFixed };
  const value = bare(initializer);
  if (ts.isRegularExpressionLiteral(value)) return { ...none, remembers: /\/[a-z]*[gy][a-z]*$/.test(value.text) };
  const fixed = typedFixed || isFixed(names, initializer);
  const bound = ts.isCallExpression(value) && /\.bind$/.test(value.expression.getText());
  return { fixed, flat, bound, remembers: false, changesWhenAsked: (member) => asking(names, value, member) };
}

/** Whether what a thing holds are numbers, texts and the like, by its type or by what it is made of. */
function isFlat(type: ts.TypeNode | undefined, initializer: ts.Expression | undefined): boolean {
  if (type !== undefined && isFlatType(type)) return true;
  const value = initializer === undefined ? undefined : bare(initializer);
  if (value === undefined) return false;
  if (ts.isArrayLiteralExpression(value)) return value.elements.length > 0 && value.elements.every(isPlain);
  if (ts.isObjectLiteralExpression(value))
    return value.properties.every((each) => ts.isPropertyAssignment(each) && isPlain(each.initializer));
  if (!ts.isNewExpression(value)) return isPlain(value);
  const { typeArguments = [] } = value;
  const name = value.expression.getText();
  return (
    isTypedArray(name) ||
    (/^(Map|Set|Array)$/.test(name) && typeArguments.length > 0 && typeArguments.every((each) => isFixedType(each)))
  );
}

/** The written number, text or truth. */
function isPlain(given: ts.Expression): boolean {
  const node = bare(given);
  if (ts.isPrefixUnaryExpression(node)) return isPlain(node.operand);
  const { TrueKeyword, FalseKeyword, NullKeyword } = ts.SyntaxKind;
  return (
    ts.isNumericLiteral(node) ||
    ts.isStringLiteralLike(node) ||
    ts.isBigIntLiteral(node) ||
    [TrueKeyword, FalseKeyword, NullKeyword].some((kind) => kind === node.kind)
  );
}

function isFixed(names: ModuleNames, given: ts.Expression): boolean {
  if (ts.isAsExpression(given) || ts.isSatisfiesExpression(given))
    return isFixedType(given.type) || given.type.getText() === "const" || isFixed(names, given.expression);
  const node = bare(given);
  if (
    ts.isNumericLiteral(node) ||
    ts.isStringLiteralLike(node) ||
    ts.isTemplateExpression(node) ||
    ts.isPrefixUnaryExpression(node)
  )
    return true;
  if (
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassExpression(node) ||
    ts.isBigIntLiteral(node)
  )
    return true;
  if (
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.kind === ts.SyntaxKind.NullKeyword
  )
    return true;
  if (ts.isBinaryExpression(node))
    return (
      !/^(\?\?|\|\||&&|,)$/.test(node.operatorToken.getText()) ||
      (isFixed(names, node.left) && isFixed(names, node.right))
    );
  if (ts.isConditionalExpression(node)) return isFixed(names, node.whenTrue) && isFixed(names, node.whenFalse);
  if (ts.isNewExpression(node))
    return /Array$/.test(node.expression.getText()) && node.arguments?.[0]?.getText() === "0";
  if (ts.isCallExpression(node)) {
    const path = pathOf(names, rootOfCalls(node));
    if (path === "Object.freeze") return node.arguments[0] !== undefined && isFixedInside(names, node.arguments[0]);
    return path !== undefined && !/^(Object|Array|JSON|structuredClone|Reflect)/.test(path);
  }
  if (ts.isIdentifier(node)) return isFixedConstant(names, node);
  return pathOf(names, node) !== undefined;
}

/** A global, a text or number by name, or what was declared before it in the same file and is fixed itself. */
function isFixedConstant(names: ModuleNames, node: ts.Identifier): boolean {
  const origin = names.origin(node);
  const declaration = origin.is === "declared" ? origin.name.parent : undefined;
  if (declaration === undefined) return pathOf(names, node) !== undefined;
  if (ts.isFunctionDeclaration(declaration)) return true;
  if (!ts.isVariableDeclaration(declaration)) return false;
  if (declaration.getSourceFile() === node.getSourceFile() && declaration.end <= node.pos)
    return keptBy(names, declaration).fixed;
  const value = declaration.initializer === undefined ? undefined : bare(declaration.initializer);
  return value !== undefined && (ts.isStringLiteralLike(value) || ts.isNumericLiteral(value));
}

/** Whether a literal that is frozen holds nothing that is not: freezing goes no deeper than what it is given. */
function isFixedInside(names: ModuleNames, given: ts.Expression): boolean {
  const node = bare(given);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every((each) => isFixed(names, each));
  if (!ts.isObjectLiteralExpression(node)) return isFixed(names, node);
  return node.properties.every(
    (each) =>
      ts.isMethodDeclaration(each) ||
      (ts.isPropertyAssignment(each) && isFixed(names, each.initializer)) ||
      (ts.isShorthandPropertyAssignment(each) && isFixedConstant(names, each.name)),
  );
}

/** `z.object` of `z.object({ … }).strict()`. */
function rootOfCalls(node: ts.Expression): ts.Expression {
  const inner = bare(node);
  if (ts.isCallExpression(inner)) {
    const callee = bare(inner.expression);
    const isChained = ts.isPropertyAccessExpression(callee) && ts.isCallExpression(bare(callee.expression));
    return isChained ? rootOfCalls(callee.expression) : callee;
  }
  return inner;
}

/** Whether calling a value of a module, or a method of it, changes what it closes over or holds. */
function asking(names: ModuleNames, value: ts.Expression, member: string | undefined): boolean {
  if (ts.isNewExpression(value)) {
    const origin = ts.isIdentifier(value.expression) ? names.origin(value.expression) : undefined;
    const holder = origin?.is === "declared" ? origin.name.parent : undefined;
    return (
      holder !== undefined &&
      ts.isClassLike(holder) &&
      holder.members.some((each) => isCalled(each, member) && changesItself(names, each, holder))
    );
  }
  if (ts.isObjectLiteralExpression(value))
    return value.properties.some((each) => isCalled(each, member) && changesItself(names, each, value));
  if (!ts.isCallExpression(value)) return false;
  const maker = functionOf(names, value.expression);
  return maker !== undefined && (maker.asteriskToken !== undefined || changesClosedOver(names, maker));
}

function isCalled(node: ts.Node, member: string | undefined): boolean {
  if (ts.isConstructorDeclaration(node)) return false;
  return member === undefined || (node as { name?: ts.Node }).name?.getText() === member;
}

/** Whether a method, or another that it calls on `this`, changes a field. */
function changesItself(
  names: ModuleNames,
  member: ts.Node,
  holder: ts.ClassLikeDeclaration | ts.ObjectLiteralExpression,
  seen = new Set<ts.Node>(),
): boolean {
  if (seen.has(member) || !(isMethod(member) || ts.isPropertyDeclaration(member) || ts.isPropertyAssignment(member)))
    return false;
  seen.add(member);
  const members: readonly ts.Node[] = ts.isObjectLiteralExpression(holder) ? holder.properties : holder.members;
  const visit = (node: ts.Node): boolean => {
    if (node.kind === ts.SyntaxKind.ThisKeyword && isChange(names, node as ts.Expression)) return true;
    if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword) {
      const called = members.find((each) => isCalled(each, node.name.text) && isMethod(each));
      if (called !== undefined && changesItself(names, called, holder, seen)) return true;
    }
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return ts.forEachChild(member, (child) => visit(child) || undefined) ?? false;
}

function isChange(names: ModuleNames, node: ts.Expression): boolean {
  const { does, part } = useOf(names, node);
  return part && (does === "update" || does === "set" || does === "make");
}

/** Whether a function within another changes what the other declares: what it answers then has a memory. */
function changesClosedOver(names: ModuleNames, maker: ts.FunctionLikeDeclaration): boolean {
  const visit = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node) && isReference(node)) {
      const declared = names.names.declaration(node);
      const isOuter = declared !== undefined && functionAround(declared) === maker && functionAround(node) !== maker;
      const { does } = isOuter ? useOf(names, node) : { does: "read" };
      if (does !== "read" && does !== "hand-on") return true;
    }
    return ts.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return maker.body !== undefined && visit(maker.body);
}

export function functionAround(node: ts.Node): ts.Node | undefined {
  let at = node.parent;
  while (at !== undefined && !ts.isFunctionLike(at)) at = at.parent;
  return at;
}
