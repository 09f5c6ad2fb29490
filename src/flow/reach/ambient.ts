import { bare, excerpt } from "../machine/text.ts";
import type { AmbientKind } from "../models/ambient.ts";
import { AMBIENT_PATHS, STEADY_GLOBALS, TIME_ZONE_METHODS } from "../models/ambient.ts";
import { ts } from "../syntax/ts.ts";
import { comparatorFault } from "./comparators.ts";
import type { Fault } from "./finding.ts";
import { byIntl, byLocale, date } from "./locale.ts";
import type { ModuleNames } from "./modules.ts";
import { isReference } from "./names.ts";
import { memberOf, pathOf } from "./paths.ts";

/** What reaches out of the program at a node, by the node's own words. */
export function ambientAt(names: ModuleNames, node: ts.Node, isOwnMember: (name: string) => boolean): readonly Fault[] {
  const faults: (Fault | undefined)[] = [];
  if (ts.isForInStatement(node)) faults.push(enumeration(node));
  if (ts.isCallExpression(node)) {
    const member = memberOf(bare(node.expression));
    if (member !== undefined) {
      faults.push(byLocale(names, node, member.name), comparatorFault(names, node, member.name));
      if (TIME_ZONE_METHODS.has(member.name) && (isDate(names, member.of) || !isOwnMember(member.name)))
        faults.push({ kind: "locale", node, message: `${member.name}() goes by the machine's time zone` });
    }
    faults.push(concurrent(node, member?.name));
  }
  if (isTextOfDate(names, node))
    faults.push({ kind: "locale", node, message: "a date as text goes by the machine's time zone" });
  if (ts.isPropertyAccessExpression(node) && node.name.text === "stack" && !isOwnMember("stack"))
    faults.push({ kind: "unknown", node, message: "the stack of an error names places of the machine" });
  if (isPathEnd(node)) {
    const path = pathOf(names, node);
    if (path !== undefined && !isToldBefore(names, node)) faults.push(byPath(names, path, node));
  }
  return faults.filter((each) => each !== undefined);
}

/** Whether an expression is a Date for all to see, and not something of the program with a method of that name. */
function isDate(names: ModuleNames, given: ts.Expression): boolean {
  const node = bare(given);
  if (ts.isNewExpression(node)) return pathOf(names, node.expression) === "Date";
  const origin = ts.isIdentifier(node) ? names.origin(node) : undefined;
  const declaration = origin?.is === "declared" ? origin.name.parent : undefined;
  return (
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer !== undefined &&
    declaration.initializer !== given &&
    isDate(names, declaration.initializer)
  );
}

/** `${date}`, `date + ""`, `date.toString()`. */
function isTextOfDate(names: ModuleNames, node: ts.Node): boolean {
  if (ts.isTemplateSpan(node)) return isDate(names, node.expression);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return isDate(names, node.left) || isDate(names, node.right);
  const member = ts.isCallExpression(node) ? memberOf(bare(node.expression)) : undefined;
  return member?.name === "toString" && isDate(names, member.of);
}

/** The longest expression of a path: `Math.random` in `Math.random()`, and not its `Math`. */
function isPathEnd(node: ts.Node): node is ts.Expression {
  if (
    ts.isIdentifier(node)
      ? !isReference(node) && !ts.isShorthandPropertyAssignment(node.parent)
      : memberOf(node) === undefined && !ts.isMetaProperty(node)
  )
    return false;
  let outer: ts.Node = node;
  while (
    ts.isParenthesizedExpression(outer.parent) ||
    ts.isNonNullExpression(outer.parent) ||
    ts.isAsExpression(outer.parent)
  )
    outer = outer.parent;
  const member = memberOf(outer.parent);
  return member === undefined || member.of !== outer;
}

/** A constant that holds what is told of already where it is given. */
function isToldBefore(names: ModuleNames, node: ts.Expression): boolean {
  const origin = ts.isIdentifier(node) ? names.origin(node) : undefined;
  const parent = origin?.is === "declared" ? origin.name.parent : undefined;
  const declaration = parent !== undefined && ts.isBindingElement(parent) ? parent.parent.parent : parent;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || declaration.initializer === undefined)
    return false;
  const path = pathOf(names, declaration.initializer);
  const kind = path === undefined ? undefined : kindOf(path);
  return kind !== undefined && kind !== "steady";
}

/** What is given a value is not read; that a run changes what is global is told of elsewhere. */
function isAssigned(node: ts.Expression): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

