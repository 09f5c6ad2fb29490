import type { Value } from "../heap/value.ts";
import { UNDEFINED } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { call, listOf, method } from "./calls.ts";
import { chained, link } from "./chains.ts";
import { runSuper } from "./classes.ts";
import { elementOf } from "./elements.ts";

/** Calls as they are written: what is called, on what, and with which arguments. */

export function callExpression(machine: Machine, node: ts.CallExpression, frame: Frame): Value {
  return chained(machine, node, frame, () => called(machine, node, frame));
}

function called(machine: Machine, node: ts.CallExpression, frame: Frame): Value {
  const callee = bare(node.expression);
  const site = { node, frame };
  if (callee.kind === ts.SyntaxKind.SuperKeyword) {
    runSuper(machine, argumentsOf(machine, node.arguments, frame), site);
    return UNDEFINED;
  }
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return machine.unknown("a dynamic import", node);
  if (ts.isPropertyAccessExpression(callee)) return methodCall(machine, node, callee, site);
  let self = UNDEFINED;
  let value: Value;
  if (ts.isElementAccessExpression(callee)) {
    const receiver = machine.evaluators.expression(machine, callee.expression, frame);
    self = link(machine, callee.questionDotToken, receiver);
    value = elementOf(machine, callee, self, frame);
  } else value = machine.evaluators.expression(machine, callee, frame);
  value = link(machine, node.questionDotToken, value);
  const args = argumentsOf(machine, node.arguments, frame);
  return call(machine, value, self, args, site);
}

function methodCall(machine: Machine, node: ts.CallExpression, callee: ts.PropertyAccessExpression, site: Site): Value {
  const { frame } = site;
  const name = callee.name.text;
  if (callee.expression.kind === ts.SyntaxKind.SuperKeyword) {
    const inherited = machine.evaluators.superMember(machine, name, site);
    return call(machine, inherited, frame.self, argumentsOf(machine, node.arguments, frame), site);
  }
  const receiver = machine.evaluators.expression(machine, callee.expression, frame);
  const self = link(machine, callee.questionDotToken, receiver);
  if (node.questionDotToken !== undefined && machine.state !== undefined) {
    link(machine, node.questionDotToken, machine.evaluators.get(machine, self, name, site));
  }
  return method(machine, self, name, argumentsOf(machine, node.arguments, frame), site);
}

export function newExpression(machine: Machine, node: ts.NewExpression, frame: Frame): Value {
  const callee = machine.evaluators.expression(machine, node.expression, frame);
  const args = argumentsOf(machine, node.arguments ?? [], frame);
  return machine.evaluators.construct(machine, callee, args, { node, frame });
}

function argumentsOf(machine: Machine, nodes: readonly ts.Expression[], frame: Frame): readonly Value[] {
  const args: Value[] = [];
  for (const node of nodes) {
    const value = machine.evaluators.expression(machine, node, frame);
    if (!ts.isSpreadElement(node)) {
      args.push(value);
      continue;
    }
    args.push(...listOf(machine, value, { node, frame }));
  }
  return args;
}
