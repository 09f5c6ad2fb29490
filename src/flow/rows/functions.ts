import { functionAround } from "../reach/kept.ts";
import { unitName } from "../reach/units.ts";
import { ts } from "../syntax/ts.ts";
import type { Frame, RowMachine } from "./machine.ts";
import type { Closure, Value } from "./values.ts";
import { thing } from "./values.ts";

/** Functions as values. */

/** A function as a value, with what it has closed over. */
export function functionThing(machine: RowMachine, node: ts.FunctionLikeDeclaration, frame: Frame): Value {
  const name = nameOf(node);
  const closure: Closure = { node, scope: frame.scope, self: frame.self, name };
  const around = functionAround(node) === undefined ? 0 : frame.context;
  return machine.make(node, around, thing("function", { closure }), ` function of ${[...frame.self.refs].join()}`);
}

function nameOf(node: ts.FunctionLikeDeclaration): string {
  if (ts.isMethodDeclaration(node) || ts.isAccessor(node)) return unitName(node);
  if (node.name !== undefined) return node.name.getText();
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && ts.isPropertyAccessExpression(parent.left)) return parent.left.name.text;
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name.getText() : "";
}

/** Functions can be called before the line that they stand on. */
export function hoistFunctions(machine: RowMachine, nodes: readonly ts.Statement[], frame: Frame): void {
  for (const node of nodes) {
    if (!ts.isFunctionDeclaration(node) || node.name === undefined || node.body === undefined) continue;
    const cell = machine.declare(frame.scope, node.name, frame.context);
    machine.hold(cell, functionThing(machine, node, frame));
  }
}
