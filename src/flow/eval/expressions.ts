import { curved } from "../domain/algebra.ts";
import { unknown } from "../domain/scalar.ts";
import type { Value } from "../heap/value.ts";
import { constantValue, FREE_VALUE, guardedValue, isNothing, NOTHING, scalarValue, UNDEFINED } from "../heap/value.ts";
import type { Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { sizeOf } from "./access.ts";
import { eitherOf, logical } from "./alternatives.ts";
import { assignment, stepped } from "./assignments.ts";
import { builtin, isGlobal } from "./builtins.ts";
import { callExpression, newExpression } from "./call-expressions.ts";
import { chained, link } from "./chains.ts";
import { elementOf } from "./elements.ts";
import { arrayLiteral, objectLiteral } from "./literals.ts";
import { numberOf } from "./number-of.ts";
import { callOpaque, opaqueValue } from "./opaque.ts";
import { operation, typeOf, unary } from "./operators.ts";
import { awaits } from "./promises.ts";
import { functionValue, innerFrame, lookUp } from "./scopes.ts";
import { sizeUnder } from "./sizes.ts";

type Rule = (machine: Machine, node: never, frame: Frame) => Value;

/** What an expression is, and what it does on the way. */
export function expression(machine: Machine, node: ts.Expression, frame: Frame): Value {
  if (machine.state === undefined) return NOTHING;
  machine.spend();
  const inner = bare(node);
  const rule = RULES[inner.kind];
  if (rule !== undefined) return rule(machine, inner as never, frame);
  return unsupported(machine, inner, frame);
}

/** Syntax that is not understood: unknown, and so is all that it can get hold of, where there are weights. */
function unsupported(machine: Machine, node: ts.Expression, frame: Frame): Value {
  const named: Value[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isIdentifier(child)) {
      const binding = lookUp(frame.scope, child.text);
      if (binding !== undefined) named.push(machine.read(binding));
    }
    ts.forEachChild(child, visit);
  };
  visit(node);
  const reason = `unsupported ${ts.SyntaxKind[node.kind]}`;
  machine.observer.gaveUp(machine, reason, node);
  callOpaque(machine, `unsupported ${machine.intern.node(node)}`, reason, [frame.self, ...named], { node, frame });
  return machine.unknown(reason, node);
}

const evaluate = (machine: Machine, node: ts.Expression, frame: Frame): Value => expression(machine, node, frame);

