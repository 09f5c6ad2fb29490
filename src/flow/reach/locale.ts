import { bare } from "../machine/text.ts";
import { LOCALE_METHODS } from "../models/ambient.ts";
import { ts } from "../syntax/ts.ts";
import type { Fault } from "./finding.ts";
import type { ModuleNames } from "./modules.ts";

/** Dates, and what goes by a locale or a time zone. */

/** `new Date()` and `Date()` read the clock; `new Date(2024, 0, 5)` goes by the time zone. */
export function date(names: ModuleNames, node: ts.Expression): Fault | "fine" | undefined {
  const { parent } = node;
  if (ts.isCallExpression(parent) && parent.expression === node)
    return { kind: "clock", node: parent, message: "Date() reads the clock" };
  if (!ts.isNewExpression(parent) || parent.expression !== node) return undefined;
  const args = parent.arguments ?? ts.factory.createNodeArray<ts.Expression>();
  if (args.length === 0) return { kind: "clock", node: parent, message: "new Date() reads the clock" };
  if (args.some(ts.isSpreadElement))
    return { kind: "unknown", node: parent, message: "a Date of a list that may be empty: that would be the clock" };
  if (args.length > 1)
    return { kind: "locale", node: parent, message: "a Date of year, month, … goes by the machine's time zone" };
  const text = textOf(names, args[0]);
  const isLocal = text !== undefined && !/^[-+]?\d+(-\d\d(-\d\d)?)?$|Z$|[-+]\d\d:?\d\d$|GMT|UTC/.test(text);
  return isLocal
    ? { kind: "locale", node: parent, message: `the date ${JSON.stringify(text)} goes by the machine's time zone` }
    : "fine";
}

/** A text that is written down, or a constant that is one. */
function textOf(names: ModuleNames, node: ts.Expression | undefined): string | undefined {
  if (node === undefined) return undefined;
  const inner = bare(node);
  if (ts.isStringLiteralLike(inner)) return inner.text;
  if (ts.isArrayLiteralExpression(inner))
    return inner.elements.length === 0 ? undefined : textOf(names, inner.elements[0]);
  if (!ts.isIdentifier(inner)) return undefined;
  const origin = names.origin(inner);
  const declaration = origin.is === "declared" ? origin.name.parent : undefined;
  const isConstant =
    declaration !== undefined &&
    ts.isVariableDeclaration(declaration) &&
    (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
  return isConstant ? textOf(names, declaration.initializer) : undefined;
}

export function byLocale(names: ModuleNames, node: ts.CallExpression, name: string): Fault | undefined {
  const rule = LOCALE_METHODS.get(name);
  if (rule === undefined) return undefined;
  return fixedBy(names, node, `${name}()`, node.arguments, rule.locale, rule.zone);
}

function fixedBy(
  names: ModuleNames,
  node: ts.Node,
  what: string,
  args: readonly ts.Expression[],
  at: number,
  zone: boolean,
): Fault | undefined {
  const locale = args[at];
  if (
    locale === undefined ||
    bare(locale).getText() === "undefined" ||
    (ts.isArrayLiteralExpression(bare(locale)) && textOf(names, locale) === undefined)
  )
    return { kind: "locale", node, message: `${what} goes by the machine's locale` };
  if (textOf(names, locale) === undefined)
    return { kind: "unknown", node, message: `which locale ${what} goes by is not written here` };
  if (!zone) return undefined;
  const options = args[at + 1];
  if (options === undefined) return { kind: "locale", node, message: `${what} goes by the machine's time zone` };
  if (/\btimeZone\b/.test(options.getText())) return undefined;
  const isLiteral = ts.isObjectLiteralExpression(bare(options));
  return {
    kind: isLiteral ? "locale" : "unknown",
    node,
    message: `${what} goes by the machine's time zone${isLiteral ? "" : ", unless its options fix one"}`,
  };
}

export function byIntl(names: ModuleNames, path: string, node: ts.Expression): Fault | "fine" | undefined {
  const { parent } = node;
  if (!(ts.isNewExpression(parent) || ts.isCallExpression(parent)) || parent.expression !== node) return undefined;
  if (path.split(".").length !== 2 || path === "Intl.supportedValuesOf") return undefined;
  return fixedBy(names, parent, path, parent.arguments ?? [], 0, path === "Intl.DateTimeFormat") ?? "fine";
}
