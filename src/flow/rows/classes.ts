import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { functionThing } from "./functions.ts";
import type { Frame, RowMachine } from "./machine.ts";
import type { Scope, Thing, Value } from "./values.ts";

/** The class that a name extends. */
function baseOf(machine: RowMachine, node: ts.ClassLikeDeclaration): ts.ClassLikeDeclaration | undefined {
  const [type] = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types ?? [];
  const name = type && bare(type.expression);
  const origin = name !== undefined && ts.isIdentifier(name) ? machine.names.origin(name) : undefined;
  const declared = origin?.is === "declared" ? origin.name.parent : undefined;
  return declared !== undefined && ts.isClassLike(declared) ? declared : undefined;
}

/** A class and those that it extends, nearest first. */
export function lineOf(machine: RowMachine, node: ts.ClassLikeDeclaration): readonly ts.ClassLikeDeclaration[] {
  const line: ts.ClassLikeDeclaration[] = [];
  for (
    let at: ts.ClassLikeDeclaration | undefined = node;
    at !== undefined && !line.includes(at);
    at = baseOf(machine, at)
  )
    line.push(at);
  return line;
}

/** A method or getter of an instance. */
export function classMember(
  machine: RowMachine,
  known: Thing,
  name: string,
): { readonly value: Value; readonly getter: boolean } | undefined {
  if (known.class === undefined) return undefined;
  for (const each of lineOf(machine, known.class)) {
    const member = each.members.find(
      (own) =>
        (ts.isMethodDeclaration(own) || ts.isGetAccessor(own)) && own.name.getText() === name && own.body !== undefined,
    );
    if (member === undefined) continue;
    const frame = frameOf(known.scope);
    return { value: functionThing(machine, member as ts.MethodDeclaration, frame), getter: ts.isGetAccessor(member) };
  }
  return undefined;
}

const EMPTY: Scope = { parent: undefined, names: new Map() };

function frameOf(scope: Scope | undefined): Frame {
  return {
    context: 0,
    scope: scope ?? EMPTY,
    self: { until: { terms: new Map() }, row: undefined, cell: undefined, refs: new Set() },
    returns: [],
    loops: [],
  };
}
