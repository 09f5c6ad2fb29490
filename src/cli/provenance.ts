import { createHash } from "node:crypto";
import type { Statement } from "../report/assemble.ts";

/** Options that change how a report is shown, or how fast it is made, and nothing in it: how many words each takes. */
const IRRELEVANT: ReadonlyMap<string, number> = new Map([
  ["--report", 2],
  ["--format", 2],
  ["--workers", 2],
  ["--attest", 2],
  ["--key", 2],
  ["--quiet", 1],
  ["--no-color", 1],
]);

/** The command line that makes a report again, as a shell reads it. */
export function commandOf(args: readonly string[]): string {
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    const equals = word.startsWith("--") ? word.indexOf("=") : -1;
    const taken = IRRELEVANT.get(equals < 0 ? word : word.slice(0, equals));
    if (taken === undefined) words.push(quoted(word));
    else if (equals < 0) i += taken - 1;
  }
  return ["tieout", ...words].join(" ");
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Digest over what was judged by: ids, titles and severities in their order. */
export function statementsDigest(statements: readonly Statement[]): string {
  const lines = statements.map(({ id, title, severity }) => `${JSON.stringify([id, title, severity])}\n`);
  return `sha256:${createHash("sha256").update(lines.join("")).digest("hex")}`;
}
