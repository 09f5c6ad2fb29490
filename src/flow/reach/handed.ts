import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { functionOf, returnsOf } from "./comparators.ts";
import { identifiersOf } from "./names.ts";
import { memberOf, pathOf } from "./paths.ts";
import type { PlainNames } from "./plain-names.ts";
import type { Reach } from "./reach.ts";
import { isMethod } from "./units.ts";

/** What an expression has to do with what the caller handed in: nothing; made here, with parts of it in it; it, or a part of it. */
export type Share = 0 | 1 | 2;

/** Methods of the language that answer one of the elements, the list itself, or a new list of the elements. */
const ELEMENT = /^(find|findLast|at|pop|shift|get|next)$/;
const SELF = /^(sort|reverse|fill|copyWithin|set|add)$/;
const COPY =
  /^(map|flatMap|filter|slice|concat|flat|values|entries|toSorted|toReversed|toSpliced|with|splice|subarray)$/;
export const CALLS_BACK =
  /^(map|flatMap|forEach|filter|find|findIndex|findLast|findLastIndex|some|every|sort|toSorted)$/;
const FOLDS = /^(reduce|reduceRight)$/;
/** Functions that make something new of the parts of what they are given. */
const GATHERS = /^(Object\.(values|entries|fromEntries|assign)|Array\.(from|of)|Map|Set|Promise\.all)$/;

/** Which variables, fields and answers may be objects of whoever calls the entries, however they are handed on. */
export class Handed {
  readonly #reach: Reach;
  readonly #plain: PlainNames;
  readonly #shares = new Map<ts.Node, Share>();
  readonly #fields = new Map<string, Share>();
  readonly #methods = new Map<string, ts.FunctionLikeDeclaration[]>();
  #changed = false;

  constructor(reach: Reach, parameters: readonly ts.ParameterDeclaration[], plain: PlainNames) {
    this.#reach = reach;
    this.#plain = plain;
    for (const each of parameters) this.#give(each.name, 2);
    const nodes = [...reach.reached.values()].flatMap(({ unit }) => unit.nodes);
    for (const node of nodes) if (isMethod(node)) this.#named(node.name.getText(), node);
    do {
      this.#changed = false;
      for (const node of nodes) this.#follow(node);
    } while (this.#changed);
  }

  share(given: ts.Expression): Share {
    const node = bare(given);
    if (this.#plain.isPlain(node)) return 0;
    if (ts.isIdentifier(node)) return this.#of(this.#reach.names.names.declaration(node));
    if (ts.isPropertyAccessExpression(node)) {
      if (node.expression.kind === ts.SyntaxKind.ThisKeyword) return this.#fields.get(node.name.text) ?? 0;
      return this.share(node.expression) > 0 ? 2 : 0;
    }
    if (ts.isElementAccessExpression(node)) return this.share(node.expression) > 0 ? 2 : 0;
    if (ts.isCallExpression(node)) return this.#answer(node);
    if (ts.isNewExpression(node)) return this.#any(node.arguments ?? []) > 0 ? 1 : 0;
    if (ts.isConditionalExpression(node)) return worse(this.share(node.whenTrue), this.share(node.whenFalse));
    if (ts.isAwaitExpression(node)) return this.share(node.expression);
    if (ts.isArrayLiteralExpression(node)) return this.#any(node.elements) > 0 ? 1 : 0;
    if (ts.isObjectLiteralExpression(node)) return node.properties.some((each) => this.#holds(each)) ? 1 : 0;
    if (!ts.isBinaryExpression(node)) return 0;
    const { kind } = node.operatorToken;
    if (kind === ts.SyntaxKind.EqualsToken || kind === ts.SyntaxKind.CommaToken) return this.share(node.right);
    const { BarBarToken, AmpersandAmpersandToken, QuestionQuestionToken } = ts.SyntaxKind;
    const isChoice = [BarBarToken, AmpersandAmpersandToken, QuestionQuestionToken].some((each) => each === kind);
    return isChoice ? worse(this.share(node.left), this.share(node.right)) : 0;
  }

  #holds(each: ts.ObjectLiteralElementLike): boolean {
    if (ts.isSpreadAssignment(each)) return this.share(each.expression) > 0;
    if (ts.isShorthandPropertyAssignment(each)) return this.share(each.name) > 0;
    return ts.isPropertyAssignment(each) && this.share(each.initializer) > 0;
  }

  #of(node: ts.Node | undefined): Share {
    return node === undefined ? 0 : (this.#shares.get(node) ?? 0);
  }

  #any(all: readonly ts.Expression[]): Share {
    return all.reduce<Share>(
      (sum, each) => worse(sum, this.share(ts.isSpreadElement(each) ? each.expression : each)),
      0,
    );
  }

  #answer(node: ts.CallExpression): Share {
    const callee = bare(node.expression);
    const path = pathOf(this.#reach.names, callee);
    if (path !== undefined) return GATHERS.test(path) && this.#any(node.arguments) > 0 ? 1 : 0;
    const own = this.#callees(callee).reduce<Share>((sum, each) => worse(sum, this.#of(each)), 0);
    const member = memberOf(callee);
    const of = member === undefined ? 0 : this.share(member.of);
    if (member === undefined || of === 0) return own;
    if (ELEMENT.test(member.name)) return this.#plain.isListOfPlain(member.of) ? own : 2;
    if (SELF.test(member.name)) return worse(of, own);
    if (FOLDS.test(member.name)) return node.arguments.length > 1 ? worse(this.share(node.arguments[1]!), own) : 2;
    return COPY.test(member.name) ? worse(1, own) : own;
  }

  #callees(callee: ts.Expression): readonly ts.FunctionLikeDeclaration[] {
    const member = memberOf(callee);
    if (member !== undefined) return this.#methods.get(member.name) ?? [];
    const own = functionOf(this.#reach.names, callee);
    return own === undefined ? [] : [own];
  }

  #named(name: string, node: ts.FunctionLikeDeclaration): void {
    this.#methods.set(name, [...(this.#methods.get(name) ?? []), node]);
  }

