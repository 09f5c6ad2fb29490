import { heapObject } from "../heap/object.ts";
import type { Value } from "../heap/value.ts";
import { FREE_VALUE, isNothing, joinGuards, NOTHING, UNDEFINED } from "../heap/value.ts";
import type { Closure } from "../machine/closure.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Exit, Frame, Scope } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import type { State } from "../machine/state.ts";
import { ts } from "../syntax/ts.ts";
import { withDefault } from "./assignments.ts";
import { lazily, seenBy } from "./deferred.ts";
import { callOpaque, reach } from "./opaque.ts";
import { asynchronous } from "./promises.ts";
import { declareNames, hoistVars } from "./scopes.ts";
import { packed } from "./sizes.ts";

/** How deep calls may go, and how often the same function may stand in them. */
const DEPTH = 220;
const REPEATS = 2;

/** Follows a function's body with its arguments; answers what it returns. */
export function invoke(machine: Machine, closure: Closure, self: Value, args: readonly Value[], site: Site): Value {
  const { node } = closure;
  if (node.body === undefined) return callOpaque(machine, closure.name, closure.name, [self, ...args], site);
  if (machine.stack.filter((each) => each === node).length >= REPEATS || machine.stack.length >= DEPTH) {
    return recursion(machine, closure, self, args, site);
  }
  const context = machine.context(site.node, site.frame.context, String(machine.intern.node(node)));
  const scope: Scope = { parent: closure.scope, names: new Map() };
  const generator = "asteriskToken" in node && node.asteriskToken !== undefined;
  const yields = generator ? machine.allocate(node, context, heapObject("iterator"), " yields") : undefined;
  const frame: Frame = {
    context,
    scope,
    self,
    returns: [],
    loops: [],
    yields: yields?.refs[0],
    home: closure.home,
    file: node.getSourceFile(),
  };
  const guard = machine.state?.guard;
  machine.stack.push(node);
  const sources = machine.sourceCalls;
  const before = machine.state;
  const body = () => follow(machine, node, args, frame);
  const result = isAsync(node) ? asynchronous(machine, closure, [self, ...args], site, body) : body();
  machine.stack.pop();
  if (machine.recursive.has(node) && machine.sourceCalls > sources) {
    machine.observer.gaveUp(machine, "recursion around the source", node);
  }
  machine.resume(guard);
  if (yields === undefined) return result;
  lazily(machine, before!, yields.refs[0]!, node);
  machine.later.lazy.set(yields.refs[0]!, seenBy(machine, [self, ...args], closure, node));
  return { ...yields };
}

function isAsync(node: ts.FunctionLikeDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) === true;
}

function follow(machine: Machine, node: ts.FunctionLikeDeclaration, args: readonly Value[], frame: Frame): Value {
  parameters(machine, node.parameters, args, frame);
  const { body } = node;
  const entered = machine.state;
  if (entered === undefined || body === undefined) return NOTHING;
  if (!ts.isBlock(body)) {
    const value = machine.evaluators.expression(machine, body as ts.Expression, frame);
    return returned(machine, value, node, frame);
  }
  hoistVars(machine, body, frame);
  machine.evaluators.statements(machine, body.statements, frame);
  const exits: Exit[] = [...frame.returns];
  if (machine.state !== undefined) exits.push({ state: machine.state, value: UNDEFINED });
  return returned(machine, joinExits(machine, exits, entered, node, frame), node, frame);
}

function returned(machine: Machine, value: Value, node: ts.Node, frame: Frame): Value {
  return isNothing(value) || machine.state === undefined ? value : machine.returned(value, node, frame.context);
}

function parameters(
  machine: Machine,
  nodes: readonly ts.ParameterDeclaration[],
  args: readonly Value[],
  frame: Frame,
): void {
  const listed = nodes.filter(({ name }) => name.getText() !== "this");
  for (const { name } of listed) declareNames(machine, name, frame);
  for (const [i, parameter] of listed.entries()) {
    const { name, dotDotDotToken, initializer } = parameter;
    let value: Value;
    if (dotDotDotToken !== undefined) {
      const rest = heapObject("array", packed(machine, args.slice(i), parameter));
      value = machine.allocate(parameter, frame.context, rest);
    } else value = withDefault(machine, args[i] ?? UNDEFINED, initializer, frame, parameter);
    machine.evaluators.assign(machine, name, value, frame);
    if (parameter.modifiers?.some(isFieldModifier) === true && ts.isIdentifier(name)) {
      machine.evaluators.set(machine, frame.self, name.text, value, { node: parameter, frame });
    }
  }
}

function isFieldModifier({ kind }: ts.ModifierLike): boolean {
  const { PublicKeyword, PrivateKeyword, ProtectedKeyword, ReadonlyKeyword } = ts.SyntaxKind;
  return kind === PublicKeyword || kind === PrivateKeyword || kind === ProtectedKeyword || kind === ReadonlyKeyword;
}

/** One of several ways out. What differs between them depends on the conditions that lead there. */
function joinExits(machine: Machine, exits: readonly Exit[], entered: State, node: ts.Node, frame: Frame): Value {
  const binding = machine.declare({ parent: undefined, names: new Map() }, "return", node, frame.context);
  let joined: State | undefined;
  for (const { state, value } of exits) {
    machine.state = state;
    machine.hold(binding, value ?? UNDEFINED);
    const own = (each: State | undefined) =>
      each === undefined || each.guard === entered.guard ? undefined : each.guard;
    const parted = joined === undefined ? undefined : joinGuards(own(joined), own(state));
    joined = machine.merge(joined, machine.state, parted, node);
  }
  machine.state = joined;
  return joined === undefined ? NOTHING : machine.read(binding);
}

/** A function within itself: free of the weights where none are in reach, else unknown. */
function recursion(machine: Machine, closure: Closure, self: Value, args: readonly Value[], site: Site): Value {
  machine.recursive.add(closure.node);
  machine.mayThrow(site.node, "a recursion");
  const { weights } = reach(machine, [self, ...args]);
  if (machine.stack.length >= DEPTH) machine.observer.gaveUp(machine, "calls go too deep", site.node);
  if (!weights) return { ...FREE_VALUE, nullish: true };
  machine.observer.gaveUp(machine, `recursion of ${closure.name || "a function"} with weights`, site.node);
  return machine.unknown("recursion", site.node);
}
