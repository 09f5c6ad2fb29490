import { ts } from "../syntax/ts.ts";

/**
 * Whether nothing can be changed about the values of a type, however deep: numbers, texts, functions, and read-only
 * lists, maps and records of such. A read-only list of lists is none, nor is a type by a name from elsewhere.
 */
export function isFixedType(node: ts.TypeNode, within: readonly ts.Node[] = []): boolean {
  if (PRIMITIVES.has(node.kind) || ts.isLiteralTypeNode(node) || ts.isTemplateLiteralTypeNode(node)) return true;
  if (ts.isFunctionTypeNode(node)) return true;
  if (ts.isParenthesizedTypeNode(node)) return isFixedType(node.type, within);
  if (ts.isUnionTypeNode(node)) return node.types.every((each) => isFixedType(each, within));
  if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.KeyOfKeyword) return true;
  if (ts.isTypeOperatorNode(node))
    return node.operator === ts.SyntaxKind.ReadonlyKeyword && isFixedList(node.type, within);
  if (!ts.isTypeReferenceNode(node)) return false;
  const { typeName, typeArguments = [] } = node;
  const name = typeName.getText();
  if (/^Readonly(Array|Set|Map)$/.test(name))
    return typeArguments.length > 0 && typeArguments.every((each) => isFixedType(each, within));
  const [only] = typeArguments;
  if (name === "Readonly" && only !== undefined) return isFixedInside(only, within);
  return typeArguments.length === 0 && isFixedName(node, name, within);
}

/** Whether what a thing of this type holds cannot be changed, though the thing itself may be: `number[]`. */
export function isFlatType(node: ts.TypeNode): boolean {
  if (ts.isArrayTypeNode(node)) return isFixedType(node.elementType);
  if (ts.isTypeOperatorNode(node)) return isFlatType(node.type);
  if (!ts.isTypeReferenceNode(node)) return isFixedType(node);
  const name = node.typeName.getText();
  const { typeArguments = [] } = node;
  if (/^(Readonly)?(Array|Map|Set)$|^Record$/.test(name))
    return typeArguments.length > 0 && typeArguments.every((each) => isFixedType(each));
  return isTypedArray(name) || isFixedType(node);
}

export function isTypedArray(name: string): boolean {
  return /^(Big)?(Int|Uint|Float)\d+(Clamped)?Array$/.test(name);
}

const PRIMITIVES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.NumberKeyword,
  ts.SyntaxKind.StringKeyword,
  ts.SyntaxKind.BooleanKeyword,
  ts.SyntaxKind.BigIntKeyword,
  ts.SyntaxKind.SymbolKeyword,
  ts.SyntaxKind.UndefinedKeyword,
]);

/** What follows `readonly`. */
function isFixedList(node: ts.TypeNode, within: readonly ts.Node[]): boolean {
  if (ts.isArrayTypeNode(node)) return isFixedType(node.elementType, within);
  return (
    ts.isTupleTypeNode(node) &&
    node.elements.every((each) => isFixedType(ts.isNamedTupleMember(each) ? each.type : each, within))
  );
}

/** What stands in `Readonly<…>`: its own members cannot be set, so theirs must not be either. */
function isFixedInside(node: ts.TypeNode, within: readonly ts.Node[]): boolean {
  if (ts.isTypeLiteralNode(node)) return node.members.every((each) => isFixedMember(each, false, within));
  if (ts.isTypeReferenceNode(node) && node.typeName.getText() === "Record") {
    const [, value] = node.typeArguments ?? [];
    return value !== undefined && isFixedType(value, within);
  }
  return isFixedList(node, within);
}

function isFixedMember(node: ts.TypeElement, mustSay: boolean, within: readonly ts.Node[]): boolean {
  if (ts.isMethodSignature(node)) return true;
  if (!ts.isPropertySignature(node) || node.type === undefined) return false;
  const says = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword) === true;
  return (says || !mustSay) && isFixedType(node.type, within);
}

/** An alias or interface of the same file whose members are all read-only; one that is made of itself is left open. */
function isFixedName(node: ts.TypeNode, name: string, within: readonly ts.Node[]): boolean {
  const named = node
    .getSourceFile()
    .statements.find(
      (each) => (ts.isTypeAliasDeclaration(each) || ts.isInterfaceDeclaration(each)) && each.name.text === name,
    );
  if (named === undefined || within.includes(named)) return false;
  if (ts.isTypeAliasDeclaration(named)) return isFixedType(named.type, [...within, named]);
  if (!ts.isInterfaceDeclaration(named) || named.heritageClauses !== undefined) return false;
  return named.members.every((each) => isFixedMember(each, true, [...within, named]));
}