  #give(name: ts.BindingName, share: Share): void {
    const isPattern = !ts.isIdentifier(name);
    for (const each of identifiersOf(name)) this.#raise(this.#shares, each, isPattern && share > 0 ? 2 : share);
  }

  #raise<K>(map: Map<K, Share>, key: K, share: Share): void {
    if ((map.get(key) ?? 0) >= share) return;
    map.set(key, share);
    this.#changed = true;
  }

  #follow(node: ts.Node): void {
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined)
      this.#give(node.name, this.share(node.initializer));
    else if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer)) {
      if (this.#gives(node.expression)) for (const { name } of node.initializer.declarations) this.#give(name, 2);
    } else if (ts.isBinaryExpression(node)) this.#assigned(node);
    else if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.#called(node);
    else if (ts.isFunctionLike(node) && "body" in node) {
      const answered = returnsOf(node as ts.FunctionLikeDeclaration);
      this.#raise(this.#shares, node, this.#any(answered));
    }
  }

  #assigned({ left, right, operatorToken }: ts.BinaryExpression): void {
    if (!/^(=|\?\?=|\|\|=|&&=)$/.test(operatorToken.getText())) return;
    const target = bare(left);
    const share = this.share(right);
    if (share === 0) return;
    if (ts.isIdentifier(target)) {
      const declared = this.#reach.names.names.declaration(target);
      if (declared !== undefined) this.#raise(this.#shares, declared, share);
      return;
    }
    const member = ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target) ? target : undefined;
    if (member === undefined) return;
    if (ts.isPropertyAccessExpression(member) && member.expression.kind === ts.SyntaxKind.ThisKeyword)
      this.#raise(this.#fields, member.name.text, share);
    const holder = bare(member.expression);
    const declared = ts.isIdentifier(holder) ? this.#reach.names.names.declaration(holder) : undefined;
    if (declared !== undefined) this.#raise(this.#shares, declared, worse(this.#of(declared), 1));
  }

  #called(node: ts.CallExpression | ts.NewExpression): void {
    const callee = bare(node.expression);
    const args = node.arguments ?? [];
    const member = memberOf(callee);
    if (member !== undefined && this.#gives(member.of)) this.#callBack(member.name, args);
    // What is put into a list or map is found there again.
    const holder = member === undefined ? undefined : bare(member.of);
    const put = member?.name === "set" ? args.slice(1) : args;
    if (holder !== undefined && /^(push|unshift|set|add)$/.test(member!.name) && this.#any(put) > 0) {
      const declared = ts.isIdentifier(holder) ? this.#reach.names.names.declaration(holder) : undefined;
      if (declared !== undefined) this.#raise(this.#shares, declared, worse(this.#of(declared), 1));
      if (ts.isPropertyAccessExpression(holder) && holder.expression.kind === ts.SyntaxKind.ThisKeyword)
        this.#raise(this.#fields, holder.name.text, worse(this.#fields.get(holder.name.text) ?? 0, 1));
    }
    for (const { parameters } of ts.isNewExpression(node) ? this.#constructors(callee) : this.#callees(callee)) {
      for (const [i, parameter] of parameters.entries()) {
        const given = args[i] === undefined ? 0 : this.share(args[i]!);
        this.#give(parameter.name, given);
        if (given > 0 && ts.isParameterPropertyDeclaration(parameter, parameter.parent))
          this.#raise(this.#fields, parameter.name.getText(), given);
      }
    }
  }

  /** Whether the elements of something may be objects of the caller's. */
  #gives(list: ts.Expression): boolean {
    return this.share(list) > 0 && !this.#plain.isListOfPlain(list);
  }

  /** A callback is handed elements; where something is folded, also what was accumulated. */
  #callBack(name: string, args: readonly ts.Expression[]): void {
    const callback = args[0] === undefined ? undefined : functionOf(this.#reach.names, args[0]);
    if (callback === undefined) return;
    const [accumulated, ...others] = callback.parameters;
    if (CALLS_BACK.test(name)) for (const each of callback.parameters) this.#give(each.name, 2);
    if (!FOLDS.test(name) || accumulated === undefined) return;
    this.#give(accumulated.name, args[1] === undefined ? 2 : this.share(args[1]));
    for (const each of others) this.#give(each.name, 2);
  }

  #constructors(callee: ts.Expression): readonly ts.FunctionLikeDeclaration[] {
    const origin = ts.isIdentifier(callee) ? this.#reach.names.origin(callee) : undefined;
    const holder = origin?.is === "declared" ? origin.name.parent : undefined;
    return holder !== undefined && ts.isClassLike(holder) ? holder.members.filter(ts.isConstructorDeclaration) : [];
  }
}

function worse(a: Share, b: Share): Share {
  return a > b ? a : b;
}
