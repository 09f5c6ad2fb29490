import { numberText } from "../../csv/write.ts";

/**
 * JSON that loses no double: −0 keeps its sign, and a number that is not finite is written as the bare token `NaN`,
 * `Infinity` or `-Infinity`, as Python's json module does (CONTRACT.md §4). Keys keep their order; a list of plain
 * values stands on one line.
 */
export function jsonText(value: unknown, indent = ""): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (!value.some((each) => typeof each === "object" && each !== null)) {
      return `[${value.map((each) => jsonText(each)).join(", ")}]`;
    }
    return `[\n${value.map((each) => inner + jsonText(each, inner)).join(",\n")}\n${indent}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = entriesOf(value).map(([key, each]) => `${inner}${JSON.stringify(key)}: ${jsonText(each, inner)}`);
    return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n${indent}}`;
  }
  return plainText(value);
}

/** The one JSON text of a value, whatever the order in which its keys were put: sorted keys, no blanks. For digests. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = entriesOf(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`).join(",")}}`;
  }
  return plainText(value);
}

function plainText(value: unknown): string {
  return typeof value === "number" ? numberText(value) : (JSON.stringify(value) ?? "null");
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, each]) => each !== undefined);
}