const RULES: Partial<Record<ts.SyntaxKind, Rule>> = {
  [ts.SyntaxKind.NumericLiteral]: (_, node: ts.NumericLiteral) => constantValue(Number(node.text.replaceAll("_", ""))),
  [ts.SyntaxKind.BigIntLiteral]: (machine) => {
    machine.mixes = true;
    return FREE_VALUE;
  },
  [ts.SyntaxKind.StringLiteral]: (_, node: ts.StringLiteral) => constantValue(node.text),
  [ts.SyntaxKind.NoSubstitutionTemplateLiteral]: (_, node: ts.NoSubstitutionTemplateLiteral) =>
    constantValue(node.text),
  [ts.SyntaxKind.TrueKeyword]: () => constantValue(true),
  [ts.SyntaxKind.FalseKeyword]: () => constantValue(false),
  [ts.SyntaxKind.NullKeyword]: () => constantValue(null),
  [ts.SyntaxKind.RegularExpressionLiteral]: () => FREE_VALUE,
  [ts.SyntaxKind.MetaProperty]: () => FREE_VALUE,
  [ts.SyntaxKind.ThisKeyword]: (_, __, frame) => frame.self,
  [ts.SyntaxKind.Identifier]: identifier,
  [ts.SyntaxKind.TemplateExpression]: template,
  [ts.SyntaxKind.ArrayLiteralExpression]: arrayLiteral,
  [ts.SyntaxKind.ObjectLiteralExpression]: objectLiteral,
  [ts.SyntaxKind.FunctionExpression]: (machine, node: ts.FunctionExpression, frame) => {
    if (node.name === undefined) return functionValue(machine, node, nameGiven(node), frame);
    const inner = innerFrame(frame);
    const binding = machine.declare(inner.scope, node.name.text, node, frame.context);
    const value = functionValue(machine, node, node.name.text, inner);
    machine.hold(binding, value);
    return value;
  },
  [ts.SyntaxKind.ArrowFunction]: (machine, node: ts.ArrowFunction, frame) => {
    return functionValue(machine, node, nameGiven(node), frame);
  },
  [ts.SyntaxKind.ClassExpression]: (machine, node: ts.ClassExpression, frame) => {
    return machine.evaluators.defineClass(machine, node, frame);
  },
  [ts.SyntaxKind.PropertyAccessExpression]: property,
  [ts.SyntaxKind.ElementAccessExpression]: element,
  [ts.SyntaxKind.CallExpression]: callExpression,
  [ts.SyntaxKind.NewExpression]: newExpression,
  [ts.SyntaxKind.BinaryExpression]: binary,
  [ts.SyntaxKind.PrefixUnaryExpression]: (machine, node: ts.PrefixUnaryExpression, frame) => {
    const { operator, operand } = node;
    if (operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken) {
      return stepped(machine, operand, operator === ts.SyntaxKind.PlusPlusToken ? "+" : "-", node, frame).after;
    }
    return unary(machine, evaluate(machine, operand, frame), operator, node, frame);
  },
  [ts.SyntaxKind.PostfixUnaryExpression]: (machine, node: ts.PostfixUnaryExpression, frame) => {
    return stepped(machine, node.operand, node.operator === ts.SyntaxKind.PlusPlusToken ? "+" : "-", node, frame)
      .before;
  },
  [ts.SyntaxKind.ConditionalExpression]: (machine, node: ts.ConditionalExpression, frame) => {
    const condition = evaluate(machine, node.condition, frame);
    return eitherOf(
      machine,
      condition,
      node.condition,
      () => evaluate(machine, node.whenTrue, frame),
      () => evaluate(machine, node.whenFalse, frame),
    );
  },
  [ts.SyntaxKind.AwaitExpression]: (machine, node: ts.AwaitExpression, frame) => {
    const value = evaluate(machine, node.expression, frame);
    awaits(machine, node);
    return value;
  },
  [ts.SyntaxKind.SpreadElement]: (machine, node: ts.SpreadElement, frame) => evaluate(machine, node.expression, frame),
  [ts.SyntaxKind.VoidExpression]: (machine, node: ts.VoidExpression, frame) => {
    evaluate(machine, node.expression, frame);
    return UNDEFINED;
  },
  [ts.SyntaxKind.TypeOfExpression]: (machine, node: ts.TypeOfExpression, frame) => {
    return typeOf(machine, evaluate(machine, node.expression, frame), node);
  },
  [ts.SyntaxKind.DeleteExpression]: deletion,
  [ts.SyntaxKind.YieldExpression]: (machine, node: ts.YieldExpression, frame) => {
    const value = node.expression === undefined ? UNDEFINED : evaluate(machine, node.expression, frame);
    const site = { node, frame };
    const given = node.asteriskToken === undefined ? value : machine.evaluators.iterate(machine, value, site).element;
    const collector = frame.yields === undefined ? undefined : machine.object(frame.yields);
    if (collector === undefined) return machine.unknown("yield outside of a generator", node);
    const guarded = guardedValue(given, machine.state?.guard);
    const size = sizeUnder(machine, collector);
    machine.update(frame.yields!, { ...collector, size, elem: machine.join(collector.elem, guarded, node) });
    return machine.unknown("what a generator is sent", node);
  },
};

function identifier(machine: Machine, node: ts.Identifier, frame: Frame): Value {
  const name = node.text;
  const binding = lookUp(frame.scope, name);
  if (binding !== undefined) {
    const value = binding.load === undefined ? machine.read(binding) : binding.load();
    if (isNothing(value)) machine.mayThrow(node, `reading ${name} before it is declared`);
    return value;
  }
  if (name === "undefined") return UNDEFINED;
  if (name === "NaN" || name === "Infinity")
    return constantValue(name === "NaN" ? Number.NaN : Number.POSITIVE_INFINITY);
  if (name === "eval" || name === "Proxy" || name === "Function" || name === "arguments")
    return machine.unknown(name, node);
  if (isGlobal(name)) return builtin(machine, name);
  if (new RegExp(`(?<!declare\\s+)\\bfunction\\s*\\*?\\s*${name}\\b`).test(frame.file.text))
    machine.observer.gaveUp(machine, `${name} may be a function of an inner block`, node);
  machine.mayThrow(node, `reading ${name}, which is declared nowhere here,`);
  return opaqueValue(machine, `global ${name}`, name);
}

