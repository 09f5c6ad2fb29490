import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigError } from "../../model/errors.ts";

const WORD = /\s*((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])+)/y;
const PART = /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)|([^\s"'\\]+)/g;

/**
 * The words of a command as a shell would cut them: blanks part them; '…', "…" and \ keep blanks in. No shell runs:
 * nothing is expanded, and `env NAME=value program` sets a variable. Throws a ConfigError where a quote is not closed.
 */
export function commandWords(command: string): string[] {
  const words: string[] = [];
  const text = command.trim();
  WORD.lastIndex = 0;
  for (let at = 0; at < text.length; at = WORD.lastIndex) {
    const match = WORD.exec(text);
    if (match === null) throw new ConfigError({ what: "a quote in the command is not closed", where: command });
    words.push(match[1]!.replace(PART, unquoted));
  }
  return words;
}

/** The command of these words: what {@link commandWords} cuts into them again. */
export function commandText(words: readonly string[]): string {
  return words.map((word) => (/^[^\s"'\\]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`)).join(" ");
}

/** The same command for another working directory: words that name a file below `base` are made absolute. */
export function commandFrom(command: string, base: string): string {
  const words = commandWords(command);
  return commandText(
    words.map((word) => (/[./]/.test(word) && existsSync(resolve(base, word)) ? resolve(base, word) : word)),
  );
}

function unquoted(_part: string, double?: string, single?: string, escaped?: string, plain?: string): string {
  return double?.replace(/\\(.)/g, "$1") ?? single ?? escaped ?? plain ?? "";
}
