import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import type { ModuleNames } from "./modules.ts";

/** Names by which the global object goes. */
const GLOBAL_OBJECTS = new Set(["globalThis", "global", "self"]);

/**
 * The path of an expression that comes down to a global or a library: `Math.random`, `node:crypto.randomUUID`; also by
 * way of a constant that holds it, or of a pattern that takes it apart. Undefined for anything else.
 */
export function pathOf(names: ModuleNames, given: ts.Expression): string | undefined {
  const node = bare(given);
  if (ts.isIdentifier(node)) return pathOfName(names, node);
  if (ts.isMetaProperty(node)) return node.keywordToken === ts.SyntaxKind.ImportKeyword ? "import.meta" : undefined;
  const member = memberOf(node);
  if (member === undefined) return undefined;
  const path = pathOf(names, member.of);
  if (path === undefined) {
    const of = bare(member.of);
    const origin = ts.isIdentifier(of) ? names.origin(of) : undefined;
    const found = origin?.is === "module" ? names.member(origin.file, member.name) : undefined;
    return found?.is === "library" ? libraryPath(found.library, found.member) : undefined;
  }
  return GLOBAL_OBJECTS.has(path) ? member.name : `${path}.${member.name}`;
}

/** `a.b` and `a["b"]`. */
export function memberOf(node: ts.Node): { readonly of: ts.Expression; readonly name: string } | undefined {
  if (ts.isPropertyAccessExpression(node)) return { of: node.expression, name: node.name.text };
  if (!ts.isElementAccessExpression(node) || !ts.isStringLiteralLike(node.argumentExpression)) return undefined;
  return { of: node.expression, name: node.argumentExpression.text };
}

function pathOfName(names: ModuleNames, node: ts.Identifier): string | undefined {
  const origin = names.origin(node);
  if (origin.is === "global") return origin.name;
  if (origin.is === "library") return libraryPath(origin.library, origin.member);
  if (origin.is !== "declared" || origin.name === node) return undefined;
  const { parent } = origin.name;
  if (ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent)) {
    const declaration = parent.parent.parent;
    if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return undefined;
    const whole = pathOf(names, declaration.initializer);
    const member = (parent.propertyName ?? parent.name).getText();
    return whole === undefined ? undefined : GLOBAL_OBJECTS.has(whole) ? member : `${whole}.${member}`;
  }
  const isConstant =
    ts.isVariableDeclaration(parent) &&
    parent.initializer !== undefined &&
    (parent.parent.flags & ts.NodeFlags.Const) !== 0;
  if (!isConstant || !isPlainPath(bare(parent.initializer!))) return undefined;
  return pathOf(names, parent.initializer!);
}

function isPlainPath(node: ts.Expression): boolean {
  const member = memberOf(node);
  return member === undefined ? ts.isIdentifier(node) : isPlainPath(bare(member.of));
}

const NODE = new Set(
  "assert assert/strict buffer child_process cluster crypto dns events fs fs/promises http http2 https net os path perf_hooks process querystring readline readline/promises sqlite stream string_decoder timers timers/promises url util worker_threads zlib".split(
    " ",
  ),
);

function libraryPath(library: string, member: string): string {
  const name = NODE.has(library) ? `node:${library}` : library;
  return member === "*" || member === "default" ? name : `${name}.${member}`;
}
