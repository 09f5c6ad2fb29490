import type { Project } from "../syntax/project.ts";
import { ts } from "../syntax/ts.ts";
import { exportsOf } from "./exported.ts";
import type { SinkPattern, SourcePattern } from "./patterns.ts";
import { lastName } from "./patterns.ts";

/** A declaration at the top of a file that an audit starts from. */
export interface Entry {
  readonly file: string;
  /** Its name; undefined for the file's own top level. */
  readonly name: string | undefined;
  /** What is called on what it answers: one method, nothing, or (undefined) everything that there is. */
  readonly method?: string | null | undefined;
}

/** Where a name is used, and by which declaration at the top of the file. */
interface Use {
  readonly entry: Entry;
  /** Names under which the use itself may be called: the declaration's, and those of the functions around it. */
  readonly names: readonly string[];
}

/**
 * The declarations that nobody in the project uses and from which sources or sinks are reached, found by climbing from
 * use to use by name. Names are matched without types, so there may be too many of them, never too few.
 */
export class EntryFinder {
  readonly #project: Project;
  readonly #words = new Map<string, ReadonlySet<string>>();
  readonly #uses = new Map<string, readonly Use[]>();

  constructor(project: Project) {
    this.#project = project;
  }

  /** All names that functions, methods and classes are declared under. */
  declaredNames(): readonly string[] {
    const names = new Set<string>();
    for (const file of this.#project.files) {
      const text = this.#project.text(file);
      for (const match of text.matchAll(
        /(?:function\*?|class|const|let|var)\s+([\w$]+)|(?:^|[\s{,])(?:async\s+|static\s+|get\s+)?\*?([\w$]+)\s*(?:\([^)]*\)\s*(?::[^{;=]+)?\{|[:=]\s*(?:async\s*)?(?:\([^)]*\)|\w+)\s*=>|[:=]\s*function)/gm,
      )) {
        names.add(match[1] ?? match[2] ?? "");
      }
      for (const match of text.matchAll(/([\w$]+)\??\s*(?:<[^>()]*>)?\(/g)) names.add(match[1]!);
    }
    names.delete("");
    return [...names].sort();
  }

  /** The names of what an audit may start from: declared at the top of a file, or exported by one. */
  entryNames(): readonly string[] {
    const names = new Set<string>();
    for (const path of this.#project.entryFiles())
      for (const statement of this.#project.parse(path)?.statements ?? [])
        for (const { name } of topLevel(statement)) if (name !== undefined) names.add(name);
    return [...names].sort();
  }

  /** Whether a name stands anywhere in the project. */
  mentions(name: string): boolean {
    return this.#project.files.some((file) => this.#wordsOf(file).has(lastName(name)));
  }

  entriesOf(patterns: readonly (SourcePattern | SinkPattern)[]): readonly Entry[] {
    const seen = new Set<string>();
    const roots = new Map<string, Entry>();
    const todo = patterns.map(({ name }) => lastName(name));
    const reached = new Map<string, Use>();
    for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      for (const use of this.usesOf(name)) {
        reached.set(keyOf(use.entry), use);
        todo.push(...use.names);
      }
    }
    for (const { entry } of reached.values()) {
      if (entry.name === undefined || this.#usedElsewhere(entry.name, entry).length === 0)
        roots.set(keyOf(entry), entry);
    }
    if (roots.size === 0) for (const { entry } of reached.values()) roots.set(keyOf(entry), entry);
    return [...roots.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  #usedElsewhere(name: string, entry: Entry): readonly Use[] {
    return this.usesOf(name).filter((use) => keyOf(use.entry) !== keyOf(entry));
  }

  /** Where a name is used as a value, outside of tests. */
  usesOf(name: string): readonly Use[] {
    const known = this.#uses.get(name);
    if (known !== undefined) return known;
    const uses: Use[] = [];
    for (const path of this.#project.entryFiles()) {
      if (!this.#wordsOf(path).has(name)) continue;
      const file = this.#project.parse(path);
      if (file !== undefined) collectUses(file, name, uses);
    }
    this.#uses.set(name, uses);
    return uses;
  }

  #wordsOf(path: string): ReadonlySet<string> {
    const known = this.#words.get(path);
    if (known !== undefined) return known;
    const words = new Set(this.#project.text(path).match(/[\w$]+/g) ?? []);
    this.#words.set(path, words);
    return words;
  }
}

const finders = new WeakMap<Project, EntryFinder>();

/** The finder of a project: what it has looked up serves every audit of the project. */
export function finderOf(project: Project): EntryFinder {
  const finder = finders.get(project) ?? new EntryFinder(project);
  finders.set(project, finder);
  return finder;
}

export function keyOf({ file, name }: Entry): string {
  return `${file}#${name ?? ""}`;
}

function collectUses(file: ts.SourceFile, name: string, uses: Use[]): void {
  const visit = (node: ts.Node, around: readonly string[], top: string | undefined): void => {
    if (
      isOnlyType(node) ||
      ts.isImportDeclaration(node) ||
      ts.isExportDeclaration(node) ||
      ts.isInterfaceDeclaration(node)
    )
      return;
    if (
      (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) &&
      node.text.replace(/^#/, "") === name.replace(/^#/, "") &&
      isUse(node)
    ) {
      const names = [...around, ...(top === undefined ? [] : [top])];
      uses.push({ entry: { file: file.fileName, name: top }, names });
    }
    if (isReExport(node)) return;
    const own = nameOfDeclaration(node);
    const inner = own === undefined ? around : [...around, own];
    ts.forEachChild(node, (child) => visit(child, inner, top));
  };
  for (const statement of file.statements) {
    for (const { node, name: top } of topLevel(statement)) visit(node, [], top);
  }
}

/** A name in `module.exports = { name }` or `exports.name = name`: exporting is no use. */
function isReExport(node: ts.Node): boolean {
  if (!ts.isIdentifier(node) && !ts.isShorthandPropertyAssignment(node)) return false;
  const { parent } = node;
  const value = ts.isObjectLiteralExpression(parent) ? parent : node;
  const assignment = value.parent;
  return (
    ts.isBinaryExpression(assignment) &&
    assignment.right === value &&
    /^(module\.)?exports\b/.test(assignment.left.getText())
  );
}

/** The declarations of a statement at the top of a file. */
function topLevel(statement: ts.Statement): readonly { readonly node: ts.Node; readonly name: string | undefined }[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((node) => {
      const runs = node.initializer !== undefined && !isFunctionOrObject(node.initializer);
      return { node, name: ts.isIdentifier(node.name) && !runs ? node.name.text : undefined };
    });
  }
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    return [{ node: statement, name: statement.name?.text ?? "default" }];
  }
  if (ts.isExportAssignment(statement)) return [{ node: statement, name: "default" }];
  const exported = exportsOf(statement);
  if (exported.length > 0) return exported.map(({ name, node }) => ({ node, name: name.text }));
  return [{ node: statement, name: undefined }];
}

function isFunctionOrObject(node: ts.Expression): boolean {
  return (
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isClassExpression(node)
  );
}

/** The name under which a function in the program may be called. */
function nameOfDeclaration(node: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isAccessor(node)) {
    return node.name !== undefined && !ts.isComputedPropertyName(node.name) ? node.name.text : undefined;
  }
  if (
    (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node) || ts.isPropertyDeclaration(node)) &&
    node.initializer !== undefined
  ) {
    const isFunction = ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer);
    return isFunction && (ts.isIdentifier(node.name) || ts.isPrivateIdentifier(node.name)) ? node.name.text : undefined;
  }
  return undefined;
}

/** Whether a name stands for a value here, and is not being declared. */
function isUse(node: ts.Identifier | ts.PrivateIdentifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isPropertyAccessExpression(parent)) return true;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent))
    return parent.initializer === node || ts.isVariableDeclaration(parent) || ts.isBindingElement(parent);
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent))
    return parent.initializer === node || parent.name === node;
  if (ts.isFunctionLike(parent) || ts.isClassLike(parent) || ts.isEnumMember(parent)) return false;
  return true;
}

/** A type; what a class extends is a value. */
function isOnlyType(node: ts.Node): boolean {
  if (ts.isHeritageClause(node)) return node.token === ts.SyntaxKind.ImplementsKeyword;
  return ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node);
}
