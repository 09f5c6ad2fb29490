import type { FunctionModel } from "../../model/trace-request.ts";
import { ts } from "../syntax/ts.ts";
import type { Frame, RowMachine } from "./machine.ts";
import { assign } from "./patterns.ts";
import type { Closure, Scope, Value } from "./values.ts";
import { FREE, joinStates, joinValues, thing, withUntil } from "./values.ts";

/** Following functions into their bodies. */

/** How many calls within calls are followed. */
const DEPTH = 24;

/** What is said of a function instead of following it. */
export function modelled(
  machine: RowMachine,
  model: FunctionModel,
  args: readonly Value[],
  node: ts.Node,
  context = 0,
): Value {
  if (model === "zeros") return machine.make(node, context, thing("list"), " zeros");
  return typeof model === "object" ? (args[model.argument] ?? FREE) : FREE;
}

export function invoke(
  machine: RowMachine,
  closure: Closure,
  args: readonly Value[],
  node: ts.Node,
  frame: Frame,
  self: Value,
): Value {
  const { node: own, name } = closure;
  const model = machine.listener.given(name);
  if (model !== undefined) return modelled(machine, model, args, node, frame.context);
  if (machine.stack.includes(own) || machine.stack.length >= DEPTH || own.asteriskToken !== undefined) {
    const reason = own.asteriskToken === undefined ? `${name || "a function"} calls itself` : "a generator";
    if (own.asteriskToken !== undefined) machine.gap("unsupported generator", own);
    return recursion(machine, reason, [self, ...args], node);
  }
  machine.visited.add(own.getSourceFile());
  const context = machine.intern.at("call ", node, frame.context);
  const scope: Scope = { parent: closure.scope, names: new Map() };
  const isArrow = ts.isArrowFunction(own);
  const inner: Frame = { context, scope, self: isArrow || self === FREE ? closure.self : self, returns: [], loops: [] };
  const { path, leaving } = machine;
  machine.stack.push(own);
  parameters(machine, own, args, inner);
  const value = body(machine, own, inner);
  machine.stack.pop();
  machine.path = path;
  machine.leaving = leaving;
  if (machine.state === undefined) return FREE;
  return machine.listener.answered(name, args, value, node, inner);
}

function recursion(machine: RowMachine, reason: string, values: readonly Value[], node: ts.Node): Value {
  machine.spoil(values, reason, node);
  return machine.open(reason, node);
}

export function parameters(
  machine: RowMachine,
  { parameters: listed }: ts.FunctionLikeDeclaration,
  args: readonly Value[],
  frame: Frame,
): void {
  for (const [i, { name, dotDotDotToken, initializer, modifiers }] of listed.entries()) {
    let value = args[i] ?? FREE;
    if (dotDotDotToken !== undefined) {
      const rest = args.slice(i).reduce(joinValues, FREE);
      value = machine.make(name, frame.context, thing("list", { elem: { ...rest, row: undefined, cell: undefined } }));
    } else if (initializer !== undefined) {
      const other = machine.parts.evaluate(machine, initializer, frame);
      value = args[i] === undefined ? other : joinValues(value, other);
    }
    assign(machine, name, value, frame, true);
    if (modifiers !== undefined && ts.isIdentifier(name))
      for (const address of frame.self.refs) machine.setField(address, name.text, value);
  }
}

/** What a function answers: any of the ways out of it. */
function body(machine: RowMachine, { body: block }: ts.FunctionLikeDeclaration, frame: Frame): Value {
  if (block === undefined) return machine.open("a function without a body", frame.scope.names.keys().next().value!);
  if (!ts.isBlock(block)) return withUntil(machine.parts.evaluate(machine, block, frame), machine.path);
  machine.parts.statements(machine, block.statements, frame);
  let state = machine.state;
  let value: Value | undefined = state === undefined ? undefined : FREE;
  for (const exit of frame.returns) {
    state = joinStates(state, exit.state);
    value = value === undefined ? exit.value : joinValues(value, exit.value);
  }
  machine.state = state;
  return withUntil(value ?? FREE, machine.path);
}
