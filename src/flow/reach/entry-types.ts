import { ts } from "../syntax/ts.ts";
import type { ModuleNames } from "./modules.ts";

/** What the declared types of an entry's parameters say of functions that may come in with them. */
export interface Incoming {
  /** Names of members that are functions; `` for a value that is one itself. */
  readonly functions: ReadonlySet<string>;
  /** Classes whose instances may come in. */
  readonly classes: readonly ts.ClassLikeDeclaration[];
  /** Whether anything at all may: without a type, or with one that does not say. */
  readonly anything: boolean;
}

/** Types of the language that hold data only, or what they are given as arguments. */
const PLAIN = new Set(
  (
    "Array ReadonlyArray Map ReadonlyMap Set ReadonlySet WeakMap WeakSet Record Partial Readonly Required Pick Omit " +
    "Exclude Extract NonNullable Promise Date RegExp AbortSignal Iterable IterableIterator ArrayLike ArrayBuffer " +
    "DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array " +
    "Float64Array BigInt64Array BigUint64Array Lowercase Uppercase URL Error Buffer"
  ).split(" "),
);

/** Types that a schema library infers from a schema: what parses as JSON. */
const INFERRED = /^(z|zod)\.(infer|output|input)$/;

export function incomingOf(names: ModuleNames, types: readonly (ts.TypeNode | undefined)[]): Incoming {
  const reader = new TypeReader(names);
  for (const type of types) reader.read(type);
  return reader;
}

class TypeReader implements Incoming {
  readonly functions = new Set<string>();
  readonly classes: ts.ClassLikeDeclaration[] = [];
  anything = false;
  readonly #names: ModuleNames;
  readonly #seen = new Set<ts.Node>();

  constructor(names: ModuleNames) {
    this.#names = names;
  }

