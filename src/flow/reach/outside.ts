import { bare } from "../machine/text.ts";
import { STEADY_METHODS } from "../models/ambient.ts";
import { ts } from "../syntax/ts.ts";
import { functionOf, returnsOf } from "./comparators.ts";
import type { Incoming } from "./entry-types.ts";
import type { Fault } from "./finding.ts";
import { identifiersOf } from "./names.ts";
import { memberOf, pathOf } from "./paths.ts";
import type { Reach } from "./reach.ts";
import type { Unit } from "./units.ts";

/** Methods that call what they are given. */
const CALLING =
  /^(map|flatMap|forEach|filter|find|findIndex|findLast|findLastIndex|some|every|reduce|reduceRight|sort|toSorted|then|call|apply|replace|replaceAll|from)$/;

/**
 * Which values come from whoever calls the entries, by name: variables, members and functions that may hold them,
 * however often they are handed on. A function among them can do anything.
 */
export class Outside {
  readonly #reach: Reach;
  readonly #incoming: Incoming;
  readonly #variables = new Set<ts.Identifier>();
  readonly #members = new Set<string>();
  readonly #functions = new Set<ts.Node>();
  readonly #methods = new Map<string, ts.FunctionLikeDeclaration[]>();
  #changed = false;

  constructor(reach: Reach, incoming: Incoming, parameters: readonly ts.ParameterDeclaration[]) {
    this.#reach = reach;
    this.#incoming = incoming;
    if (!incoming.anything && incoming.functions.size === 0) return;
    for (const { name } of parameters) this.#taint(identifiersOf(name));
    const units = [...reach.reached.values()].map(({ unit }) => unit);
    for (const { nodes } of units) for (const node of nodes) this.#collect(node);
    do {
      this.#changed = false;
      for (const { nodes } of units) for (const node of nodes) this.#spread(node);
    } while (this.#changed);
  }

  /** Calls of functions that came from outside. */
  faults(unit: Unit): readonly Fault[] {
    return this.#variables.size === 0 ? [] : unit.nodes.flatMap((node) => this.#called(node) ?? []);
  }

  #called(node: ts.Node): Fault | undefined {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node) && !ts.isTaggedTemplateExpression(node))
      return undefined;
    const callee = bare(ts.isTaggedTemplateExpression(node) ? node.tag : node.expression);
    const told = (what: string): Fault => ({
      kind: "unknown",
      node,
      message: `what ${what} does is for whoever calls the entry to say`,
    });
    const member = memberOf(callee);
    if (member !== undefined) {
      const isOwn = STEADY_METHODS.has(member.name) && !this.#incoming.functions.has(member.name);
      const comes = this.#mayBeFunction(member.name) && this.#is(member.of) && !isOwn;
      if (comes) return told(`${member.name}()`);
      const handed =
        ts.isCallExpression(node) && CALLING.test(member.name)
          ? node.arguments.find((each) => this.#isCallable(each))
          : undefined;
      return handed === undefined ? undefined : told(handed.getText());
    }
    return this.#is(callee) ? told(`${callee.getText()}()`) : undefined;
  }

  #mayBeFunction(name: string): boolean {
    const { anything, functions } = this.#incoming;
    return anything || functions.has(name) || functions.has("*");
  }

