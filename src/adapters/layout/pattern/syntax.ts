/** The parts that a pattern is made of. */
export type Node =
  | { readonly kind: "set"; readonly set: CharacterSet }
  | { readonly kind: "sequence"; readonly parts: readonly Node[] }
  | { readonly kind: "choice"; readonly options: readonly Node[] }
  | {
      readonly kind: "repeat";
      readonly part: Node;
      readonly least: number;
      readonly most: number;
      readonly greedy: boolean;
    }
  | { readonly kind: "group"; readonly part: Node; readonly name: string }
  | { readonly kind: "assert"; readonly what: Assertion };

export type Assertion = "start" | "end" | "word-edge";

/** Some characters, as ranges of UTF-16 units. */
export class CharacterSet {
  readonly #ranges: readonly (readonly [number, number])[];
  readonly #ascii: Uint8Array;
  readonly #isNegated: boolean;

  constructor(ranges: readonly (readonly [number, number])[], isNegated = false) {
    this.#ranges = ranges;
    this.#isNegated = isNegated;
    this.#ascii = Uint8Array.from({ length: 128 }, (_, code) => (this.#look(code) ? 1 : 0));
  }

  has(code: number): boolean {
    return code < 128 ? this.#ascii[code] === 1 : this.#look(code);
  }

  /** The one character of this set; undefined where it has several. */
  get only(): string | undefined {
    const [range, ...others] = this.#ranges;
    const isOne = !this.#isNegated && range !== undefined && others.length === 0 && range[0] === range[1];
    return isOne ? String.fromCharCode(range[0]) : undefined;
  }

  #look(code: number): boolean {
    return this.#ranges.some(([from, to]) => code >= from && code <= to) !== this.#isNegated;
  }
}

export type Ranges = readonly (readonly [number, number])[];

const DIGITS: Ranges = [[48, 57]];
const WORD: Ranges = [...DIGITS, [65, 90], [95, 95], [97, 122]];
const SPACE: Ranges = [
  [9, 13],
  [32, 32],
  [160, 160],
  [5760, 5760],
  [8192, 8202],
  [8232, 8233],
  [8239, 8239],
  [8287, 8287],
  [12288, 12288],
  [65279, 65279],
];

/** `\d`, `\w`, `\s` and their opposites. */
export const CLASSES: Readonly<Record<string, Ranges>> = {
  d: DIGITS,
  w: WORD,
  s: SPACE,
  D: opposite(DIGITS),
  W: opposite(WORD),
  S: opposite(SPACE),
};

export const LINE_ENDS: Ranges = [
  [10, 10],
  [13, 13],
  [8232, 8233],
];

function opposite(ranges: Ranges): Ranges {
  const others: [number, number][] = [];
  let next = 0;
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    if (from > next) others.push([next, from - 1]);
    next = to + 1;
  }
  return [...others, [next, 0xffff]];
}

const WORD_SET = new CharacterSet(WORD);

/** Whether an assertion holds before the unit at `at`. */
export function holdsAt(what: Assertion, text: string, at: number): boolean {
  if (what === "start") return at === 0;
  if (what === "end") return at === text.length;
  const before = at > 0 && WORD_SET.has(text.charCodeAt(at - 1));
  const after = at < text.length && WORD_SET.has(text.charCodeAt(at));
  return before !== after;
}
