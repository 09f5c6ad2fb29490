import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import type { Fault } from "./finding.ts";
import type { Kept } from "./kept.ts";
import { functionAround, keptBy } from "./kept.ts";
import { isReference } from "./names.ts";
import { pathOf } from "./paths.ts";
import type { Reach } from "./reach.ts";
import { startsAnew } from "./reset.ts";
import type { Part } from "./running.ts";
import { isInner, runningUnits } from "./running.ts";
import type { Unit } from "./units.ts";
import { isAtTop } from "./units.ts";
import type { Use } from "./uses.ts";
import { useOf } from "./uses.ts";

/** A use within a unit that runs. */
interface Seen extends Use {
  readonly unit: Unit;
}

/** What modules and classes keep from one run to the next, and what a run does with it. */
export class State {
  readonly #reach: Reach;
  readonly #running: ReadonlyMap<ts.Node, Part>;

  constructor(reach: Reach, entries: readonly ts.Node[]) {
    this.#reach = reach;
    this.#running = runningUnits(reach, entries);
  }

  faults(entries: readonly ts.Node[]): readonly { readonly fault: Fault; readonly unit: Unit }[] {
    const uses = new Map<string, { readonly name: ts.Identifier; readonly seen: Seen[] }>();
    const found: { fault: Fault; unit: Unit }[] = [];
    for (const { unit } of this.#reach.reached.values()) {
      for (const node of unit.nodes) {
        if (!this.#runs(unit, node)) continue;
        const global = this.#globalChanged(node);
        if (global !== undefined) found.push({ fault: global, unit });
        const name = ts.isIdentifier(node) && isReferenceOrShorthand(node) ? this.#keptName(node) : undefined;
        if (name === undefined) continue;
        const use = this.#use(node as ts.Identifier, name);
        const key = `${name.getSourceFile().fileName}:${name.pos}:${use.field ?? ""}`;
        const known = uses.get(key) ?? { name, seen: [] };
        uses.set(key, known);
        known.seen.push({ ...use, unit });
      }
    }
    for (const { name, seen } of uses.values()) {
      const fault = this.#judge(name, seen, entries);
      if (fault !== undefined) found.push(fault);
    }
    return found;
  }

  /** Whether a node is reached in a run, and not only when its module is loaded. */
  #runs(unit: Unit, node: ts.Node): boolean {
    const part = this.#running.get(unit.node);
    return part === "all" || (part === "inner" && isInner(unit.node, node));
  }

