import { createHash } from "node:crypto";
import type { SarifPhysicalLocation } from "./log.ts";

/** A file as a relative URI reference. Of a path that is absolute or leads upwards only the file's name is told. */
export function uriOf(file: string): string {
  const segments = file.replaceAll("\\", "/").split("/");
  const outside = /^(\/|[A-Za-z]:|\\)/.test(file) || segments.includes("..");
  const kept = outside ? segments.slice(-1) : segments.filter((each) => each !== "" && each !== ".");
  return kept.map((each) => encodeURIComponent(withoutLoneSurrogates(each))).join("/");
}

function withoutLoneSurrogates(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}

/** A place in a source file of the project. */
export function sourcePlace(file: string, line: number, column?: number): SarifPhysicalLocation {
  return {
    artifactLocation: { uri: uriOf(file), uriBaseId: "%SRCROOT%" },
    region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
  };
}

/** `file:line:column` or `file:line`, as violations of static evidence say where they are. */
export function placeFromText(text: string): SarifPhysicalLocation | undefined {
  const found = /^(.+?):(\d+)(?::(\d+))?$/.exec(text);
  if (found === null) return undefined;
  const [, file = "", line, column] = found;
  if (Number(line) < 1 || column === "0") return undefined;
  return sourcePlace(file, Number(line), column === undefined ? undefined : Number(column));
}

/** Gives results fingerprints from what they say and not from where it stands; equal ones are told apart by their turn. */
export class Fingerprints {
  readonly #seen = new Map<string, number>();

  of(...parts: readonly (string | null)[]): { readonly "tieout/v1": string } {
    const key = JSON.stringify(parts);
    const turn = this.#seen.get(key) ?? 0;
    this.#seen.set(key, turn + 1);
    return { "tieout/v1": createHash("sha256").update(`${key}#${turn}`).digest("hex").slice(0, 32) };
  }
}
