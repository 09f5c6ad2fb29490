import { bare } from "../machine/text.ts";
import { CHANGING_METHODS, STEADY_METHODS } from "../models/ambient.ts";
import { ts } from "../syntax/ts.ts";
import { functionOf } from "./comparators.ts";
import type { ModuleNames } from "./modules.ts";
import { isReference } from "./names.ts";
import { memberOf, pathOf } from "./paths.ts";

/**
 * What is done with something that is kept: it is read; updated (what it becomes depends on what it was); set; made
 * once where there is nothing yet; handed on to where it could be changed under another name; or what it holds is taken
 * out, which is a reading where that is numbers and texts, and a handing on where it may be objects.
 */
export interface Use {
  readonly does: "read" | "update" | "set" | "make" | "hand-on" | "take-out";
  readonly node: ts.Node;
  /** What it is set to, or made of. */
  readonly value?: ts.Expression | undefined;
  /** Whether a part of it is meant: an entry of a map, an element, a field. */
  readonly part: boolean;
  /** Whether it changes because it is asked: its answer depends on what it was. */
  readonly asked?: boolean;
}

/** Methods that leave a thing other than it was by what it was. */
const UPDATING = /^(push|pop|shift|unshift|splice|sort|reverse|next|copyWithin)$/;
/** Methods that keep what they are given. */
const KEEPING = /^(push|unshift|set|add|fill|splice|then)$/;
/** Globals that change what they are given first. */
const CHANGING = /^(Object\.(assign|definePropert)|Reflect\.(set|define|delete))/;
/** Globals that look at what they are given, or copy it. */
const LOOKING =
  /^(Math|Number|String|Boolean|JSON|Array\.(from|isArray|of)|Object\.(keys|values|entries|is|hasOwn|freeze|isFrozen|fromEntries)|structuredClone|console|Set|Map|isNaN|isFinite|\w+Array(\.from|\.of)?|BigInt|Symbol)\b/;

/** Methods that answer, or give to a function, what a thing holds. */
const TAKING_OUT =
  /^(map|filter|reduce|reduceRight|forEach|some|every|findIndex|findLast|findLastIndex|slice|concat|flat|flatMap|toSorted|toReversed|toSpliced|with|bind|call|apply)$/;
/** Methods whose answer may be what they are given. */
const PASSING_ON = /^(reduce|reduceRight|concat|with|bind|call|apply|flatMap|return)$/;
/** Globals that answer no part of what they look at. */
const COPYING =
  /^(Math|Number|String|Boolean|JSON|Array\.isArray|Object\.(keys|is|hasOwn|isFrozen)|structuredClone|isNaN|isFinite|BigInt|Symbol)\b/;

/** How one mention is used. */
export function useOf(names: ModuleNames, mention: ts.Expression, depth = 0): Use {
  let node: ts.Expression = mention;
  let part = false;
  for (;;) {
    const { parent } = node;
    if (isWrapping(parent)) node = parent;
    else if (
      (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) &&
      parent.expression === node
    ) {
      const called =
        ts.isCallExpression(parent.parent) && parent.parent.expression === parent ? parent.parent : undefined;
      const name = memberOf(parent)?.name ?? "";
      if (called === undefined && name === "buffer") return { does: "hand-on", node: parent, part };
      if (called === undefined) {
        node = parent;
        part = true;
      } else if (CHANGING_METHODS.has(name)) return changedBy(called, name, part);
      else if (STEADY_METHODS.has(name) && /^(get|at|find|values|entries)$/.test(name)) {
        node = called;
        part = true;
      } else if (name === "subarray") return { does: "hand-on", node: called, part };
      else return { does: TAKING_OUT.test(name) ? "take-out" : "read", node: mention, part };
    } else return endOf(names, mention, node, part, depth);
  }
}

function isWrapping(node: ts.Node): node is ts.Expression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node)
  );
}

