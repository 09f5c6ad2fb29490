import { ConfigError } from "../../../model/errors.ts";
import type { Node, Ranges } from "./syntax.ts";
import { CharacterSet, CLASSES, LINE_ENDS } from "./syntax.ts";

/** A part repeated more often is written out so often; beyond this a pattern asks for `+` or `*`. */
const MOST_REPEATS = 100;

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, v: 11, "0": 0 };

/**
 * Parses a regular expression as JavaScript writes them, without what cannot be matched in one pass: no lookahead,
 * lookbehind or back reference. Throws a ConfigError that says where in the pattern.
 */
export function parsePattern(pattern: string, where: string): Node {
  return new Parser(pattern, where).pattern();
}

class Parser {
  readonly #text: string;
  readonly #where: string;
  #at = 0;
  readonly #names = new Set<string>();

  constructor(text: string, where: string) {
    this.#text = text;
    this.#where = where;
  }

  pattern(): Node {
    const node = this.#choice();
    if (this.#at < this.#text.length) throw this.#fail("a pattern that ends here", "unbalanced )");
    return node;
  }

  #choice(): Node {
    const options = [this.#sequence()];
    while (this.#take("|")) options.push(this.#sequence());
    return options.length === 1 ? options[0]! : { kind: "choice", options };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#text.length && !"|)".includes(this.#text[this.#at]!)) parts.push(this.#repeated());
    return parts.length === 1 ? parts[0]! : { kind: "sequence", parts };
  }

  #repeated(): Node {
    const part = this.#atom();
    const match = /^(?:[*+?]|\{(\d+)(,(\d*))?\})/.exec(this.#text.slice(this.#at, this.#at + 12));
    if (match === null) return part;
    const [mark, first, comma, second] = match;
    if (part.kind === "assert") throw this.#fail("something to repeat", `${mark} after a place`);
    const least = first === undefined ? (mark === "+" ? 1 : 0) : Number(first);
    const isOpen = mark === "*" || mark === "+" || (comma !== undefined && second === "");
    const most = isOpen ? Number.POSITIVE_INFINITY : mark === "?" ? 1 : Number(comma === undefined ? first : second);
    if (least > MOST_REPEATS || (most !== Number.POSITIVE_INFINITY && most > MOST_REPEATS) || most < least) {
      throw this.#fail(`counts up to ${MOST_REPEATS} in order`, mark);
    }
    this.#at += mark.length;
    const greedy = !this.#take("?");
    if (/^(?:[*+?]|\{\d)/.test(this.#text.slice(this.#at, this.#at + 2)))
      throw this.#fail("one count", "two counts on end");
    return { kind: "repeat", part, least, most, greedy };
  }

  #atom(): Node {
    const mark = this.#text[this.#at]!;
    if (mark === "(") return this.#group();
    if (mark === "[") return this.#class();
    if (mark === "\\") return this.#escape();
    if ("*+?{".includes(mark)) throw this.#fail("something to repeat", mark);
    this.#at++;
    if (mark === "^") return { kind: "assert", what: "start" };
    if (mark === "$") return { kind: "assert", what: "end" };
    if (mark === ".") return { kind: "set", set: new CharacterSet(LINE_ENDS, true) };
    return one(mark.charCodeAt(0));
  }

  #group(): Node {
    const open = this.#at;
    const [head, name] = /^\((?:\?<([A-Za-z_]\w*)>|\?:)?/.exec(this.#text.slice(this.#at))!;
    if (head === "(" && this.#text[this.#at + 1] === "?") {
      throw this.#fail(
        "(?<name>…), (?:…) or (…)",
        `${this.#text.slice(this.#at, this.#at + 3)}: no look ahead or behind`,
      );
    }
    if (name !== undefined && this.#names.has(name)) throw this.#fail("each name once", name);
    if (name !== undefined) this.#names.add(name);
    this.#at += head.length;
    const part = this.#choice();
    if (!this.#take(")")) {
      this.#at = open;
      throw this.#fail("a closing )", "none");
    }
    return name === undefined ? part : { kind: "group", part, name };
  }

  #escape(): Node {
    const letter = this.#text[this.#at + 1];
    if (letter === "b") {
      this.#at += 2;
      return { kind: "assert", what: "word-edge" };
    }
    return { kind: "set", set: new CharacterSet(this.#escaped()) };
  }

  /** What an escape stands for, within a class or without. */
  #escaped(): Ranges {
    const letter = this.#text[this.#at + 1];
    const hex = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(this.#text.slice(this.#at));
    if (hex !== null) {
      this.#at += hex[0].length;
      const code = Number.parseInt(hex[1] ?? hex[2]!, 16);
      return [[code, code]];
    }
    if (letter === undefined) throw this.#fail("something after the backslash", "the end");
    const known = Object.hasOwn(CLASSES, letter) ? CLASSES[letter] : undefined;
    const control = Object.hasOwn(CONTROLS, letter) ? CONTROLS[letter] : undefined;
    if (known === undefined && control === undefined && /[A-Za-z0-9]/.test(letter)) {
      throw this.#fail("\\d \\w \\s \\b, their capitals, or a mark", `\\${letter}: no back references`);
    }
    this.#at += 2;
    const code = control ?? letter.charCodeAt(0);
    return known ?? [[code, code]];
  }

  #class(): Node {
    const open = this.#at++;
    const isNegated = this.#take("^");
    const ranges: (readonly [number, number])[] = [];
    while (this.#text[this.#at] !== "]") {
      if (this.#at >= this.#text.length) {
        this.#at = open;
        throw this.#fail("a closing ]", "none");
      }
      const from = this.#member();
      if (this.#text[this.#at] !== "-" || this.#text[this.#at + 1] === "]") {
        ranges.push(...from);
        continue;
      }
      this.#at++;
      const to = this.#member();
      const isRange = from.length === 1 && to.length === 1 && from[0]![0] === from[0]![1] && to[0]![0] === to[0]![1];
      if (!isRange || from[0]![0] > to[0]![0]) throw this.#fail("a range of characters in order", "another");
      ranges.push([from[0]![0], to[0]![0]]);
    }
    this.#at++;
    return { kind: "set", set: new CharacterSet(ranges, isNegated) };
  }

  #member(): Ranges {
    if (this.#text[this.#at] === "\\") return this.#escaped();
    const code = this.#text.charCodeAt(this.#at++);
    return [[code, code]];
  }

  #take(mark: string): boolean {
    if (this.#text[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #fail(expected: string, actual: string): ConfigError {
    return new ConfigError({
      what: "a pattern that is not understood",
      where: `${this.#where}, character ${this.#at + 1}`,
      expected,
      actual,
      hint: "patterns are matched in one pass, so that no line takes long: docs/LAYOUTS.md says what they may hold",
    });
  }
}

function one(code: number): Node {
  return { kind: "set", set: new CharacterSet([[code, code]]) };
}
