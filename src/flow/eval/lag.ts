import { unknown } from "../domain/scalar.ts";
import { trieDifferences, trieSet } from "../heap/trie.ts";
import type { Value } from "../heap/value.ts";
import type { Machine } from "../machine/machine.ts";
import type { State } from "../machine/state.ts";
import { ts } from "../syntax/ts.ts";

/** In which turn of a loop something was computed: in this one, or in one before. */

export function isFresh({ scalar }: Value): boolean {
  return scalar?.is === "homogeneous" && scalar.fresh === true;
}

function lagged(value: Value): Value {
  return value.scalar?.is === "homogeneous"
    ? { ...value, scalar: { ...value.scalar, fresh: false, lagged: true } }
    : value;
}

/** An element of a list of fresh values: at `[k - 1]` it is of a turn before; at the end of the list nobody knows. */
export function readAt(machine: Machine, value: Value, node: ts.Node): Value {
  if (!isFresh(value) || !ts.isElementAccessExpression(node)) return value;
  const index = node.argumentExpression;
  if (!ts.isBinaryExpression(index) || index.operatorToken.kind !== ts.SyntaxKind.MinusToken) return value;
  if (index.right.getText() === "0") return value;
  if (!/\.length$/.test(index.left.getText())) return lagged(value);
  return { ...value, scalar: unknown("the end of a list: of which turn that is, is not known", machine.place(node)) };
}

/**
 * The state in which the next turn of a loop begins. What this turn has computed and put into variables is of a turn
 * before then.
 */
export function nextTurn(head: State, back: State): State {
  let { variables } = back;
  trieDifferences(head.variables, back.variables, (key, _, value) => {
    if (value !== undefined && isFresh(value)) variables = trieSet(variables, key, lagged(value));
  });
  return variables === back.variables ? back : { ...back, variables };
}

/** Whether a loop goes from one computation to the next: its own variable is the index at which fresh values are read. */
export function indexesFresh(machine: Machine, node: ts.Node): boolean {
  if (!ts.isForStatement(node) || node.initializer === undefined || !ts.isVariableDeclarationList(node.initializer))
    return false;
  return node.initializer.declarations.some(({ name }) => machine.freshIndexes.has(name));
}
