import { ts } from "../syntax/ts.ts";

/** What declares a name, by the rules of scope: the identifier of its declaration, in the innermost scope that has it. */
export class Names {
  readonly #scopes = new Map<ts.Node, ReadonlyMap<string, ts.Identifier>>();

  /** The identifier that declares what an identifier refers to; undefined for a global. */
  declaration(node: ts.Identifier): ts.Identifier | undefined {
    for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent) {
      if (!isScope(at)) continue;
      const found = this.#scope(at).get(node.text);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What stands at the top of a file, by name. */
  ofFile(file: ts.SourceFile): ReadonlyMap<string, ts.Identifier> {
    return this.#scope(file);
  }

  #scope(node: ts.Node): ReadonlyMap<string, ts.Identifier> {
    const known = this.#scopes.get(node);
    if (known !== undefined) return known;
    const names = new Map<string, ts.Identifier>();
    const add = (name: ts.Node | undefined) => {
      for (const each of identifiersOf(name)) names.set(each.text, each);
    };
    if (ts.isFunctionLike(node)) {
      if (ts.isFunctionExpression(node)) add(node.name);
      for (const { name } of node.parameters) add(name);
    } else if (ts.isClassExpression(node)) add(node.name);
    else if (ts.isCatchClause(node)) add(node.variableDeclaration?.name);
    else if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node)) {
      if (node.initializer !== undefined && ts.isVariableDeclarationList(node.initializer))
        for (const { name } of node.initializer.declarations) add(name);
    } else for (const statement of statementsOf(node)) declaredBy(statement, add);
    for (const name of hoisted(node)) add(name);
    this.#scopes.set(node, names);
    return names;
  }
}

function isScope(node: ts.Node): boolean {
  return (
    ts.isFunctionLike(node) ||
    ts.isBlock(node) ||
    ts.isSourceFile(node) ||
    ts.isCaseBlock(node) ||
    ts.isModuleBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isCatchClause(node) ||
    ts.isClassExpression(node)
  );
}

function statementsOf(node: ts.Node): readonly ts.Statement[] {
  if (ts.isCaseBlock(node)) return node.clauses.flatMap(({ statements }) => [...statements]);
  return ts.isBlock(node) || ts.isSourceFile(node) || ts.isModuleBlock(node) ? node.statements : [];
}

function declaredBy(node: ts.Statement, add: (name: ts.Node | undefined) => void): void {
  if (ts.isVariableStatement(node)) for (const { name } of node.declarationList.declarations) add(name);
  else if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isEnumDeclaration(node)) add(node.name);
  else if (ts.isModuleDeclaration(node)) add(node.name);
  else if (ts.isImportEqualsDeclaration(node)) add(node.name);
  else if (ts.isImportDeclaration(node) && node.importClause !== undefined) {
    const { name, namedBindings } = node.importClause;
    add(name);
    if (namedBindings === undefined) return;
    if (ts.isNamespaceImport(namedBindings)) add(namedBindings.name);
    else for (const each of namedBindings.elements) add(each.name);
  }
}

/** `var` belongs to the function, or file, around it. */
function hoisted(node: ts.Node): readonly ts.BindingName[] {
  if (!ts.isFunctionLike(node) && !ts.isSourceFile(node)) return [];
  if (!/\bvar\b/.test(node.getText())) return [];
  const found: ts.BindingName[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isFunctionLike(child)) return;
    if (ts.isVariableDeclarationList(child) && (child.flags & ts.NodeFlags.BlockScoped) === 0)
      for (const { name } of child.declarations) found.push(name);
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return found;
}

/** The names in a name or pattern. */
export function identifiersOf(name: ts.Node | undefined): readonly ts.Identifier[] {
  if (name === undefined) return [];
  if (ts.isIdentifier(name)) return [name];
  if (!ts.isObjectBindingPattern(name) && !ts.isArrayBindingPattern(name)) return [];
  return name.elements.flatMap((each) => (ts.isBindingElement(each) ? identifiersOf(each.name) : []));
}

/** Whether an identifier stands for a value that is read or written: no key, label, member, type or declaration. */
export function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isEnumMember(parent)) return parent.name !== node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) return parent.initializer === node;
  if (ts.isPropertyDeclaration(parent)) return parent.initializer === node;
  if (ts.isQualifiedName(parent) || ts.isTypeNode(parent)) return ts.isExpressionWithTypeArguments(parent);
  return !(
    (ts.isFunctionLike(parent) && (parent as { name?: ts.Node }).name === node) ||
    (ts.isClassLike(parent) && parent.name === node) ||
    ts.isEnumDeclaration(parent) ||
    ts.isModuleDeclaration(parent) ||
    ts.isLabeledStatement(parent) ||
    ts.isBreakOrContinueStatement(parent) ||
    ts.isImportClause(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isNamespaceImport(parent) ||
    ts.isExportSpecifier(parent) ||
    ts.isJsxAttribute(parent) ||
    ts.isMetaProperty(parent)
  );
}

/** Types say nothing that happens; what a class extends does. */
export function isOnlyType(node: ts.Node): boolean {
  if (ts.isHeritageClause(node)) return node.token === ts.SyntaxKind.ImplementsKeyword;
  return (
    (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node)
  );
}
