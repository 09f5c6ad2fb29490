import type { TraceRequest } from "../../model/trace-request.ts";
import { bare } from "../machine/text.ts";
import { STEADY_METHODS, TIME_ZONE_METHODS } from "../models/ambient.ts";
import { ts } from "../syntax/ts.ts";
import { isNamed } from "../trace/patterns.ts";
import { ambientAt } from "./ambient.ts";
import { changedArguments } from "./changed-arguments.ts";
import type { Start } from "./entry.ts";
import { parametersOf } from "./entry.ts";
import { incomingOf } from "./entry-types.ts";
import type { Fault, Placed } from "./finding.ts";
import { Outside } from "./outside.ts";
import { memberOf, pathOf } from "./paths.ts";
import type { Reach, Reached } from "./reach.ts";
import { State } from "./state.ts";

/** Everything that speaks against the same run for the same input, in the order in which it was reached. */
export function faultsOf(reach: Reach, starts: readonly Start[], request: TraceRequest): readonly Placed[] {
  const parameters = starts.flatMap((start) => parametersOf(reach, start));
  const incoming = incomingOf(
    reach.names,
    parameters.map(({ type }) => type),
  );
  for (const each of incoming.classes) reach.instances(each);
  const own = ownMembers(reach);
  const outside = new Outside(reach, incoming, parameters);
  const isGiven = (name: string) => Object.keys(request.models).some((each) => isNamed(name, each));
  const placed = [...reach.reached.values()].flatMap((reached): readonly Placed[] => {
    const { unit } = reached;
    const faults = [
      ...unit.nodes.flatMap((node) => ambientAt(reach.names, node, (name) => own.has(name))),
      ...unit.nodes.flatMap((node) => withoutBody(reach, node, own) ?? []),
      ...outside.faults(unit),
    ];
    return faults.filter((fault) => !isGiven(calledName(fault.node))).map((fault) => placedIn(fault, reached));
  });
  const state = new State(
    reach,
    starts.map(({ root }) => root),
  ).faults(starts.map(({ root }) => root));
  const changed = changedArguments(
    reach,
    starts.flatMap((start) => parametersOf(reach, start, true)),
  ).filter(({ fault }) => !isGiven(calledName(fault.node)));
  return [
    ...placed,
    ...[...state, ...changed].map(({ fault, unit }) => placedIn(fault, reach.reached.get(unit.node)!)),
  ];
}

function placedIn(fault: Fault, { unit, sure }: Reached): Placed {
  return { fault, unit, sure: sure && fault.kind !== "unknown" };
}

/** The name that a fault's call goes by, for what the config takes for given. */
function calledName(node: ts.Node): string {
  const callee = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression : node;
  return ts.isExpression(callee) ? bare(callee).getText() : "";
}

/** Names of members that have a body, or a value, in what was reached. */
function ownMembers(reach: Reach): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { unit } of reach.reached.values()) {
    if (ts.isClassLike(unit.node))
      for (const { name } of unit.node.members) if (name !== undefined) names.add(name.getText());
    if (ts.isClassElement(unit.node) && unit.node.name !== undefined) names.add(unit.node.name.getText());
    for (const node of unit.nodes) {
      const isMember =
        ts.isMethodDeclaration(node) ||
        ts.isPropertyAssignment(node) ||
        ts.isPropertyDeclaration(node) ||
        ts.isShorthandPropertyAssignment(node) ||
        ts.isAccessor(node);
      if (isMember) names.add(node.name.getText());
      if (isAssignment(node) && ts.isPropertyAccessExpression(node.left)) names.add(node.left.name.text);
      if (ts.isParameter(node) && node.modifiers !== undefined) names.add(node.name.getText());
    }
  }
  return names;
}

function isAssignment(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** A call whose body was nowhere found. */
function withoutBody(reach: Reach, node: ts.Node, own: ReadonlySet<string>): Fault | undefined {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return undefined;
  const callee = bare(node.expression);
  const told = (message: string): Fault => ({ kind: "unknown", node, message });
  if (callee.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments ?? [];
    return argument !== undefined && ts.isStringLiteral(argument)
      ? undefined
      : told("which module is imported here is not written here");
  }
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return undefined;
  if (ts.isIdentifier(callee)) {
    const origin = reach.names.origin(callee);
    if (origin.is === "global") {
      if (callee.text !== "require") return undefined;
      const [argument] = node.arguments ?? [];
      return argument !== undefined && ts.isStringLiteral(argument)
        ? undefined
        : told("which module is required here is not written here");
    }
    if (origin.is !== "declared") return undefined;
    const { parent } = origin.name;
    if (ts.isImportSpecifier(parent) || ts.isImportClause(parent))
      return told(`${callee.text} was not found where it is imported from`);
    const hasNone = (ts.isFunctionDeclaration(parent) && parent.body === undefined) || isAmbient(parent);
    return hasNone ? told(`${callee.text}() has no body here`) : undefined;
  }
  const member = memberOf(callee);
  const module = member !== undefined && ts.isIdentifier(member.of) ? reach.names.origin(member.of) : undefined;
  if (module?.is === "module" && member !== undefined && reach.names.member(module.file, member.name) !== undefined)
    return undefined;
  if (
    member === undefined ||
    own.has(member.name) ||
    STEADY_METHODS.has(member.name) ||
    TIME_ZONE_METHODS.has(member.name)
  )
    return undefined;
  if (
    member.of.kind === ts.SyntaxKind.SuperKeyword ||
    ts.isPrivateIdentifier((callee as ts.PropertyAccessExpression).name ?? callee)
  )
    return undefined;
  if (pathOf(reach.names, callee) !== undefined || isOfLibrary(reach, member.of)) return undefined;
  return told(`no body was found for ${member.name}()`);
}

function isAmbient(node: ts.Node): boolean {
  const statement = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false)
  );
}

/** Whether an expression is made by a library, or by what one has made. */
function isOfLibrary(reach: Reach, given: ts.Expression, depth = 0): boolean {
  const node = bare(given);
  if (depth > 20) return false;
  if (
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isAwaitExpression(node)
  )
    return isOfLibrary(reach, node.expression, depth + 1);
  if (!ts.isIdentifier(node)) return false;
  const origin = reach.names.origin(node);
  if (origin.is === "library") return true;
  if (origin.is === "global") return pathOf(reach.names, node) !== undefined;
  const declaration = origin.is === "declared" ? origin.name.parent : undefined;
  return (
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    declaration.initializer !== undefined &&
    isOfLibrary(reach, declaration.initializer, depth + 1)
  );
}
