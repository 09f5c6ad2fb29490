import type { Value } from "../heap/value.ts";
import { NOTHING, UNDEFINED } from "../heap/value.ts";
import type { Frame } from "../machine/frame.ts";
import type { Machine } from "../machine/machine.ts";
import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { doLoop, forInLoop, forLoop, forOfLoop, whileLoop } from "./loops.ts";
import { hoist, innerFrame, isAmbient } from "./scopes.ts";
import { switchStatement } from "./switch.ts";
import { branch } from "./truth.ts";
import { throwOn, tryStatement } from "./trying.ts";

/** Follows statements one after the other, as long as a path leads on. */
export function statements(machine: Machine, nodes: readonly ts.Statement[], frame: Frame): void {
  hoist(machine, nodes, frame);
  for (const node of nodes) {
    if (machine.state === undefined) return;
    if (!machine.spend()) {
      machine.observer.gaveUp(machine, "the budget of the analysis is used up", node);
      return;
    }
    statement(machine, node, frame, []);
  }
}

type Rule = (machine: Machine, node: never, frame: Frame, labels: readonly string[]) => void;

const IGNORED = new Set([
  ts.SyntaxKind.InterfaceDeclaration,
  ts.SyntaxKind.TypeAliasDeclaration,
  ts.SyntaxKind.EmptyStatement,
  ts.SyntaxKind.FunctionDeclaration, // hoisted
  ts.SyntaxKind.ImportDeclaration, // names that are bound when the module is opened
  ts.SyntaxKind.ExportDeclaration,
  ts.SyntaxKind.DebuggerStatement,
]);

const RULES: Partial<Record<ts.SyntaxKind, Rule>> = {
  [ts.SyntaxKind.Block]: (machine, node: ts.Block, frame) => {
    machine.evaluators.statements(machine, node.statements, innerFrame(frame));
  },
  [ts.SyntaxKind.VariableStatement]: (machine, { declarationList }: ts.VariableStatement, frame) => {
    declarations(machine, declarationList, frame);
  },
  [ts.SyntaxKind.ExpressionStatement]: (machine, node: ts.ExpressionStatement, frame) => {
    machine.evaluators.expression(machine, node.expression, frame);
  },
  [ts.SyntaxKind.IfStatement]: (machine, node: ts.IfStatement, frame) => {
    const condition = machine.evaluators.expression(machine, node.expression, frame);
    const no = node.elseStatement;
    branch(
      machine,
      condition,
      node.expression,
      () => inner(machine, node.thenStatement, frame),
      () => no && inner(machine, no, frame),
    );
  },
  [ts.SyntaxKind.ReturnStatement]: (machine, node: ts.ReturnStatement, frame) => {
    const { expression } = node;
    const value = expression === undefined ? UNDEFINED : machine.evaluators.expression(machine, expression, frame);
    if (machine.state === undefined) return;
    frame.returns.push({ state: machine.state, value });
    machine.exits++;
    machine.state = undefined;
  },
  [ts.SyntaxKind.ThrowStatement]: (machine, node: ts.ThrowStatement, frame) => {
    throwOn(machine, machine.evaluators.expression(machine, node.expression, frame));
  },
  [ts.SyntaxKind.BreakStatement]: (machine, node: ts.BreakStatement, frame) => leave(machine, node, frame, "breaks"),
  [ts.SyntaxKind.ContinueStatement]: (machine, node: ts.ContinueStatement, frame) => {
    leave(machine, node, frame, "continues");
  },
  [ts.SyntaxKind.LabeledStatement]: (machine, node: ts.LabeledStatement, frame, labels) => {
    statement(machine, node.statement, frame, [...labels, node.label.text]);
  },
  [ts.SyntaxKind.ForStatement]: forLoop,
  [ts.SyntaxKind.ForOfStatement]: forOfLoop,
  [ts.SyntaxKind.ForInStatement]: forInLoop,
  [ts.SyntaxKind.WhileStatement]: whileLoop,
  [ts.SyntaxKind.DoStatement]: doLoop,
  [ts.SyntaxKind.SwitchStatement]: switchStatement,
  [ts.SyntaxKind.TryStatement]: tryStatement,
  [ts.SyntaxKind.ClassDeclaration]: (machine, node: ts.ClassDeclaration, frame) => {
    const binding = node.name === undefined ? undefined : frame.scope.names.get(node.name.text);
    const value = machine.evaluators.defineClass(machine, node, frame);
    if (binding !== undefined) machine.write(binding, value, node);
  },
  [ts.SyntaxKind.EnumDeclaration]: (machine, node: ts.EnumDeclaration, frame) => {
    const binding = frame.scope.names.get(node.name.text);
    if (binding !== undefined) machine.write(binding, machine.evaluators.enumeration(machine, node, frame), node);
  },
  [ts.SyntaxKind.ExportAssignment]: (machine, node: ts.ExportAssignment, frame) => {
    const value = machine.evaluators.expression(machine, node.expression, frame);
    machine.write(machine.declare(frame.scope, "default", node, frame.context), value, node);
  },
};

function statement(machine: Machine, node: ts.Statement, frame: Frame, labels: readonly string[]): void {
  if (IGNORED.has(node.kind) || isAmbient(node)) return;
  const rule = RULES[node.kind];
  if (rule !== undefined) rule(machine, node as never, frame, labels);
  else machine.observer.gaveUp(machine, `unsupported ${ts.SyntaxKind[node.kind]}`, node);
}

/** The branch of a condition. */
function inner(machine: Machine, node: ts.Statement, frame: Frame): void {
  const nodes = ts.isBlock(node) ? node.statements : [node];
  machine.evaluators.statements(machine, nodes, innerFrame(frame));
}

export function declarations(machine: Machine, list: ts.VariableDeclarationList, frame: Frame): void {
  for (const { name, initializer } of list.declarations) {
    const isVar = (list.flags & ts.NodeFlags.BlockScoped) === 0;
    if (initializer === undefined && isVar) continue;
    let value: Value = UNDEFINED;
    if (initializer !== undefined) value = machine.evaluators.expression(machine, bare(initializer), frame);
    if (machine.state === undefined) return;
    machine.evaluators.assign(machine, name, value === NOTHING ? UNDEFINED : value, frame);
  }
}

function leave(machine: Machine, node: ts.BreakOrContinueStatement, frame: Frame, way: "breaks" | "continues"): void {
  const label = node.label?.text;
  const loop = frame.loops.findLast(({ labels, isLoop }) =>
    label === undefined ? isLoop || way === "breaks" : labels.includes(label),
  );
  if (loop === undefined) machine.observer.gaveUp(machine, "a label that is no loop's", node);
  else if (machine.state !== undefined) loop[way].push(machine.state);
  machine.exits++;
  machine.state = undefined;
}
