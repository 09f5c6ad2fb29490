import { readFileSync } from "node:fs";
import { ConfigError } from "../model/errors.ts";
import { unreadable } from "../model/system-error.ts";

/** A JSON document together with the text that it was read from. */
export interface JsonDocument {
  readonly value: unknown;
  readonly text: string;
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads a JSON document that something is to be proven of: UTF-8 without a mark before it, and no key twice in one
 * object, because of two readers one would take the first value and the other the last. Throws a ConfigError that
 * names the file (as `where`, the name its user gave it).
 */
export function readStrictJson(path: string, where: string): JsonDocument {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new ConfigError({ ...unreadable(error, "file"), where });
  }
  return parseStrictJson(bytes, where);
}

/** The same of bytes at hand. */
export function parseStrictJson(bytes: Uint8Array, where: string): JsonDocument {
  let text: string;
  let value: unknown;
  try {
    text = strict.decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigError({ what: "not readable as JSON", where, actual: (error as Error).message });
  }
  const twice = keyTwice(text);
  if (twice === undefined) return { value, text };
  throw new ConfigError({
    what: "a key stands twice in one object",
    where,
    expected: "every key once, so that every reader reads the same",
    actual: JSON.stringify(twice),
  });
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/** The first key that stands twice in one object of a valid JSON text; undefined for none. */
function keyTwice(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let last = "";
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(undefined);
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":") {
      const key = JSON.parse(last) as string;
      const keys = open.at(-1)!;
      if (keys.has(key)) return key;
      keys.add(key);
    } else last = token;
  }
  return undefined;
}