  /** An argument that comes from outside and may be a function: a name or member, and no literal. */
  #isCallable(given: ts.Expression): boolean {
    const node = bare(given);
    const name = ts.isIdentifier(node) ? node.text : memberOf(node)?.name;
    if (name === undefined || !this.#is(node)) return false;
    return (
      this.#incoming.anything ||
      this.#incoming.functions.has(name) ||
      (ts.isIdentifier(node) && this.#incoming.functions.has(""))
    );
  }

  #is(given: ts.Expression): boolean {
    const node = bare(given);
    if (ts.isIdentifier(node)) {
      const declared = this.#reach.names.names.declaration(node);
      return declared !== undefined && this.#variables.has(declared);
    }
    if (ts.isPropertyAccessExpression(node)) return this.#members.has(node.name.text) || this.#is(node.expression);
    if (ts.isElementAccessExpression(node)) return this.#is(node.expression);
    if (ts.isCallExpression(node)) return this.#answers(node);
    if (ts.isConditionalExpression(node)) return this.#is(node.whenTrue) || this.#is(node.whenFalse);
    if (ts.isAwaitExpression(node) || ts.isSpreadElement(node)) return this.#is(node.expression);
    if (ts.isArrayLiteralExpression(node)) return node.elements.some((each) => this.#is(each));
    if (ts.isObjectLiteralExpression(node))
      return node.properties.some((each) => ts.isSpreadAssignment(each) && this.#is(each.expression));
    const { BarBarToken, AmpersandAmpersandToken, QuestionQuestionToken } = ts.SyntaxKind;
    const isChoice =
      ts.isBinaryExpression(node) &&
      [BarBarToken, AmpersandAmpersandToken, QuestionQuestionToken].includes(node.operatorToken.kind as never);
    return isChoice && (this.#is(node.left) || this.#is(node.right));
  }

  #answers(node: ts.CallExpression): boolean {
    const callee = bare(node.expression);
    if (pathOf(this.#reach.names, callee) !== undefined) return node.arguments.some((each) => this.#is(each));
    if (this.#calleesOf(callee).some((each) => this.#functions.has(each))) return true;
    const member = memberOf(callee);
    return member !== undefined && STEADY_METHODS.has(member.name) && this.#is(member.of);
  }

  #calleesOf(callee: ts.Expression): readonly ts.FunctionLikeDeclaration[] {
    const member = memberOf(callee);
    if (member !== undefined) return this.#methods.get(member.name) ?? [];
    const own = functionOf(this.#reach.names, callee);
    return own === undefined ? [] : [own];
  }

  #collect(node: ts.Node): void {
    const isMember =
      (ts.isMethodDeclaration(node) || ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) &&
      !ts.isComputedPropertyName(node.name);
    if (!isMember) return;
    const own = ts.isMethodDeclaration(node)
      ? node
      : node.initializer && functionOf(this.#reach.names, node.initializer);
    if (own === undefined) return;
    const name = node.name.getText();
    this.#methods.set(name, [...(this.#methods.get(name) ?? []), own]);
  }

  #taint(names: readonly ts.Identifier[]): void {
    for (const each of names) {
      if (this.#variables.has(each)) continue;
      this.#variables.add(each);
      this.#changed = true;
    }
  }

  #taintMember(name: string): void {
    if (this.#members.has(name)) return;
    this.#members.add(name);
    this.#changed = true;
  }

  #spread(node: ts.Node): void {
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
      if (this.#is(node.initializer)) this.#taint(identifiersOf(node.name));
    } else if (ts.isBindingElement(node)) {
      const asked = (node.propertyName ?? node.name).getText();
      if (this.#members.has(asked)) this.#taint(identifiersOf(node.name));
    } else if (
      ts.isForOfStatement(node) &&
      ts.isVariableDeclarationList(node.initializer) &&
      this.#is(node.expression)
    ) {
      for (const { name } of node.initializer.declarations) this.#taint(identifiersOf(name));
    } else if (ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) {
      if (node.initializer !== undefined && this.#is(node.initializer)) this.#taintMember(node.name.getText());
    } else if (ts.isShorthandPropertyAssignment(node) && this.#is(node.name)) this.#taintMember(node.name.text);
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) this.#assigned(node);
    else if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.#handed(node);
    else if (ts.isFunctionLike(node) && returnsOf(node as ts.FunctionLikeDeclaration).some((each) => this.#is(each))) {
      if (!this.#functions.has(node)) this.#changed = true;
      this.#functions.add(node);
    }
  }

  #assigned({ left, right }: ts.BinaryExpression): void {
    if (!this.#is(right)) return;
    const target = bare(left);
    if (ts.isIdentifier(target)) {
      const declared = this.#reach.names.names.declaration(target);
      if (declared !== undefined) this.#taint([declared]);
    } else if (ts.isPropertyAccessExpression(target)) this.#taintMember(target.name.text);
  }

  #handed(node: ts.CallExpression | ts.NewExpression): void {
    const callee = bare(node.expression);
    const member = memberOf(callee);
    const args = node.arguments ?? [];
    const outside = args.map((each) => this.#is(each));
    if (member !== undefined && this.#is(member.of)) {
      for (const each of args) {
        const callback = functionOf(this.#reach.names, each);
        for (const { name } of callback?.parameters ?? []) this.#taint(identifiersOf(name));
      }
    }
    if (!outside.includes(true)) return;
    const targets = ts.isNewExpression(node) ? this.#constructors(callee) : this.#calleesOf(callee);
    for (const { parameters } of targets) {
      for (const [i, parameter] of parameters.entries()) {
        const given = parameter.dotDotDotToken === undefined ? outside[i] : outside.slice(i).includes(true);
        if (given !== true && !args.some(ts.isSpreadElement)) continue;
        this.#taint(identifiersOf(parameter.name));
        if (ts.isParameterPropertyDeclaration(parameter, parameter.parent)) this.#taintMember(parameter.name.getText());
      }
    }
  }

  #constructors(callee: ts.Expression): readonly ts.FunctionLikeDeclaration[] {
    const origin = ts.isIdentifier(callee) ? this.#reach.names.origin(callee) : undefined;
    const holder = origin?.is === "declared" ? origin.name.parent : undefined;
    return holder !== undefined && ts.isClassLike(holder) ? holder.members.filter(ts.isConstructorDeclaration) : [];
  }
}
