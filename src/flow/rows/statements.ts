import { joinUntil } from "../domain/rows.ts";
import { ts } from "../syntax/ts.ts";
import { bounding } from "./counts.ts";
import { overElements } from "./each.ts";
import { hoistFunctions } from "./functions.ts";
import { forLoop, forOfLoop, whileLoop } from "./loops.ts";
import type { Frame, Loop, RowMachine } from "./machine.ts";
import { assign, declareNames } from "./patterns.ts";
import { refine } from "./refine.ts";
import type { Scope, State, Value } from "./values.ts";
import { FREE, joinStates } from "./values.ts";

/** Follows statements one after the other, as long as a path leads on. */
export function statements(machine: RowMachine, nodes: readonly ts.Statement[], frame: Frame): void {
  hoistFunctions(machine, nodes, frame);
  for (const node of nodes) {
    if (machine.state === undefined || !machine.spend(node)) return;
    statement(machine, node, frame);
  }
}

/** A block, or the one statement that stands for it. */
export function block(machine: RowMachine, node: ts.Statement, outer: Frame): void {
  const scope: Scope = { parent: outer.scope, names: new Map() };
  const frame = { ...outer, scope };
  statements(machine, ts.isBlock(node) ? node.statements : [node], frame);
}

function statement(machine: RowMachine, node: ts.Statement, frame: Frame, label?: string): void {
  if (ts.isBlock(node)) block(machine, node, frame);
  else if (ts.isVariableStatement(node)) declarations(machine, node.declarationList, frame);
  else if (ts.isExpressionStatement(node)) machine.parts.evaluate(machine, node.expression, frame);
  else if (ts.isIfStatement(node)) conditional(machine, node, frame);
  else if (ts.isReturnStatement(node)) returns(machine, node, frame);
  else if (ts.isForStatement(node)) forLoop(machine, node, frame, label);
  else if (ts.isForOfStatement(node)) forOfLoop(machine, node, frame, label);
  else if (ts.isForInStatement(node)) forIn(machine, node, frame, label);
  else if (ts.isWhileStatement(node) || ts.isDoStatement(node)) whileLoop(machine, node, frame, label);
  else if (ts.isBreakOrContinueStatement(node)) leave(machine, node, frame);
  else if (ts.isLabeledStatement(node)) statement(machine, node.statement, frame, node.label.text);
  else if (ts.isSwitchStatement(node)) switched(machine, node, frame);
  else if (ts.isThrowStatement(node)) {
    machine.parts.evaluate(machine, node.expression, frame);
    machine.state = undefined;
  } else if (ts.isTryStatement(node)) attempted(machine, node, frame);
  else if (!isIgnored(node)) machine.unsupported(node);
}

function isIgnored(node: ts.Statement): boolean {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEmptyStatement(node)
  );
}

function declarations(machine: RowMachine, list: ts.VariableDeclarationList, frame: Frame): void {
  for (const { name, initializer } of list.declarations)
    assign(
      machine,
      name,
      initializer === undefined ? FREE : machine.parts.evaluate(machine, initializer, frame),
      frame,
      true,
    );
}

function conditional(machine: RowMachine, node: ts.IfStatement, frame: Frame): void {
  const { until } = bounding(machine, leavesOnly(node), () => machine.parts.evaluate(machine, node.expression, frame));
  const before = machine.state;
  const side = (holds: boolean, then: ts.Statement | undefined): State | undefined => {
    machine.state = before;
    refine(machine, node.expression, frame, holds);
    if (then !== undefined) machine.under(until, () => block(machine, then, frame));
    return machine.state;
  };
  const yes = side(true, node.thenStatement);
  const no = side(false, node.elseStatement);
  // Where one side has left for good, all that follows depends on the condition; a guard that throws is none.
  const leaves =
    (yes === undefined || no === undefined) && !throwsOnly(yes === undefined ? node.thenStatement : node.elseStatement);
  if (leaves || mayLeave(node, true)) machine.path = joinUntil(machine.path, until);
  if (mayLeave(node, false)) machine.leaving = joinUntil(machine.leaving, until);
  machine.state = joinStates(yes, no);
}

/** `if (t + 1 >= rows) break;`: it decides nothing but which rows are decided. */
function leavesOnly({ thenStatement, elseStatement }: ts.IfStatement): boolean {
  const only =
    ts.isBlock(thenStatement) && thenStatement.statements.length === 1 ? thenStatement.statements[0]! : thenStatement;
  return (
    elseStatement === undefined &&
    (ts.isBreakOrContinueStatement(only) ||
      ts.isThrowStatement(only) ||
      (ts.isReturnStatement(only) && (only.expression === undefined || isEmpty(only.expression))))
  );
}

/** `[]`, nothing, or what there is by then. */
function isEmpty(node: ts.Expression): boolean {
  const isList = ts.isArrayLiteralExpression(node) && node.elements.length === 0;
  return isList || ts.isIdentifier(node) || node.kind === ts.SyntaxKind.NullKeyword;
}

