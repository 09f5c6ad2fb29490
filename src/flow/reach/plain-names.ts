import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { isTypedArray } from "./fixed-types.ts";
import type { Names } from "./names.ts";

/** What a declared type says: a number, text or truth; a list of such; anything else. */
type Shape = "plain" | "list" | "other";

/** What the names of members and variables hold by their declared types: what is plain is nobody's object. */
export class PlainNames {
  readonly #members = new Map<string, Shape>();
  readonly #names: Names;

  constructor(names: Names, files: Iterable<ts.SourceFile>) {
    this.#names = names;
    const visit = (node: ts.Node): void => {
      const isMember = ts.isPropertySignature(node) || ts.isPropertyDeclaration(node) || ts.isMethodSignature(node);
      if (isMember || ts.isMethodDeclaration(node)) {
        const name = node.name.getText();
        const shape = isMember && !ts.isMethodSignature(node) ? shapeOf(node.type) : "other";
        const known = this.#members.get(name);
        this.#members.set(name, known === undefined || known === shape ? shape : "other");
      }
      ts.forEachChild(node, visit);
    };
    for (const file of files) visit(file);
  }

  isPlain(given: ts.Expression): boolean {
    const node = bare(given);
    return this.#shape(node) === "plain" || (ts.isElementAccessExpression(node) && this.isListOfPlain(node.expression));
  }

  isListOfPlain(given: ts.Expression): boolean {
    return this.#shape(bare(given)) === "list";
  }

  #shape(node: ts.Expression): Shape {
    if (ts.isPropertyAccessExpression(node))
      return node.name.text === "length" ? "plain" : (this.#members.get(node.name.text) ?? "other");
    const declared = ts.isIdentifier(node) ? this.#names.declaration(node)?.parent : undefined;
    const isTyped = declared !== undefined && (ts.isParameter(declared) || ts.isVariableDeclaration(declared));
    return isTyped ? shapeOf(declared.type) : "other";
  }
}

function shapeOf(type: ts.TypeNode | undefined): Shape {
  if (type === undefined) return "other";
  const { NumberKeyword, StringKeyword, BooleanKeyword, UndefinedKeyword, ReadonlyKeyword } = ts.SyntaxKind;
  if ([NumberKeyword, StringKeyword, BooleanKeyword, UndefinedKeyword].some((kind) => kind === type.kind))
    return "plain";
  if (ts.isUnionTypeNode(type)) return type.types.every((each) => shapeOf(each) === "plain") ? "plain" : "other";
  if (ts.isLiteralTypeNode(type)) return "plain";
  if (ts.isParenthesizedTypeNode(type)) return shapeOf(type.type);
  if (ts.isTypeOperatorNode(type)) return type.operator === ReadonlyKeyword ? shapeOf(type.type) : "other";
  if (ts.isArrayTypeNode(type)) return shapeOf(type.elementType) === "plain" ? "list" : "other";
  return ts.isTypeReferenceNode(type) && isTypedArray(type.typeName.getText()) ? "list" : "other";
}
