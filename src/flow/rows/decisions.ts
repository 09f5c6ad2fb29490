import { ConfigError } from "../../model/errors.ts";

/** What is decided, and for which row. */
export interface Decision {
  readonly text: string;
  readonly kind: "answer" | "argument" | "variable";
  readonly name: string;
  readonly argument: number;
  /** The variable or argument that says for which row, and what is added to it; undefined for the index of a store. */
  readonly row: { readonly name: string; readonly offset: number } | undefined;
}

/** Where the rows of the market come in. */
export interface Market {
  readonly text: string;
  readonly name: string;
  /** The argument of an entry; undefined for what a function answers. */
  readonly argument: number | undefined;
  /** Members on the way to the rows; `*` stands for any. */
  readonly path: readonly string[];
  /** It is flat, rows × width, with the width under this name. */
  readonly stride: string | undefined;
}

/** `signal()@t`, `place#1@0`, `var:weights`, `var:weights@t+1`. */
export function parseDecision(text: string): Decision {
  const match = /^(?:var:([\w$]+)|([\w$.#]+?)(\(\)|#(\d+)))(?:@([\w$]+)([+-]\d+)?)?$/.exec(text.trim());
  if (match === null) {
    throw new ConfigError({
      what: "not a decision that makes sense here",
      where: "--sink",
      expected:
        "`signal()@t`, an argument such as `place#1@t`, or `var:weights` (each with the row that it is decided for)",
      actual: JSON.stringify(text),
    });
  }
  const [, variable, callee, , argument, row, offset] = match;
  return {
    text,
    kind: variable !== undefined ? "variable" : argument === undefined ? "answer" : "argument",
    name: variable ?? callee!,
    argument: Number(argument ?? 0),
    row: row === undefined ? undefined : { name: row, offset: Number(offset ?? 0) },
  };
}

/** `run#0`, `run#0.market.returns`, `run#0.*` (a series by asset), `loadPrices()`, `construct#0.returns/width`. */
export function parseMarket(text: string): Market {
  const match = /^([\w$.]+?)(?:#(\d+)|\(\))?((?:\.(?:[\w$]+|\*))*)(?:\/([\w$]+))?$/.exec(text.trim());
  const [, name, argument, path = "", stride] = match ?? [];
  if (match === null || name === undefined) {
    throw new ConfigError({
      what: "not a market that makes sense here",
      where: "--source",
      expected: "an argument of an entry such as `run#0` or `run#0.returns`, or a function such as `loadPrices()`",
      actual: JSON.stringify(text),
    });
  }
  return {
    text,
    name,
    argument: argument === undefined ? undefined : Number(argument),
    path: path.split(".").filter((each) => each !== ""),
    stride,
  };
}
