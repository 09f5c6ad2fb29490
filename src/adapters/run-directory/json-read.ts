import { RunDirectoryError } from "../../model/errors.ts";

/**
 * Reads a JSON text, in which a number may also be one of the bare tokens `NaN`, `Infinity` and `-Infinity`. Throws a
 * RunDirectoryError with file and line where the text is malformed.
 */
export function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return new JsonReader(text, file).document();
  }
}

/** Blanks, then a token: punctuation, a string, a number or a word. */
const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\n]|\\.)*")|(-?(?:Infinity|(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)|NaN)(?![\w.])|(true|false|null)(?!\w))/y;

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/** A second, careful look at a text that `JSON.parse` refuses, to read its bare tokens or to say where it is wrong. */
class JsonReader {
  readonly #text: string;
  readonly #file: string;
  #position = 0;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  document(): unknown {
    const value = this.#value();
    if (/\S/.test(this.#text.slice(this.#position))) throw this.#fail("the end of the document");
    return value;
  }

  #value(): unknown {
    const match = this.#token("a value");
    const [, mark, string, number, word] = match;
    if (string !== undefined) return this.#string(string, match);
    if (number !== undefined) return Number(number);
    if (word !== undefined) return WORDS.get(word);
    if (mark === "[") return this.#items("]", () => this.#value());
    if (mark === "{") return Object.fromEntries(this.#items("}", () => this.#entry()));
    throw this.#fail("a value", match);
  }

  #items<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    if (this.#next(close)) return items;
    do items.push(item());
    while (this.#next(","));
    if (!this.#next(close)) throw this.#fail(`a comma or ${close}`);
    return items;
  }

  #entry(): [string, unknown] {
    const key = this.#token("a key in quotes");
    if (key[2] === undefined) throw this.#fail("a key in quotes", key);
    if (!this.#next(":")) throw this.#fail("a colon after the key");
    return [this.#string(key[2], key), this.#value()];
  }

  #string(token: string, taken: RegExpExecArray): string {
    try {
      return JSON.parse(token) as string;
    } catch {
      throw this.#fail("a string with JSON's escapes and no bare control character", taken);
    }
  }

  /** Steps over a mark if it comes next. */
  #next(mark: string): boolean {
    TOKEN.lastIndex = this.#position;
    if (TOKEN.exec(this.#text)?.[1] !== mark) return false;
    this.#position = TOKEN.lastIndex;
    return true;
  }

  #token(expected: string): RegExpExecArray {
    TOKEN.lastIndex = this.#position;
    const match = TOKEN.exec(this.#text);
    if (match === null) throw this.#fail(expected);
    this.#position = TOKEN.lastIndex;
    return match;
  }

  /** The complaint about what comes next, or about a token just taken. */
  #fail(expected: string, taken?: RegExpExecArray): RunDirectoryError {
    const from = taken === undefined ? this.#position : taken.index;
    const at = from + /^\s*/.exec(this.#text.slice(from))![0].length;
    const before = this.#text.slice(0, at).split("\n");
    const found = /^(?:[^\s,\]}]+|.)/.exec(this.#text.slice(at, at + 30))?.[0];
    return new RunDirectoryError({
      what: "malformed JSON",
      where: `${this.#file}:${before.length}:${before.at(-1)!.length + 1}`,
      expected,
      actual: found === undefined ? "the end of the file" : JSON.stringify(found),
    });
  }
}
