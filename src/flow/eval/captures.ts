import type { HeapObject } from "../heap/object.ts";
import { isNothing } from "../heap/value.ts";
import type { Closure } from "../machine/closure.ts";
import type { Binding, Scope } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { LIST_RULES } from "../models/lists.ts";
import { ts } from "../syntax/ts.ts";

const captured = new WeakMap<ts.Node, boolean>();

/**
 * Whether a variable that is declared once more (in the next turn of a loop) is still in sight of a function from an
 * earlier turn, which some object holds: then it stands for both variables.
 */
export function isHeldByClosure(machine: Machine, binding: Binding): boolean {
  if (isNothing(machine.read(binding)) || !isCaptured(binding)) return false;
  return machine.addresses().some((address) => {
    const object = machine.object(address);
    return object !== undefined && object.kind !== "function" && holds(machine, object, binding.location);
  });
}

/** Whether the text of a function within the variable's block mentions it. */
function isCaptured({ node, name }: Binding): boolean {
  const known = captured.get(node);
  if (known !== undefined) return known;
  let block: ts.Node = node;
  while (
    block.parent !== undefined &&
    !ts.isBlock(block) &&
    !ts.isSourceFile(block) &&
    !ts.isIterationStatement(block, false)
  )
    block = block.parent;
  const answer = mentionedInFunction(block, name, false);
  captured.set(node, answer);
  return answer;
}

function mentionedInFunction(node: ts.Node, name: string, within: boolean): boolean {
  if (within && ts.isIdentifier(node) && node.text === name) return true;
  const inside = within || (ts.isFunctionLike(node) && !isUsedAtOnce(node));
  return ts.forEachChild(node, (child) => mentionedInFunction(child, name, inside) || undefined) ?? false;
}

/** A callback of `map` and the like is called there and then, and kept by nobody. */
function isUsedAtOnce({ parent }: ts.Node): boolean {
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return false;
  return (
    Object.hasOwn(LIST_RULES, parent.expression.name.text) &&
    LIST_RULES[parent.expression.name.text]?.gives !== undefined
  );
}

function holds(machine: Machine, { elem, items, fields, keys }: HeapObject, location: number): boolean {
  const values = [elem, keys, ...(items ?? []), ...fields.values()];
  return values.some(({ refs }) =>
    refs.some((address) => {
      const object = machine.object(address);
      return object?.kind === "function" && sees((object.meta as Closure).scope, location);
    }),
  );
}

function sees(scope: Scope, location: number): boolean {
  for (let each: Scope | undefined = scope; each !== undefined; each = each.parent) {
    for (const binding of each.names.values()) if (binding.location === location) return true;
  }
  return false;
}
