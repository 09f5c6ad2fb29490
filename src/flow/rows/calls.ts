import { joinUntil } from "../domain/rows.ts";
import { bare, excerpt } from "../machine/text.ts";
import { pathOf } from "../reach/paths.ts";
import { ts } from "../syntax/ts.ts";
import { builtinCall, constructBuiltin } from "./builtins.ts";
import { argumentsOf } from "./copies.ts";
import { byCount } from "./counts.ts";
import { invoke, modelled } from "./following.ts";
import { instance } from "./instances.ts";
import { listMethod } from "./lists.ts";
import type { Frame, RowMachine } from "./machine.ts";
import { memberOf } from "./members.ts";
import { wholeOf } from "./reading.ts";
import type { State, Value } from "./values.ts";
import { depending, FREE, joinStates, joinValues, thing, withUntil } from "./values.ts";

/** Calls whatever a value may be. */
export function call(
  machine: RowMachine,
  callee: Value,
  args: readonly Value[],
  node: ts.Node,
  frame: Frame,
  self: Value = FREE,
): Value {
  if (machine.state === undefined) return FREE;
  const name = ts.isCallExpression(node) ? bare(node.expression).getText() : "";
  const names = [...callee.refs].flatMap((each) => machine.at(each)?.closure?.name ?? []);
  machine.listener.calling([lastOf(name), ...names], args, node, frame);
  const before = machine.state;
  let state: State | undefined;
  let result: Value | undefined;
  for (const address of callee.refs) {
    machine.state = before;
    const closure = machine.at(address)?.closure;
    const answer =
      closure === undefined
        ? unknownCall(machine, name, [callee, ...args], node)
        : invoke(machine, closure, args, node, frame, self);
    if (machine.state === undefined) continue;
    state = joinStates(state, machine.state);
    result = result === undefined ? answer : joinValues(result, answer);
  }
  if (callee.refs.size > 0) {
    machine.state = state;
    return withUntil(result ?? FREE, callee.until);
  }
  const path = ts.isCallExpression(node) ? pathOf(machine.names, node.expression) : undefined;
  const known = path === undefined ? undefined : builtinCall(machine, path, args, node, frame);
  return known ?? unknownCall(machine, name, [callee, ...args], node);
}

function lastOf(name: string): string {
  return name.split(".").at(-1)!;
}

/** A call without a body: what it answers may be made of all that it could get hold of. */
export function unknownCall(machine: RowMachine, name: string, values: readonly Value[], node: ts.Node): Value {
  let until = depending({ terms: new Map() }).until;
  for (const each of values) until = joinUntil(until, wholeOf(machine, each, node));
  const model = machine.listener.given(name);
  if (model !== undefined) return modelled(machine, model, values.slice(1), node);
  if (until.terms.size === 0 && until.open === undefined)
    return withUntil(machine.make(node, 0, thing("outside"), " answer"), byCount(machine, values, node, false));
  const reason = `${name === "" ? "a function" : `${name}()`} has no body here, and is given rows of the market`;
  machine.spoil(values, reason, node);
  return machine.open(reason, node);
}

export function methodCall(
  machine: RowMachine,
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  frame: Frame,
): Value {
  const name = callee.name.text;
  const path = pathOf(machine.names, callee);
  if (callee.expression.kind === ts.SyntaxKind.SuperKeyword) return machine.unsupported(node);
  const receiver = machine.parts.evaluate(machine, callee.expression, frame);
  const args = argumentsOf(machine, node.arguments, frame);
  if (path !== undefined && receiver.refs.size === 0)
    return builtinCall(machine, path, args, node, frame) ?? unknownCall(machine, path, args, node);
  if (receiver.refs.size === 0)
    return (
      listMethod(machine, receiver, name, args, node, frame) ?? unknownCall(machine, name, [receiver, ...args], node)
    );
  const before = machine.state!;
  let state: State | undefined;
  let result: Value | undefined;
  machine.listener.calling([name], args, node, frame);
  for (const address of receiver.refs) {
    machine.state = before;
    const one: Value = { ...receiver, refs: new Set([address]) };
    const answer = methodOf(machine, one, address, name, args, node, frame);
    if (machine.state === undefined) continue;
    state = joinStates(state, machine.state);
    result = result === undefined ? answer : joinValues(result, answer);
  }
  machine.state = state;
  return withUntil(result ?? FREE, receiver.until);
}

function methodOf(
  machine: RowMachine,
  self: Value,
  address: number,
  name: string,
  args: readonly Value[],
  node: ts.CallExpression,
  frame: Frame,
): Value {
  const known = machine.at(address);
  const own =
    known?.kind === "list" || known?.kind === "map"
      ? known.fields.get(name)
      : memberOf(machine, self, name, bare(node.expression), frame);
  const functions = own && [...own.refs].filter((each) => machine.at(each)?.kind === "function");
  if (own !== undefined && functions !== undefined && functions.length > 0)
    return call(machine, { ...own, refs: new Set(functions) }, args, node, frame, self);
  if (name === "call" && known?.kind === "function")
    return call(machine, self, args.slice(1), node, frame, args[0] ?? FREE);
  return listMethod(machine, self, name, args, node, frame) ?? unknownCall(machine, name, [self, ...args], node);
}

export function construct(machine: RowMachine, node: ts.NewExpression, args: readonly Value[], frame: Frame): Value {
  const callee = machine.parts.evaluate(machine, node.expression, frame);
  const [address] = callee.refs;
  const known = address === undefined ? undefined : machine.at(address);
  if (known?.kind === "class" && known.class !== undefined && callee.refs.size === 1)
    return instance(machine, known.class, known.scope, args, node, frame);
  const path = pathOf(machine.names, node.expression);
  const made = path === undefined ? undefined : constructBuiltin(machine, path, args, node, frame);
  return made ?? unknownCall(machine, `new ${excerpt(node.expression)}`, [callee, ...args], node);
}