/** The name that a function gets from what it is given to. */
export function nameGiven(node: ts.Node): string {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent) || ts.isSatisfiesExpression(parent))
    return nameGiven(parent);
  if (
    (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) &&
    parent.initializer === node
  ) {
    return parent.name.getText();
  }
  if (ts.isBinaryExpression(parent) && parent.right === node) {
    const target = bare(parent.left);
    return ts.isPropertyAccessExpression(target) ? target.name.text : target.getText();
  }
  return "";
}

/** Text made of weights is unknown: what comes back from it may be anything. */
function template(machine: Machine, node: ts.TemplateExpression, frame: Frame): Value {
  const parts = node.templateSpans.map((span) => evaluate(machine, span.expression, frame));
  if (machine.mixes) machine.mayThrow(node, "a symbol in a text");
  const scalars = parts.map((part) => numberOf(machine, part, node));
  const place = machine.place(node);
  const scalar = curved(scalars, "nonlinear", place);
  return scalar.is === "broken" ? scalarValue(unknown("text made of weights", place)) : scalarValue(scalar);
}

function property(machine: Machine, node: ts.PropertyAccessExpression, frame: Frame): Value {
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword)
    return machine.evaluators.superMember(machine, node.name.text, { node, frame });
  return chained(machine, node, frame, () => {
    const receiver = link(machine, node.questionDotToken, evaluate(machine, node.expression, frame));
    return machine.state === undefined
      ? NOTHING
      : machine.evaluators.get(machine, receiver, node.name.text, { node, frame });
  });
}

function element(machine: Machine, node: ts.ElementAccessExpression, frame: Frame): Value {
  return chained(machine, node, frame, () => {
    const receiver = link(machine, node.questionDotToken, evaluate(machine, node.expression, frame));
    return elementOf(machine, node, receiver, frame);
  });
}

function binary(machine: Machine, node: ts.BinaryExpression, frame: Frame): Value {
  const { left, right, operatorToken } = node;
  const operator = operatorToken.getText();
  if (operatorToken.kind >= ts.SyntaxKind.FirstAssignment && operatorToken.kind <= ts.SyntaxKind.LastAssignment) {
    return assignment(machine, node, frame, (value, other) =>
      logical(machine, operator.slice(0, -1), value, left, other),
    );
  }
  const a = ts.isPrivateIdentifier(left) ? FREE_VALUE : evaluate(machine, left, frame);
  if (operator === ",") return evaluate(machine, right, frame);
  if (operator === "&&" || operator === "||" || operator === "??") {
    return logical(machine, operator, a, left, () => evaluate(machine, right, frame));
  }
  const b = evaluate(machine, right, frame);
  if (operator === "in" || operator === "instanceof") machine.mayThrow(node, operator);
  if (operator === "in") return guardedSize(machine, b, node, frame);
  if (operator === "instanceof") return typeOf(machine, a, node);
  return operation(machine, a, b, operator, node, frame);
}

function deletion(machine: Machine, node: ts.DeleteExpression, frame: Frame): Value {
  const target = bare(node.expression);
  if (!ts.isPropertyAccessExpression(target) && !ts.isElementAccessExpression(target)) return FREE_VALUE;
  machine.evaluators.assign(machine, target, UNDEFINED, frame);
  for (const address of evaluate(machine, target.expression, frame).refs) {
    const object = machine.object(address);
    if (object !== undefined) machine.update(address, { ...object, size: sizeUnder(machine, object) });
  }
  return FREE_VALUE;
}

/** Whether something has a name may depend on the weights where what it has does. */
function guardedSize(machine: Machine, object: Value, node: ts.Node, frame: Frame): Value {
  return { ...sizeOf(machine, object, { node, frame }), constant: undefined };
}