  /** The variable or class at the top of a file that a name stands for. */
  #keptName(node: ts.Identifier): ts.Identifier | undefined {
    const origin = this.#reach.names.origin(node);
    if (origin.is !== "declared") return undefined;
    const { parent } = origin.name;
    // Functions, enumerations and namespaces are objects too.
    const isKept =
      (ts.isVariableDeclaration(parent) ||
        ts.isClassLike(parent) ||
        ts.isBindingElement(parent) ||
        ts.isFunctionDeclaration(parent) ||
        ts.isEnumDeclaration(parent) ||
        ts.isModuleDeclaration(parent)) &&
      isAtTop(parent);
    return isKept ? origin.name : undefined;
  }

  #use(node: ts.Identifier, name: ts.Identifier): Use & { readonly field?: string } {
    const use = useOf(this.#reach.names, node);
    const { parent } = node;
    if (ts.isClassLike(name.parent)) {
      const isField = ts.isPropertyAccessExpression(parent) && parent.expression === node;
      return isField ? { ...use, field: parent.name.text } : { ...use, does: "read" };
    }
    if (!ts.isVariableDeclaration(name.parent) && !ts.isBindingElement(name.parent))
      return use.part && use.does !== "hand-on" && use.does !== "take-out" ? use : { ...use, does: "read" };
    const kept = this.#keptOf(name);
    if (kept === undefined && isPartOfGlobal(this.#reach, name)) return { ...use, does: "read" };
    if (kept === undefined) return use.does === "take-out" ? { ...use, does: "hand-on" } : use;
    const member = ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name.text : undefined;
    const around = member === undefined ? node : (parent as ts.Expression);
    const isCalled = ts.isCallExpression(around.parent) && around.parent.expression === around;
    const asked: Use = { does: "update", node: around.parent, part: true, asked: true };
    if (kept.remembers)
      return isCalled && /^(test|exec)$/.test(member ?? "") && !startsOver(node) ? asked : { ...use, does: "read" };
    if (isCalled && kept.changesWhenAsked(member)) return asked;
    if (isCalled && kept.bound) return { ...use, does: "hand-on" };
    const does = use.does === "take-out" ? (kept.flat ? "read" : "hand-on") : use.does;
    if (does === "hand-on" && kept.changesWhenAsked(undefined)) return { ...use, does };
    return kept.fixed && (use.part || does === "hand-on") ? { ...use, does: "read" } : { ...use, does };
  }

  #keptOf({ parent }: ts.Identifier): Kept | undefined {
    return ts.isVariableDeclaration(parent) ? keptBy(this.#reach.names, parent) : undefined;
  }

  #judge(
    name: ts.Identifier,
    seen: readonly Seen[],
    entries: readonly ts.Node[],
  ): { fault: Fault; unit: Unit } | undefined {
    const writes = seen.filter(
      ({ does, value }) => does === "update" || does === "set" || (does === "make" && !this.#ofNothing(value)),
    );
    const handed = seen.find(({ does }) => does === "hand-on");
    const reads = seen.filter((each) => each.does === "read" || each.does === "hand-on" || isLookedAt(each));
    const text = name.text;
    const make = (kind: Fault["kind"], { node, unit }: Seen, message: string) => ({
      fault: { kind, node, message },
      unit,
    });
    if (writes.length === 0) {
      if (handed === undefined) return undefined;
      return make(
        "unknown",
        handed,
        `${text} is kept between runs and handed on here: it may be changed under another name (frozen or read-only it could not)`,
      );
    }
    if (reads.length === 0) return undefined;
    if (entries.every((entry) => startsAnew(this.#reach, entry, name))) {
      const answered = seen.find(({ does, node }) => does === "hand-on" && ts.isReturnStatement(node.parent));
      return (
        answered && make("unknown", answered, `${text} is kept between runs and answered here: the next run changes it`)
      );
    }
    const sure = writes.find(
      (each) =>
        each.does === "update" || (each.does === "set" && !each.part && reads.some((read) => isBefore(read, each))),
    );
    if (sure !== undefined)
      return make("state", sure, `${text} is kept between runs: what one run leaves in it, the next one finds`);
    return make(
      "unknown",
      writes[0]!,
      `${text} is kept between runs and changed here: whether the next run can tell is not shown`,
    );
  }

  /** Whether a value is made of what the module has, and of nothing that a run brings. */
  #ofNothing(value: ts.Expression | undefined): boolean {
    if (value === undefined) return false;
    const visit = (node: ts.Node): boolean => {
      if (node.kind === ts.SyntaxKind.ThisKeyword) return false;
      if (ts.isIdentifier(node) && isReferenceOrShorthand(node)) {
        const declared = this.#reach.names.names.declaration(node);
        if (declared !== undefined && functionAround(declared) !== undefined && !isWithin(declared, value))
          return false;
      }
      return ts.forEachChild(node, (child) => (visit(child) ? undefined : false)) ?? true;
    };
    return visit(value);
  }

  /** `globalThis.x = …`, `Array.prototype.sum = …`, `process.env.TZ = …`. */
  #globalChanged(node: ts.Node): Fault | undefined {
    if (!ts.isBinaryExpression(node)) return undefined;
    const { kind } = node.operatorToken;
    if (kind < ts.SyntaxKind.FirstAssignment || kind > ts.SyntaxKind.LastAssignment) return undefined;
    const target = bare(node.left);
    const inner =
      ts.isElementAccessExpression(target) || ts.isPropertyAccessExpression(target) ? target.expression : undefined;
    const path = pathOf(this.#reach.names, inner ?? target);
    if (path === undefined || path === "module" || path === "exports" || path.startsWith("module.")) return undefined;
    return {
      kind: "state",
      node,
      message: `${target.getText()} is global: what one run leaves in it, the next one finds`,
    };
  }
}

function isReferenceOrShorthand(node: ts.Identifier): boolean {
  return isReference(node) || (ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node);
}

function isWithin(node: ts.Node, around: ts.Node): boolean {
  return node.pos >= around.pos && node.end <= around.end && node.getSourceFile() === around.getSourceFile();
}

/** Whether a change is an expression whose value is used: `return count++`. */
function isLookedAt({ node, asked }: Use): boolean {
  const { parent } = node;
  if (asked === true) return true;
  if (ts.isIdentifier(node)) return false;
  if (ts.isVoidExpression(parent) || ts.isExpressionStatement(parent)) return false;
  if (ts.isForStatement(parent)) return parent.condition === node;
  const isPush =
    ts.isCallExpression(node) && /\.(push|unshift|set|add|clear|fill|sort|reverse)$/.test(node.expression.getText());
  return !isPush || !(ts.isArrowFunction(parent) && parent.body === node);
}

/** Whether the function that asks a regular expression says where it is to start. */
function startsOver(node: ts.Identifier): boolean {
  const text = functionAround(node)?.getText() ?? "";
  return text.includes(`${node.text}.lastIndex = `);
}

/** Whether something is read in the very function that sets it, before it does. */
function isBefore(read: Seen, write: Seen): boolean {
  return (
    read.unit === write.unit &&
    read.node.pos < write.node.pos &&
    functionAround(read.node) === functionAround(write.node)
  );
}

/** `const { now } = performance`: what it is, is told where it is used. */
function isPartOfGlobal(reach: Reach, { parent }: ts.Identifier): boolean {
  if (!ts.isBindingElement(parent)) return false;
  const { parent: declaration } = parent.parent;
  const from = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return from !== undefined && pathOf(reach.names, bare(from)) !== undefined;
}
