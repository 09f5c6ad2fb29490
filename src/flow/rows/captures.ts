import { functionAround } from "../reach/kept.ts";
import type { ModuleNames } from "../reach/modules.ts";
import { isReference } from "../reach/names.ts";
import { ts } from "../syntax/ts.ts";

/** Variables that functions close over. */

/** Variables that functions mention which are within the one that declares them, and may be called later. */
export function capturedIn(file: ts.SourceFile, { names }: ModuleNames): ReadonlySet<ts.Identifier> {
  const captured = new Set<ts.Identifier>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && (isReference(node) || ts.isShorthandPropertyAssignment(node.parent))) {
      const declared = names.declaration(node);
      if (declared !== undefined && outlives(node, functionAround(declared))) captured.add(declared);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return captured;
}

/** Methods that call what they are given at once, and keep none of it. */
const CALLING =
  /^(map|flatMap|forEach|filter|find|findIndex|findLast|findLastIndex|some|every|reduce|reduceRight|sort|toSorted|from)$/;

/** Whether a mention stands in a function that may be called when the turn that made it is over. */
function outlives(node: ts.Node, home: ts.Node | undefined): boolean {
  for (let at = functionAround(node); at !== home && at !== undefined; at = functionAround(at)) {
    const { parent } = at;
    const isHanded = ts.isCallExpression(parent) && parent.arguments.includes(at as ts.Expression);
    if (!isHanded || !ts.isPropertyAccessExpression(parent.expression) || !CALLING.test(parent.expression.name.text))
      return true;
  }
  return false;
}
