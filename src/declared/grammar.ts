import type { MathNode } from "mathjs";
import { ConfigError } from "../model/errors.ts";
import type { TableName } from "../model/run.ts";
import { TABLE_NAMES } from "../model/run.ts";

/**
 * The language of declared invariants: comparisons of numbers over the tables of a run, e.g.
 * `abs(net(weights_scaled)) <= 0.2`. mathjs parses it; nothing is ever evaluated by mathjs. What is not in this file
 * does not exist: no assignment, no import, no access to properties, no text but a column's name.
 */

/** A number at a date, and at an asset where the expression names cells of a table. */
export type NumberAt = (place: PlaceOfTables) => number;

/** Where an expression is worked out: the cell of a table at the date and asset in question, NaN where it has none. */
export interface PlaceOfTables {
  cell(table: TableName): number;
  column(table: TableName, column: string): number;
  row(table: TableName): Float64Array | undefined;
}

/** `left operator right`, one of the comparisons that must hold. */
export interface ComparisonAt {
  readonly operator: "<=" | ">=" | "<" | ">" | "==";
  readonly left: NumberAt;
  readonly right: NumberAt;
  readonly text: string;
}

/** What an expression says: its comparisons, all of which must hold, and the tables that it reads. */
export interface Statements {
  readonly comparisons: readonly ComparisonAt[];
  readonly tables: readonly TableName[];
  /** The tables whose cells are compared asset by asset; none when only sums and columns are. */
  readonly byAsset: readonly TableName[];
}

type Arithmetic = (left: number, right: number) => number;

const ARITHMETIC: Readonly<Record<string, Arithmetic>> = {
  add: (left, right) => left + right,
  subtract: (left, right) => left - right,
  multiply: (left, right) => left * right,
  divide: (left, right) => left / right,
  pow: (left, right) => left ** right,
};

const FUNCTIONS: Readonly<
  Record<string, { readonly least: number; readonly most: number; readonly of: (...values: number[]) => number }>
> = {
  abs: { least: 1, most: 1, of: Math.abs },
  sqrt: { least: 1, most: 1, of: Math.sqrt },
  exp: { least: 1, most: 1, of: Math.exp },
  log: { least: 1, most: 1, of: Math.log },
  min: { least: 2, most: 16, of: Math.min },
  max: { least: 2, most: 16, of: Math.max },
};

/** Sums over a table's row. An empty row is 0; a missing row is NaN, which no comparison lets pass. */
const REDUCTIONS: Readonly<Record<string, (row: Float64Array) => number>> = {
  gross: (row) => row.reduce((total, weight) => total + Math.abs(weight), 0),
  net: (row) => row.reduce((total, weight) => total + weight, 0),
  largest: (row) => row.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0),
  held: (row) => row.reduce((count, weight) => count + (weight === 0 ? 0 : 1), 0),
};

const COMPARISONS: Readonly<Record<string, ComparisonAt["operator"]>> = {
  smallerEq: "<=",
  largerEq: ">=",
  smaller: "<",
  larger: ">",
  equal: "==",
};

/** Reads a parsed expression. Throws a ConfigError that names what the language does not have. */
export function statementsOf(root: MathNode, where: string): Statements {
  return new Reader(where).read(root);
}

/** The names that an expression may use, for messages and documentation. */
export const VOCABULARY = {
  functions: Object.keys(FUNCTIONS),
  reductions: Object.keys(REDUCTIONS),
  column: 'column(table, "name")',
};

/** The parts of a mathjs node that this language looks at. */
interface Node {
  readonly type: string;
  readonly fn?: string | { readonly name?: string };
  readonly args?: readonly MathNode[];
  readonly params?: readonly MathNode[];
  readonly conditionals?: readonly string[];
  readonly content?: MathNode;
  readonly value?: unknown;
  readonly name?: string;
}

class Reader {
  readonly #where: string;
  readonly #tables = new Set<TableName>();
  readonly #byAsset = new Set<TableName>();

  constructor(where: string) {
    this.#where = where;
  }

