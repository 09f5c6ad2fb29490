import type { Random } from "../../../src/numeric/random.ts";

/** A random program: what it declares, the statements of its `run`, and which list it settles. */
export interface Program {
  readonly declarations: readonly string[];
  readonly statements: readonly string[];
}

/** Draws the words of a program and knows which names hold what. */
export class Writer {
  readonly #random: Random;
  #names = 0;
  /** Names of lists of numbers that are made of the weights. */
  readonly books: string[] = [];
  /** Names of numbers that are made of the weights. */
  readonly totals: string[] = [];
  readonly declarations = new Set<string>();
  /** How likely a step is to do what no scaling does. */
  readonly mischief: number;

  constructor(random: Random, mischief: number) {
    this.#random = random;
    this.mischief = mischief;
  }

  chance(probability: number): boolean {
    return this.#random.next() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.#random.uint32() % choices.length]!;
  }

  /** One of several phrases, of which only the one picked is made. */
  phrase(choices: readonly (() => string)[]): string {
    return this.pick(choices)();
  }

  fresh(letter: string): string {
    this.#names++;
    return `${letter}${this.#names}`;
  }

  /** A function or class at the top of the file, once. */
  declare(text: string): void {
    this.declarations.add(text);
  }

  book(): string {
    // The newest are the likeliest, so that steps build on each other.
    const { length } = this.books;
    return this.chance(0.6) ? this.books[length - 1]! : this.pick(this.books);
  }

  /** A number that does not depend on the weights. */
  given(): string {
    return this.pick(["k", "k", "0.5", "2", "-1", "nav", "given[1]", "(flag ? k : 1)", "given.length", "(k ?? 1)"]);
  }

  /** A condition that does not depend on the weights. */
  settled(): string {
    return this.pick(["flag", "!flag", "k > cap", "k === 2", "given[0] < given[1]", "day % 2 === 0"]);
  }
}

export function textOf({ declarations, statements }: Program): string {
  return `${declarations.join("\n")}
export function run(raw, given, k, cap, nav, flag, day) {
  const w = scaleWeights(raw);
${statements.map((each) => `  ${each.replaceAll("\n", "\n  ")}`).join("\n")}
}
`;
}
