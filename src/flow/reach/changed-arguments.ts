import { bare } from "../machine/text.ts";
import { CHANGING_METHODS } from "../models/ambient.ts";
import { ts } from "../syntax/ts.ts";
import { functionOf } from "./comparators.ts";
import type { Fault } from "./finding.ts";
import { CALLS_BACK, Handed } from "./handed.ts";
import { identifiersOf } from "./names.ts";
import { memberOf, pathOf } from "./paths.ts";
import { PlainNames } from "./plain-names.ts";
import type { Reach } from "./reach.ts";
import type { Unit } from "./units.ts";

/** Methods that change a list by what it was before: twice is not once. */
const GROWING = /^(push|unshift|pop|shift|splice|reverse)$/;
const CHANGES_FIRST =
  /^(Object\.(assign|defineProperty|defineProperties|setPrototypeOf)|Reflect\.(set|deleteProperty|defineProperty))$/;

/** A change of what the caller handed in: the next run with the same objects is handed something else. */
interface Change {
  /** What is changed: the object or list. */
  readonly of: ts.Expression;
  readonly node: ts.Node;
  /** The name that is written, where it is one. */
  readonly name: string | undefined;
  /** Whether what is there then depends on what was there before. */
  readonly updates: boolean;
}

/** What entries change of their own arguments. */
export function changedArguments(
  reach: Reach,
  parameters: readonly ts.ParameterDeclaration[],
): readonly { readonly fault: Fault; readonly unit: Unit }[] {
  const units = [...reach.reached.values()].map(({ unit }) => unit);
  const changes = units.flatMap((unit) => unit.nodes.flatMap((node) => ({ change: changeAt(reach, node), unit })));
  const made = changes.flatMap(({ change, unit }) => (change === undefined ? [] : [{ change, unit }]));
  if (made.length === 0) return [];
  const plain = new PlainNames(reach.names.names, reach.loaded);
  // One parameter at a time, so that what is read of one is not taken for a reading of another.
  return parameters.flatMap((parameter) => {
    const handed = new Handed(reach, [parameter], plain);
    const own = new OwnNames(reach, units, parameter);
    return made.flatMap(({ change, unit }) => {
      if (handed.share(change.of) < 2 || !isRead(units, handed, change)) return [];
      return [{ fault: faultOf(change, change.updates && own.has(change.of)), unit }];
    });
  });
}

function faultOf({ of, node }: Change, sure: boolean): Fault {
  const text = of.getText();
  return sure
    ? {
        kind: "state",
        node,
        message: `${text} comes from the caller and is changed here: the next run with the same objects is another one`,
      }
    : {
        kind: "unknown",
        node,
        message: `${text} may come from the caller and is changed here: whether the next run with it can tell is not shown`,
      };
}

function changeAt(reach: Reach, node: ts.Node): Change | undefined {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind < ts.SyntaxKind.FirstAssignment || kind > ts.SyntaxKind.LastAssignment) return undefined;
    const isPlain = kind === ts.SyntaxKind.EqualsToken || kind === ts.SyntaxKind.QuestionQuestionEqualsToken;
    return written(node.left, node, !isPlain);
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const { PlusPlusToken, MinusMinusToken } = ts.SyntaxKind;
    return node.operator === PlusPlusToken || node.operator === MinusMinusToken
      ? written(node.operand, node, true)
      : undefined;
  }
  if (ts.isDeleteExpression(node)) return written(node.expression, node, false);
  if (!ts.isCallExpression(node)) return undefined;
  const callee = bare(node.expression);
  const path = pathOf(reach.names, callee);
  if (path !== undefined)
    return CHANGES_FIRST.test(path) && node.arguments[0] !== undefined
      ? { of: node.arguments[0], node, name: undefined, updates: false }
      : undefined;
  const member = memberOf(callee);
  if (member === undefined || !CHANGING_METHODS.has(member.name)) return undefined;
  return { of: member.of, node, name: undefined, updates: GROWING.test(member.name) };
}