  read(root: MathNode): Statements {
    const comparisons = this.#comparisons(root);
    if (this.#tables.size === 0) throw this.#refused(root, "an expression over at least one table");
    return { comparisons, tables: [...this.#tables], byAsset: [...this.#byAsset] };
  }

  #comparisons(math: MathNode): ComparisonAt[] {
    const node = math as unknown as Node;
    if (node.type === "ParenthesisNode") return this.#comparisons(node.content!);
    if (node.type === "OperatorNode" && node.fn === "and") return node.args!.flatMap((each) => this.#comparisons(each));
    if (node.type === "OperatorNode" && typeof node.fn === "string" && Object.hasOwn(COMPARISONS, node.fn)) {
      return [this.#comparison(node.fn, node.args![0]!, node.args![1]!)];
    }
    if (node.type === "RelationalNode") {
      return node.conditionals!.map((name, i) => this.#comparison(name, node.params![i]!, node.params![i + 1]!));
    }
    throw this.#refused(math, "a comparison (<=, >=, <, >, ==), or several joined by `and`");
  }

  #comparison(name: string, left: MathNode, right: MathNode): ComparisonAt {
    const operator = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
    if (operator === undefined) throw this.#refused(left, "one of <=, >=, <, >, ==");
    return { operator, left: this.#number(left), right: this.#number(right), text: `${left} ${operator} ${right}` };
  }

  #number(math: MathNode): NumberAt {
    const node = math as unknown as Node;
    switch (node.type) {
      case "ParenthesisNode":
        return this.#number(node.content!);
      case "ConstantNode":
        return this.#constant(math, node.value);
      case "SymbolNode": {
        const table = this.#table(math);
        this.#byAsset.add(table);
        return (place) => place.cell(table);
      }
      case "OperatorNode":
        return this.#operation(math, node);
      case "FunctionNode":
        return this.#call(math, node);
      default:
        throw this.#refused(math, "numbers, tables, + − * / ^ and functions");
    }
  }

  #constant(math: MathNode, value: unknown): NumberAt {
    if (typeof value !== "number") throw this.#refused(math, "a number");
    return () => value;
  }

  #operation(math: MathNode, { fn, args }: Node): NumberAt {
    if (fn === "unaryMinus") {
      const operand = this.#number(args![0]!);
      return (place) => -operand(place);
    }
    const arithmetic = typeof fn === "string" && Object.hasOwn(ARITHMETIC, fn) ? ARITHMETIC[fn] : undefined;
    if (arithmetic === undefined) throw this.#refused(math, "+ − * / ^ between numbers");
    const [left, right] = [this.#number(args![0]!), this.#number(args![1]!)];
    return (place) => arithmetic(left(place), right(place));
  }

  #call(math: MathNode, { fn, args = [] }: Node): NumberAt {
    const name = (typeof fn === "object" ? fn.name : fn) ?? "";
    if (name === "column") return this.#column(math, args);
    if (Object.hasOwn(REDUCTIONS, name)) {
      if (args.length !== 1) throw this.#refused(math, `${name}(table)`);
      const table = this.#table(args[0]!);
      const reduce = REDUCTIONS[name]!;
      return (place) => {
        const row = place.row(table);
        return row === undefined ? Number.NaN : reduce(row);
      };
    }
    const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (known === undefined || args.length < known.least || args.length > known.most) {
      throw this.#refused(math, [...VOCABULARY.functions, ...VOCABULARY.reductions, VOCABULARY.column].join(", "));
    }
    const operands = args.map((each) => this.#number(each));
    return (place) => known.of(...operands.map((operand) => operand(place)));
  }

  #column(math: MathNode, args: readonly MathNode[]): NumberAt {
    const name = (args[1] as unknown as Node | undefined)?.value;
    if (args.length !== 2 || typeof name !== "string") throw this.#refused(math, VOCABULARY.column);
    const table = this.#table(args[0]!);
    return (place) => place.column(table, name);
  }

  #table(math: MathNode): TableName {
    const { type, name } = math as unknown as Node;
    const table = TABLE_NAMES.find((each) => type === "SymbolNode" && each === name);
    if (table === undefined) throw this.#refused(math, `a table: ${TABLE_NAMES.join(", ")}`);
    this.#tables.add(table);
    return table;
  }

  #refused(math: MathNode, expected: string): ConfigError {
    return new ConfigError({
      what: "the language of declared invariants does not have this",
      where: this.#where,
      expected,
      actual: `\`${math}\``,
    });
  }
}
