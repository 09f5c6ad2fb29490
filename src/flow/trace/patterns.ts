import { ConfigError } from "../../model/errors.ts";

/** What an audit is asked to start from: what a function or method returns, or a part of it. */
export interface SourcePattern {
  readonly text: string;
  readonly name: string;
  readonly path: readonly string[];
}

/** Where it ends: an argument of a function, or whatever a variable or field is given; or a part of that. */
export interface SinkPattern {
  readonly text: string;
  readonly kind: "argument" | "variable";
  readonly name: string;
  readonly argument: number;
  readonly path: readonly string[];
}

/** `scaleWeights`, `Book.scale`, `target().post`. */
export function parseSource(text: string): SourcePattern {
  const match = /^([\w$.#]+?)(?:\(\)((?:\.[\w$#]+)*))?$/.exec(text.trim());
  if (match === null)
    throw unreadable("source", text, "a function or method such as `scaleWeights` or `target().weights`");
  return { text, name: match[1]!, path: parts(match[2]) };
}

/** `portfolioReturn#0`, `settle#1.books`, `var:portfolioReturnsLog`. */
export function parseSink(text: string): SinkPattern {
  const variable = /^var:([\w$#]+)((?:\.[\w$#]+)*)$/.exec(text.trim());
  if (variable !== null) return { text, kind: "variable", name: variable[1]!, argument: 0, path: parts(variable[2]) };
  const match = /^([\w$.#]+?)#(\d+)((?:\.[\w$#]+)*)$/.exec(text.trim());
  if (match === null)
    throw unreadable("sink", text, "an argument such as `portfolioReturn#0`, or a variable such as `var:returns`");
  return { text, kind: "argument", name: match[1]!, argument: Number(match[2]), path: parts(match[3]) };
}

function parts(path: string | undefined): readonly string[] {
  return (path ?? "").split(".").filter((each) => each !== "");
}

function unreadable(what: string, text: string, expected: string): ConfigError {
  return new ConfigError({
    what: `not a ${what} that makes sense here`,
    where: `--${what}`,
    expected,
    actual: JSON.stringify(text),
  });
}

/** Whether a function's name, with its class where it has one, is the one meant; `#` of private names may be left out. */
export function isNamed(name: string, wanted: string): boolean {
  const [own, meant] = [name.replaceAll("#", ""), wanted.replaceAll("#", "")];
  return own === meant || own.endsWith(`.${meant}`) || (!own.includes(".") && own === lastName(meant));
}

/** The name without class and `#`. */
export function lastName(name: string): string {
  return name.split(".").at(-1)!.replace("#", "");
}