  read(node: ts.TypeNode | undefined, member = ""): void {
    if (node === undefined) this.anything = true;
    else if (ts.isFunctionTypeNode(node) || ts.isConstructorTypeNode(node)) this.functions.add(member);
    else if (ts.isTypeLiteralNode(node)) this.#members(node.members);
    else if (ts.isTypeReferenceNode(node)) this.#reference(node, member);
    else if (ts.isIndexedAccessTypeNode(node)) {
      if (!ts.isParenthesizedTypeNode(node.objectType)) this.read(node.objectType, member);
    } else if (ts.isTypeOperatorNode(node) || ts.isParenthesizedTypeNode(node)) this.read(node.type, member);
    else if (ts.isArrayTypeNode(node)) this.read(node.elementType, member);
    else if (ts.isTupleTypeNode(node))
      for (const each of node.elements) this.read(ts.isNamedTupleMember(each) ? each.type : each, member);
    else if (ts.isOptionalTypeNode(node) || ts.isRestTypeNode(node)) this.read(node.type, member);
    else if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node))
      for (const each of node.types) this.read(each, member);
    else if (ts.isMappedTypeNode(node)) this.read(node.type, member);
    else if (!isPlainKeyword(node)) this.anything = true;
  }

  #members(members: ts.NodeArray<ts.TypeElement>): void {
    for (const each of members) {
      const name = each.name?.getText() ?? "";
      if (ts.isMethodSignature(each) || ts.isCallSignatureDeclaration(each) || ts.isConstructSignatureDeclaration(each))
        this.functions.add(name);
      else if (ts.isPropertySignature(each)) this.read(each.type, name);
      else if (ts.isIndexSignatureDeclaration(each)) this.read(each.type, "*");
    }
  }

  #reference({ typeName, typeArguments }: ts.TypeReferenceNode, member: string): void {
    if (INFERRED.test(typeName.getText()) || typeName.getText() === "const") return;
    if (ts.isQualifiedName(typeName)) {
      this.anything = true;
      return;
    }
    for (const each of typeArguments ?? []) this.read(each, member);
    const declared = this.#declaration(typeName.text, typeName.getSourceFile());
    if (declared === undefined) {
      if (!PLAIN.has(typeName.text)) this.anything = true;
    } else if (!this.#seen.has(declared)) {
      this.#seen.add(declared);
      this.#declared(declared, member);
    }
  }

  #declared(node: ts.Node, member: string): void {
    if (ts.isTypeAliasDeclaration(node)) this.read(node.type, member);
    else if (ts.isInterfaceDeclaration(node)) {
      this.#members(node.members);
      for (const { types } of node.heritageClauses ?? []) for (const each of types) this.#base(each, member);
    } else if (ts.isClassLike(node)) {
      this.classes.push(node);
      for (const each of node.members)
        if (ts.isPropertyDeclaration(each)) this.read(each.type ?? PLAIN_TYPE, each.name.getText());
    } else if (!ts.isEnumDeclaration(node)) this.anything = true;
  }

  #base(node: ts.ExpressionWithTypeArguments, member: string): void {
    const { expression } = node;
    const declared = ts.isIdentifier(expression) ? this.#declaration(expression.text, node.getSourceFile()) : undefined;
    if (declared !== undefined) this.#declared(declared, member);
    else if (!ts.isIdentifier(expression) || !PLAIN.has(expression.text)) this.anything = true;
  }

  /** A type by name: in the file, or in the one that it is imported from. */
  #declaration(name: string, file: ts.SourceFile, seen = new Set<ts.SourceFile>()): ts.Node | undefined {
    if (seen.has(file)) return undefined;
    seen.add(file);
    for (const node of file.statements) {
      const isType =
        ts.isTypeAliasDeclaration(node) ||
        ts.isInterfaceDeclaration(node) ||
        ts.isClassDeclaration(node) ||
        ts.isEnumDeclaration(node);
      if (isType && node.name?.text === name) return node;
    }
    for (const node of file.statements) {
      const found = this.#through(node, name, file, seen);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #through(node: ts.Statement, name: string, file: ts.SourceFile, seen: Set<ts.SourceFile>): ts.Node | undefined {
    if (!ts.isImportDeclaration(node) && !ts.isExportDeclaration(node)) return undefined;
    const { moduleSpecifier } = node;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return undefined;
    const bindings = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : node.exportClause;
    const isAll = ts.isExportDeclaration(node) && bindings === undefined;
    const isDefault = ts.isImportDeclaration(node) && node.importClause?.name?.text === name;
    const elements =
      bindings !== undefined && (ts.isNamedImports(bindings) || ts.isNamedExports(bindings)) ? bindings.elements : [];
    const element = [...elements].find((each) => each.name.text === name);
    if (!isAll && !isDefault && element === undefined) return undefined;
    const target = this.#names.moduleAt(moduleSpecifier.text, file);
    return target && this.#declaration((element?.propertyName ?? element?.name)?.text ?? name, target, seen);
  }
}

const PLAIN_TYPE = ts.factory.createKeywordTypeNode(ts.SyntaxKind.NumberKeyword);

function isPlainKeyword(node: ts.TypeNode): boolean {
  switch (node.kind) {
    case ts.SyntaxKind.NumberKeyword:
    case ts.SyntaxKind.StringKeyword:
    case ts.SyntaxKind.BooleanKeyword:
    case ts.SyntaxKind.BigIntKeyword:
    case ts.SyntaxKind.SymbolKeyword:
    case ts.SyntaxKind.UndefinedKeyword:
    case ts.SyntaxKind.NullKeyword:
    case ts.SyntaxKind.VoidKeyword:
    case ts.SyntaxKind.NeverKeyword:
    case ts.SyntaxKind.LiteralType:
    case ts.SyntaxKind.TemplateLiteralType:
    case ts.SyntaxKind.TypeQuery:
    case ts.SyntaxKind.TypePredicate:
      return true;
    default:
      return false;
  }
}
