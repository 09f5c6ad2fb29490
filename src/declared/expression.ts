import type { MathNode } from "mathjs";
import { ConfigError } from "../model/errors.ts";
import type { Statements } from "./grammar.ts";
import { statementsOf } from "./grammar.ts";

/** No sensible statement is longer, and no parser is asked to read what is. */
const LENGTH_MAX = 500;

/**
 * Parses one expression of the language in grammar.ts. mathjs is loaded only when somebody declares an invariant:
 * loading it takes longer than a small gate. Throws a ConfigError with the place of a syntax error.
 */
export async function parseExpression(text: string, where: string): Promise<Statements> {
  if (text.length > LENGTH_MAX) {
    throw new ConfigError({
      what: "the expression is too long",
      where,
      expected: `at most ${LENGTH_MAX} characters`,
      actual: `${text.length}`,
      hint: "split it into several invariants, or write one in TypeScript",
    });
  }
  const { parse } = await import("mathjs/number");
  return statementsOf(parsed(parse, text, where), where);
}

function parsed(parse: (text: string) => MathNode, text: string, where: string): MathNode {
  try {
    return parse(text);
  } catch (error) {
    throw new ConfigError({ what: "not an expression", where, actual: `${(error as Error).message} in \`${text}\`` });
  }
}