function byPath(names: ModuleNames, path: string, node: ts.Expression): Fault | undefined {
  const unknown = (message: string): Fault => ({ kind: "unknown", node, message });
  if (
    path === "eval" ||
    path === "Function" ||
    (path.startsWith("Function.") === true && path !== "Function.prototype")
  )
    return unknown(`what ${path} runs is not written here`);
  const special =
    path === "Date" ? date(names, node) : path.startsWith("Intl.") ? byIntl(names, path, node) : undefined;
  if (special !== undefined) return special === "fine" ? undefined : special;
  const kind = kindOf(path);
  if (kind === "steady") return undefined;
  if (kind !== undefined) return { kind, node, message: `${excerpt(node)} ${WORDS[kind]}` };
  if (isAssigned(node)) return undefined;
  const [root = path] = path.split(".");
  if (path === "import.meta") return { kind: "environment", node, message: `${path} ${WORDS.environment}` };
  if (STEADY_GLOBALS.has(root))
    return isWhole(path, node) ? unknown(`${path} is handed on: what is asked of it is not written here`) : undefined;
  const isGlobal = ts.isIdentifier(rootOfPath(node)) && names.origin(rootOfPath(node) as ts.Identifier).is === "global";
  return unknown(
    isGlobal
      ? `${root} is declared nowhere, and no global with a model`
      : `${path} comes from a library without a model`,
  );
}

function rootOfPath(node: ts.Expression): ts.Expression {
  const inner = bare(node);
  const member = memberOf(inner);
  return member === undefined ? inner : rootOfPath(member.of);
}

function kindOf(path: string): AmbientKind | "steady" | undefined {
  for (let end = path; end !== ""; end = end.slice(0, Math.max(0, end.lastIndexOf("."))))
    if (AMBIENT_PATHS.has(end)) return AMBIENT_PATHS.get(end);
  return undefined;
}

/** Objects with members that are not steady, as values: whoever gets them may ask for those. */
const PARTLY = new Set(["Math", "Date", "globalThis", "Intl", "Promise", "AbortSignal", "Reflect"]);

function isWhole(path: string, node: ts.Expression): boolean {
  if (!PARTLY.has(path)) return false;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && parent.initializer === node)
    return !(ts.isObjectBindingPattern(parent.name)
      ? parent.name.elements.every(({ dotDotDotToken }) => dotDotDotToken === undefined)
      : (parent.parent.flags & ts.NodeFlags.Const) !== 0);
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind !== ts.SyntaxKind.InstanceOfKeyword;
  if (ts.isTypeOfExpression(parent) || (ts.isNewExpression(parent) && parent.expression === node)) return false;
  return !(ts.isElementAccessExpression(parent) && parent.argumentExpression === node);
}

function enumeration(node: ts.ForInStatement): Fault {
  const message = `for … in over ${excerpt(node.expression)} follows how the object came about, and what its prototypes were given`;
  return { kind: "enumeration-order", node, message };
}

/** Callbacks that run side by side and add to what is outside of them: in the order in which they end. */
function concurrent(node: ts.CallExpression, name: string | undefined): Fault | undefined {
  if (name !== "map" && name !== "forEach" && name !== "flatMap") return undefined;
  const [callback] = node.arguments;
  if (callback === undefined || !(ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))) return undefined;
  if (!callback.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) return undefined;
  let waits: number | undefined;
  let found: ts.Node | undefined;
  const visit = (child: ts.Node): void => {
    if (ts.isAwaitExpression(child)) waits ??= child.getStart();
    if (found === undefined && isAddition(child) && /\bawait\b/.test(callback.getText())) found = child;
    ts.forEachChild(child, visit);
  };
  visit(callback.body);
  if (found === undefined || waits === undefined) return undefined;
  return {
    kind: "unknown",
    node: found,
    message: "callbacks that wait run side by side: they add in the order in which they end",
  };
}

function isAddition(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    return kind > ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  }
  return (
    ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === "push"
  );
}

const WORDS: Readonly<Record<AmbientKind, string>> = {
  clock: "reads the clock",
  randomness: "draws at random",
  environment: "reads the environment of the process",
  locale: "goes by the machine's locale",
  scheduling: "goes by what is done first",
  "outside-read": "reads from outside of the program",
  "garbage-collection": "goes by when memory is collected",
  "enumeration-order": "goes by the order of names",
  comparator: "is no order",
  state: "is kept between runs",
};