function changedBy(node: ts.CallExpression, name: string, part: boolean): Use {
  if (name === "set" || name === "add") return { does: "set", node, value: node.arguments.at(-1), part: true };
  if (name === "clear") return { does: "set", node, value: undefined, part };
  return { does: UPDATING.test(name) ? "update" : "set", node, value: node.arguments[0], part: true };
}

function endOf(names: ModuleNames, mention: ts.Expression, node: ts.Expression, part: boolean, depth: number): Use {
  const { parent } = node;
  const read: Use = { does: "read", node: mention, part };
  if (ts.isBinaryExpression(parent) && parent.left === node) return assignedBy(mention, parent, part) ?? read;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    const { PlusPlusToken, MinusMinusToken } = ts.SyntaxKind;
    return parent.operator === PlusPlusToken || parent.operator === MinusMinusToken
      ? { does: "update", node: parent, part }
      : read;
  }
  if (ts.isDeleteExpression(parent)) return { does: "set", node: parent, part: true };
  const pattern = patternAround(node);
  if (pattern !== undefined) return { does: "set", node: pattern, value: pattern.right, part };
  return isWorkedWith(node) ? read : (handedBy(names, node, part, depth) ?? read);
}

/** What is used as a number, a text or a truth is no object, or leads to none. */
function isWorkedWith({ parent }: ts.Expression): boolean {
  if (ts.isTemplateSpan(parent) || ts.isTypeOfExpression(parent) || ts.isVoidExpression(parent)) return true;
  if (!ts.isBinaryExpression(parent)) return false;
  return !/^(=|\?\?=?|\|\|=?|&&=?|,)$/.test(parent.operatorToken.getText());
}

function assignedBy(mention: ts.Expression, parent: ts.BinaryExpression, part: boolean): Use | undefined {
  const { kind } = parent.operatorToken;
  if (kind < ts.SyntaxKind.FirstAssignment || kind > ts.SyntaxKind.LastAssignment) return undefined;
  const value = parent.right;
  const { QuestionQuestionEqualsToken, BarBarEqualsToken, EqualsToken } = ts.SyntaxKind;
  if (kind === QuestionQuestionEqualsToken || kind === BarBarEqualsToken)
    return { does: "make", node: parent, value, part };
  if (kind !== EqualsToken) return { does: "update", node: parent, value, part };
  if (isMadeIfAbsent(mention, parent)) return { does: "make", node: parent, value, part };
  return { does: mentions(value, mention) ? "update" : "set", node: parent, value, part };
}

/** `if (x === undefined) x = …`. */
function isMadeIfAbsent(mention: ts.Expression, node: ts.BinaryExpression): boolean {
  const statement = ts.isExpressionStatement(node.parent) ? node.parent : undefined;
  const around = statement !== undefined && ts.isBlock(statement.parent) ? statement.parent.parent : statement?.parent;
  if (around === undefined || !ts.isIfStatement(around)) return false;
  const condition = bare(around.expression);
  const text = condition.getText();
  const name = node.left.getText();
  return mentions(condition, mention) && (text === `!${name}` || /===? *(undefined|null)$/.test(text));
}

/** Whether an expression mentions the same thing again. */
export function mentions(node: ts.Node, what: ts.Expression): boolean {
  const text = what.getText();
  if (ts.isIdentifier(node) ? node.text === text && isReference(node) : node.getText() === text) return true;
  return ts.forEachChild(node, (child) => mentions(child, what) || undefined) ?? false;
}

/** `[a, b] = …` and `({ a } = …)`. */
function patternAround(node: ts.Node): ts.BinaryExpression | undefined {
  let at = node;
  while (
    ts.isArrayLiteralExpression(at.parent) ||
    ts.isObjectLiteralExpression(at.parent) ||
    ts.isPropertyAssignment(at.parent) ||
    ts.isSpreadElement(at.parent)
  )
    at = at.parent;
  const { parent } = at;
  if (at === node || !ts.isBinaryExpression(parent) || parent.left !== at) return undefined;
  return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken ? parent : undefined;
}

