import { ts } from "../syntax/ts.ts";
import { lineOf } from "./classes.ts";
import { parameters } from "./following.ts";
import type { Frame, RowMachine } from "./machine.ts";
import type { Scope, Value } from "./values.ts";
import { thing } from "./values.ts";

/** Instances of the program's own classes. */

export function instance(
  machine: RowMachine,
  node: ts.ClassLikeDeclaration,
  scope: Scope | undefined,
  args: readonly Value[],
  site: ts.Node,
  frame: Frame,
): Value {
  const self = machine.make(site, frame.context, thing("record", { class: node, scope }));
  const [address] = self.refs;
  const context = machine.intern.at("new ", site, frame.context);
  const line = lineOf(machine, node);
  if (node.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword) === true && line.length === 1)
    machine.gap("a class that extends what is not known", node);
  for (const each of line.toReversed()) {
    const inner: Frame = { context, scope: { parent: scope, names: new Map() }, self, returns: [], loops: [] };
    for (const member of each.members) {
      if (!ts.isPropertyDeclaration(member) || member.initializer === undefined) continue;
      machine.setField(address!, member.name.getText(), machine.parts.evaluate(machine, member.initializer, inner));
    }
    const maker = each.members.find((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
    if (maker === undefined) continue;
    const declared = maker as ts.ConstructorDeclaration;
    parameters(machine, declared, args, inner);
    machine.parts.statements(
      machine,
      declared.body!.statements.filter((own) => !isSuper(own)),
      inner,
    );
    if (line.length > 1 && each !== node && args.length > 0)
      machine.gap("what a class hands to the one that it extends", declared);
  }
  return self;
}

function isSuper(node: ts.Statement): boolean {
  return (
    ts.isExpressionStatement(node) &&
    ts.isCallExpression(node.expression) &&
    node.expression.expression.kind === ts.SyntaxKind.SuperKeyword
  );
}
