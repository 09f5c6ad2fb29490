import type { Place } from "../domain/place.ts";
import { unknown } from "../domain/scalar.ts";
import type { Value } from "../heap/value.ts";
import { scalarValue, UNDEFINED } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { opaqueValue, reach } from "./opaque.ts";

/** Files as places where weights may be kept: what is written to one, and read back from it, is not followed. */

/** What the program writes weights to, and what it reads. */
class FileBook {
  /** Regions of files by what their path is told by. */
  readonly #regions = new Map<string, string>();
  readonly writes = new Map<string, Place>();
  readonly reads = new Map<string, Place>();
  readonly readWhenLoaded = new Set<string>();

  /** The file that a path means: the same as that of another path that ends in the same name, or is written the same. */
  regionOf(keys: readonly string[]): string {
    const known = keys.map((key) => this.#regions.get(key)).find((each) => each !== undefined);
    const region =
      known ?? (keys[0] === undefined ? "the file of a path that is not written here" : `the file ${keys[0]}`);
    for (const key of keys) this.#regions.set(key, region);
    return region;
  }
}

export function isFile(region: string): boolean {
  return region.startsWith("the file ");
}

const books = new WeakMap<Machine, FileBook>();

function bookOf(machine: Machine): FileBook {
  const book = books.get(machine) ?? new FileBook();
  books.set(machine, book);
  return book;
}

const FILES = /^(?:node:)?fs(?:\/promises)?[:.]/;
const READS = /^(readFile|readFileSync|createReadStream)$/;
const WRITES = /^(writeFile|writeFileSync|appendFile|appendFileSync)$/;
/** What answers something to write to. */
const HANDLES = /^(createWriteStream|open|openSync)$/;

/** A call of a function of `node:fs`; undefined for any other. */
export function fileCall(machine: Machine, path: string, args: readonly Value[], site: Site): Value | undefined {
  if (!FILES.test(path)) return undefined;
  const name = path.split(/[.:]/).at(-1)!;
  const isWrite = WRITES.test(name);
  if (!isWrite && !READS.test(name) && !HANDLES.test(name)) return opaqueValue(machine, path, `${name}()`);
  const region = bookOf(machine).regionOf(keysOf(machine, args[0], site.node));
  if (isWrite) {
    if (reach(machine, args.slice(1)).weights) writes(machine, region, site.node);
    return UNDEFINED;
  }
  if (READS.test(name)) {
    const tainted = reads(machine, region, site.node);
    if (tainted !== undefined) return tainted;
  }
  return opaqueValue(machine, region, `${name}()`);
}

function writes(machine: Machine, region: string, node: ts.Node): void {
  const book = bookOf(machine);
  const place = machine.place(node);
  machine.tainted.set(region, machine.tainted.get(region) ?? node);
  book.writes.set(`${place.file}:${place.line}`, place);
  // What was read when a module was loaded is not read again.
  if (book.readWhenLoaded.has(region))
    machine.observer.gaveUp(machine, `weights are written to ${region}, which is read when a module is loaded`, node);
}

function reads(machine: Machine, region: string, node: ts.Node): Value | undefined {
  const book = bookOf(machine);
  book.reads.set(region, machine.place(node));
  if (machine.stack.length === 0) book.readWhenLoaded.add(region);
  const tainted = machine.tainted.get(region);
  if (tainted === undefined) return undefined;
  const { line } = machine.place(tainted);
  return machine.unknown(`read from ${region}, to which weights are written at line ${line}`, node);
}

/** What is said of files where weights are written to one and another one is read. */
export function filesAssumed(machine: Machine): readonly string[] {
  const book = books.get(machine);
  if (book === undefined || book.writes.size === 0) return [];
  const reads = [...book.reads].filter(([region]) => !machine.tainted.has(region)).map(([, place]) => place);
  if (reads.length === 0) return [];
  const told = (places: Iterable<Place>) => [...places].map(({ file, line }) => `${file}:${line}`).join(", ");
  return [
    `weights are written to a file (${told(book.writes.values())}), and what is read (${told(reads)}) is another`,
  ];
}

/** A text about files: a path, a URL, the name of a machine. */
export function textCall(machine: Machine, path: string, args: readonly Value[], { node }: Site): Value {
  if (!reach(machine, args).weights) return opaqueValue(machine, path, `${path}()`);
  return scalarValue(unknown("text made of weights", machine.place(node)));
}

/** What a path is told by: its constant, the name at its end, and how it is written, also where a constant holds it. */
function keysOf(machine: Machine, path: Value | undefined, node: ts.Node): readonly string[] {
  const given = ts.isCallExpression(node) ? node.arguments[0] : undefined;
  if (path === undefined || given === undefined) return [];
  const constant = path.constant?.value;
  const keys = typeof constant === "string" ? [nameAtEnd(constant)] : [];
  let at: ts.Expression | undefined = bare(given);
  for (let depth = 0; at !== undefined && depth < 4; depth++) {
    const literal = lastLiteral(at);
    if (literal !== undefined) keys.push(nameAtEnd(literal));
    keys.push(`at ${at.getText()} (${machine.place(at).file})`);
    at = ts.isIdentifier(at) ? initializerOf(at) : undefined;
  }
  return keys.filter((key) => key !== "");
}

function nameAtEnd(text: string): string {
  return text.split(/[\\/]/).at(-1)!;
}

/** The text that an expression ends in: of a template, a sum, or the last argument of `join(…)`. */
function lastLiteral(node: ts.Expression): string | undefined {
  const inner = bare(node);
  if (ts.isStringLiteralLike(inner)) return inner.text;
  if (ts.isTemplateExpression(inner)) return inner.templateSpans.at(-1)!.literal.text;
  if (ts.isBinaryExpression(inner)) return lastLiteral(inner.right);
  const last =
    ts.isCallExpression(inner) || ts.isNewExpression(inner) ? inner.arguments?.[0] && inner.arguments : undefined;
  const end = last?.at(/join|resolve/.test((inner as ts.CallExpression).expression.getText()) ? -1 : 0);
  return end === undefined ? undefined : lastLiteral(end);
}

/** What a constant in sight is given where it is declared. */
function initializerOf(name: ts.Identifier): ts.Expression | undefined {
  for (let at: ts.Node = name.parent; at !== undefined; at = at.parent) {
    if (!ts.isBlock(at) && !ts.isSourceFile(at)) continue;
    for (const statement of at.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      const found = statement.declarationList.declarations.find(
        (each) => ts.isIdentifier(each.name) && each.name.text === name.text,
      );
      if (found !== undefined) return found.initializer === undefined ? undefined : bare(found.initializer);
    }
  }
  return undefined;
}