/** Handed to a function or kept under another name. */
function handedBy(names: ModuleNames, node: ts.Expression, part: boolean, depth: number): Use | undefined {
  const { parent } = node;
  const on: Use = { does: "hand-on", node, part };
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    if (parent.expression === node) return undefined;
    return argument(names, parent, parent.arguments!.indexOf(node), on, depth);
  }
  const out: Use = { does: "take-out", node, part };
  if (ts.isVariableDeclaration(parent) && parent.initializer === node)
    return ts.isIdentifier(parent.name) ? underAnotherName(names, parent.name, on, depth) : out;
  if (ts.isForOfStatement(parent) && parent.expression === node) return out;
  if (ts.isSpreadElement(parent) || ts.isSpreadAssignment(parent)) return out;
  if (ts.isParameter(parent) || ts.isBindingElement(parent) || ts.isYieldExpression(parent)) return on;
  if (ts.isThrowStatement(parent) || ts.isAwaitExpression(parent) || ts.isTaggedTemplateExpression(parent)) return on;
  if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent) || ts.isPropertyAssignment(parent)) return on;
  if (
    ts.isBinaryExpression(parent) &&
    parent.right === node &&
    /^(=|\?\?=|\|\|=|&&=)$/.test(parent.operatorToken.getText())
  )
    return ts.isIdentifier(bare(parent.left)) || ts.isPropertyAccessExpression(bare(parent.left)) ? on : out;
  if (
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isPropertyDeclaration(parent)
  )
    return on;
  if (ts.isConditionalExpression(parent) && parent.condition !== node) return handedBy(names, parent, part, depth);
  const isChoice = ts.isBinaryExpression(parent) && /^(\?\?|\|\||&&)$/.test(parent.operatorToken.getText());
  return isChoice ? handedBy(names, parent, part, depth) : undefined;
}

function isMild({ does }: Use): boolean {
  return does === "hand-on" || does === "take-out";
}

/** The worst that is done to it under a name of its own. */
function underAnotherName(names: ModuleNames, name: ts.Identifier, on: Use, depth: number): Use | undefined {
  if (depth > 4) return on;
  let worst: Use | undefined;
  const visit = (node: ts.Node): void => {
    if (
      ts.isIdentifier(node) &&
      node.text === name.text &&
      node !== name &&
      isReference(node) &&
      names.names.declaration(node) === name
    ) {
      const use = useOf(names, node, depth + 1);
      if (use.does !== "read" && (use.part || isMild(use)) && (worst === undefined || isMild(worst))) worst = use;
    }
    ts.forEachChild(node, visit);
  };
  let around: ts.Node = name;
  while (!ts.isFunctionLike(around) && !ts.isSourceFile(around)) around = around.parent;
  visit(around);
  return worst && { ...worst, asked: true };
}

function argument(
  names: ModuleNames,
  call: ts.CallExpression | ts.NewExpression,
  at: number,
  on: Use,
  depth: number,
): Use | undefined {
  const callee = bare(call.expression);
  const path = pathOf(names, callee);
  if (path !== undefined && CHANGING.test(path)) return at === 0 ? { ...on, does: "set", part: true } : on;
  if (path !== undefined && COPYING.test(path)) return undefined;
  if (path !== undefined) return LOOKING.test(path) ? { ...on, does: "take-out" } : on;
  const member = memberOf(callee);
  if (member !== undefined && PASSING_ON.test(member.name)) return on;
  if (member !== undefined) return STEADY_METHODS.has(member.name) && !KEEPING.test(member.name) ? undefined : on;
  const target = functionOf(names, callee);
  const parameter = target?.parameters[at];
  if (parameter === undefined || !ts.isIdentifier(parameter.name) || parameter.dotDotDotToken !== undefined) return on;
  const use = underAnotherName(names, parameter.name, on, depth + 1);
  return use === undefined ? undefined : { ...use, node: on.node };
}