function throwsOnly(node: ts.Statement | undefined): boolean {
  if (node === undefined) return false;
  const last = ts.isBlock(node) ? node.statements.at(-1) : node;
  return last !== undefined && ts.isThrowStatement(last);
}

/** Whether a `return`, `break` or (where it counts: it ends this turn only) `continue` stands in one of the branches. */
function mayLeave(node: ts.Node, continues: boolean): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isReturnStatement(node) || ts.isBreakStatement(node)) return true;
  if (ts.isContinueStatement(node)) return continues || node.label !== undefined;
  return ts.forEachChild(node, (child) => mayLeave(child, continues) || undefined) ?? false;
}

function returns(machine: RowMachine, { expression }: ts.ReturnStatement, frame: Frame): void {
  const value = expression === undefined ? FREE : machine.parts.evaluate(machine, expression, frame);
  if (machine.state === undefined) return;
  frame.returns.push(leftWith(machine, value, frame.loops, frame));
  machine.state = undefined;
}

/** A way out of loops: what they have done, with their symbols as they were at the last. */
function leftWith(
  machine: RowMachine,
  value: Value,
  loops: readonly Loop[],
  frame: Frame,
): { readonly state: State; readonly value: Value } {
  const cell = machine.intern.number(`returned ${frame.context}`);
  machine.hold(cell, { ...value, until: joinUntil(value.until, machine.path) });
  let state = machine.state!;
  for (const { leave } of loops.toReversed()) state = leave?.(state) ?? state;
  return { state, value: state.cells.get(cell) ?? value };
}

function leave(machine: RowMachine, node: ts.BreakOrContinueStatement, frame: Frame): void {
  const breaks = ts.isBreakStatement(node);
  const at = frame.loops.findLastIndex(({ label, isLoop }) =>
    node.label === undefined ? isLoop || breaks : label === node.label.text,
  );
  if (at < 0) machine.gap("a label that is no loop's", node);
  else if (machine.state !== undefined) {
    let { state } = machine;
    for (const { leave: out } of frame.loops.slice(at + 1).toReversed()) state = out?.(state) ?? state;
    frame.loops[at]![breaks ? "breaks" : "continues"].push(state);
  }
  machine.state = undefined;
}

function switched(machine: RowMachine, node: ts.SwitchStatement, outer: Frame): void {
  const { until } = machine.parts.evaluate(machine, node.expression, outer);
  const loop: Loop = { label: undefined, isLoop: false, breaks: [], continues: [], leave: undefined };
  const frame: Frame = { ...outer, scope: { parent: outer.scope, names: new Map() }, loops: [...outer.loops, loop] };
  const before = machine.state;
  let through: State | undefined;
  machine.under(until, () => {
    for (const clause of node.caseBlock.clauses) {
      machine.state = joinStates(before, through);
      if (ts.isCaseClause(clause)) machine.parts.evaluate(machine, clause.expression, frame);
      statements(machine, clause.statements, frame);
      through = machine.state;
    }
  });
  machine.state = joinStates(through, before);
  for (const state of loop.breaks) machine.state = joinStates(machine.state, state);
  if (mayLeave(node.caseBlock, true)) machine.path = joinUntil(machine.path, until);
  if (mayLeave(node.caseBlock, false)) machine.leaving = joinUntil(machine.leaving, until);
}

function forIn(machine: RowMachine, node: ts.ForInStatement, frame: Frame, label?: string): void {
  const object = machine.parts.evaluate(machine, node.expression, frame);
  overElements(
    machine,
    node,
    frame,
    object,
    (_, __, inner) => {
      const { initializer } = node;
      const target = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]!.name : initializer;
      assign(machine, target, { ...FREE, until: object.until }, inner, ts.isVariableDeclarationList(initializer));
      block(machine, node.statement, inner);
    },
    label,
  );
}

/** What is thrown may be thrown anywhere in a `try`, and which way it goes may depend on anything: not followed. */
function attempted(machine: RowMachine, node: ts.TryStatement, frame: Frame): void {
  const before = machine.state;
  block(machine, node.tryBlock, frame);
  if (node.catchClause !== undefined) {
    const { variableDeclaration, block: handler } = node.catchClause;
    machine.gap("a catch: what leads there is not followed", node.catchClause);
    const after = machine.state;
    machine.state = joinStates(before, after);
    const inner: Frame = { ...frame, scope: { parent: frame.scope, names: new Map() } };
    if (variableDeclaration !== undefined) {
      declareNames(machine, variableDeclaration.name, inner);
      assign(machine, variableDeclaration.name, FREE, inner, true);
    }
    block(machine, handler, inner);
    machine.state = joinStates(after, machine.state);
  }
  if (node.finallyBlock !== undefined) block(machine, node.finallyBlock, frame);
}
