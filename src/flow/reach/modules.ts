import type { Project } from "../syntax/project.ts";
import { ts } from "../syntax/ts.ts";
import { Names } from "./names.ts";

/** What a name comes down to. */
export type Origin =
  /** Declared in the project, at the top of a file or within a function. */
  | { readonly is: "declared"; readonly name: ts.Identifier }
  /** A whole module of the project. */
  | { readonly is: "module"; readonly file: ts.SourceFile }
  /** A library's, by the library's name and its own: `node:crypto`, `randomUUID` (`*` for all of it). */
  | { readonly is: "library"; readonly library: string; readonly member: string }
  | { readonly is: "global"; readonly name: string };

/** Names across files: follows imports and re-exports to where something is declared. */
export class ModuleNames {
  readonly names = new Names();
  readonly #project: Project;

  constructor(project: Project) {
    this.#project = project;
  }

  origin(node: ts.Identifier): Origin {
    const declared = this.names.declaration(node);
    if (declared === undefined) return { is: "global", name: node.text };
    return this.#imported(declared) ?? { is: "declared", name: declared };
  }

  /** What `ns.member` is, where `ns` stands for a module of the project. */
  member(file: ts.SourceFile, member: string): Origin | undefined {
    return this.#exported(file, member, new Set());
  }

  /** Everything that a module exports. */
  exports(file: ts.SourceFile): readonly ts.Identifier[] {
    return [...this.names.ofFile(file).values()];
  }

  /** The modules that a file loads; types alone load nothing. */
  loads(file: ts.SourceFile): readonly ts.SourceFile[] {
    return file.statements.flatMap((node) => {
      const loads = ts.isImportDeclaration(node)
        ? node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword
        : ts.isExportDeclaration(node) && !node.isTypeOnly;
      if (!loads) return [];
      const { moduleSpecifier } = node as ts.ImportDeclaration;
      if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return [];
      return this.moduleAt(moduleSpecifier.text, file) ?? [];
    });
  }

  moduleAt(specifier: string, from: ts.SourceFile): ts.SourceFile | undefined {
    const path = this.#project.resolve(specifier, from.fileName);
    return path === undefined ? undefined : this.#project.parse(path);
  }

  #imported(name: ts.Identifier): Origin | undefined {
    const { parent } = name;
    if (ts.isImportSpecifier(parent)) {
      const from = parent.parent.parent.parent;
      return this.#from(from.moduleSpecifier, (parent.propertyName ?? parent.name).text, name, new Set());
    }
    if (ts.isImportClause(parent)) return this.#from(parent.parent.moduleSpecifier, "default", name, new Set());
    if (ts.isNamespaceImport(parent)) return this.#from(parent.parent.parent.moduleSpecifier, "*", name, new Set());
    return this.#required(name);
  }

  /** `const x = require("…")` and `const { x } = require("…")`. */
  #required(name: ts.Identifier): Origin | undefined {
    const element = ts.isBindingElement(name.parent) ? name.parent : undefined;
    const declaration = element === undefined ? name.parent : element.parent.parent;
    if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return undefined;
    const call = declaration.initializer;
    if (!ts.isCallExpression(call) || call.expression.getText() !== "require") return undefined;
    const [argument] = call.arguments;
    if (argument === undefined || !ts.isStringLiteral(argument)) return undefined;
    const member = element === undefined ? "*" : ((element.propertyName ?? element.name) as ts.Identifier).text;
    const file = this.moduleAt(argument.text, name.getSourceFile());
    if (file !== undefined) return { is: "module", file };
    return { is: "library", library: argument.text, member };
  }

  #from(specifier: ts.Expression, member: string, at: ts.Node, seen: Set<string>): Origin | undefined {
    if (!ts.isStringLiteral(specifier)) return undefined;
    const file = this.moduleAt(specifier.text, at.getSourceFile());
    if (file === undefined)
      return specifier.text.endsWith(".json")
        ? { is: "library", library: "json", member }
        : { is: "library", library: specifier.text, member };
    if (member === "*" || this.#project.isCommonJs(file)) return { is: "module", file };
    return this.#exported(file, member, seen);
  }

  #exported(file: ts.SourceFile, member: string, seen: Set<string>): Origin | undefined {
    const key = `${file.fileName}\n${member}`;
    if (seen.has(key)) return undefined;
    seen.add(key);
    for (const node of file.statements) {
      if (!ts.isExportDeclaration(node) || node.isTypeOnly) continue;
      const found = this.#through(node, member, file, seen);
      if (found !== undefined) return found;
    }
    const name = member === "default" ? defaultOf(file) : member;
    const declared = name === undefined ? undefined : this.names.ofFile(file).get(name);
    if (declared !== undefined) return this.#imported(declared) ?? { is: "declared", name: declared };
    return member === "default" ? { is: "module", file } : undefined;
  }

  #through(node: ts.ExportDeclaration, member: string, file: ts.SourceFile, seen: Set<string>): Origin | undefined {
    const { exportClause, moduleSpecifier } = node;
    if (exportClause === undefined) {
      if (moduleSpecifier === undefined || member === "default") return undefined;
      const found = this.#from(moduleSpecifier, member, file, seen);
      return found?.is === "library" ? undefined : found;
    }
    if (ts.isNamespaceExport(exportClause))
      return exportClause.name.text === member && moduleSpecifier !== undefined
        ? this.#from(moduleSpecifier, "*", file, seen)
        : undefined;
    const element = exportClause.elements.find(({ name }) => name.text === member);
    if (element === undefined) return undefined;
    const local = (element.propertyName ?? element.name).text;
    if (moduleSpecifier !== undefined) return this.#from(moduleSpecifier, local, file, seen);
    const declared = this.names.ofFile(file).get(local);
    return declared && (this.#imported(declared) ?? { is: "declared", name: declared });
  }
}

function defaultOf(file: ts.SourceFile): string | undefined {
  for (const node of file.statements) {
    if (ts.isExportAssignment(node) && ts.isIdentifier(node.expression)) return node.expression.text;
    const isDeclaration = ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node);
    if (isDeclaration && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword))
      return node.name?.text;
  }
  return undefined;
}