function written(given: ts.Expression, node: ts.Node, updates: boolean): Change | undefined {
  const target = bare(given);
  if (ts.isPropertyAccessExpression(target)) return { of: target.expression, node, name: target.name.text, updates };
  if (!ts.isElementAccessExpression(target)) return undefined;
  return { of: target.expression, node, name: memberOf(target)?.name, updates };
}

/** Whether anything in what runs reads what is changed: the name, or the object as a whole. */
function isRead(units: readonly Unit[], handed: Handed, { name, node }: Change): boolean {
  return units.some((unit) =>
    unit.nodes.some((each) => {
      if (isWithin(each, node)) return false;
      if (name !== undefined) return memberOf(each)?.name === name || isNamed(each, name);
      const isElement = ts.isElementAccessExpression(each) || ts.isPropertyAccessExpression(each);
      if (isElement) return handed.share(each.expression) === 2 && !isTarget(each);
      return (ts.isForOfStatement(each) || ts.isSpreadElement(each)) && handed.share(each.expression) === 2;
    }),
  );
}

function isNamed(node: ts.Node, name: string): boolean {
  return ts.isBindingElement(node) && (node.propertyName ?? node.name).getText() === name;
}

function isWithin(node: ts.Node, around: ts.Node): boolean {
  return node.pos >= around.pos && node.end <= around.end && node.getSourceFile() === around.getSourceFile();
}

/** The left side of an assignment, and what is called. */
function isTarget(node: ts.Expression): boolean {
  const { parent } = node;
  const isLeft = ts.isBinaryExpression(parent) && parent.left === node;
  const { kind } = isLeft ? parent.operatorToken : { kind: ts.SyntaxKind.Unknown };
  const isAssigned = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  return isAssigned || (ts.isCallExpression(parent) && parent.expression === node);
}

/** Names that surely stand for an argument of an entry, or a part of it: handed on to a function, or element by element. */
class OwnNames {
  readonly #reach: Reach;
  readonly #names = new Set<ts.Node>();

  constructor(reach: Reach, units: readonly Unit[], parameter: ts.ParameterDeclaration) {
    this.#reach = reach;
    for (const each of identifiersOf(parameter.name)) this.#names.add(each);
    const nodes = units.flatMap((unit) => unit.nodes);
    for (let size = 0; size < this.#names.size; ) {
      size = this.#names.size;
      for (const node of nodes) this.#follow(node);
    }
  }

  has(given: ts.Expression): boolean {
    const node = bare(given);
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return this.has(node.expression);
    const declared = ts.isIdentifier(node) ? this.#reach.names.names.declaration(node) : undefined;
    return declared !== undefined && this.#names.has(declared);
  }

  #follow(node: ts.Node): void {
    if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer) && this.has(node.expression)) {
      for (const { name } of node.initializer.declarations) this.#add(name);
    } else if (ts.isVariableDeclaration(node) && (node.parent.flags & ts.NodeFlags.Const) !== 0) {
      if (node.initializer !== undefined && this.has(node.initializer)) this.#add(node.name);
    } else if (ts.isCallExpression(node)) {
      const callee = bare(node.expression);
      const member = memberOf(callee);
      const [first] = node.arguments;
      const [element] = (first && functionOf(this.#reach.names, first))?.parameters ?? [];
      const callsBack = member !== undefined && CALLS_BACK.test(member.name) && this.has(member.of);
      if (callsBack && element !== undefined) this.#add(element.name);
      const parameters = functionOf(this.#reach.names, callee)?.parameters ?? [];
      for (const [i, { name }] of parameters.entries())
        if (node.arguments[i] !== undefined && this.has(node.arguments[i])) this.#add(name);
    }
  }

  #add(name: ts.BindingName): void {
    for (const each of identifiersOf(name)) this.#names.add(each);
  }
}
