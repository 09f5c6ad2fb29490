import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Document } from "yaml";
import { isNode, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { resolvePrecomputed } from "../adapters/precomputed-source.ts";
import { complaint } from "../model/complaint.ts";
import type { Config } from "../model/config.ts";
import { configSchema } from "../model/config.ts";
import { ConfigError } from "../model/errors.ts";
import { unreadable } from "../model/system-error.ts";
import { nearestTexts } from "../numeric/nearest-texts.ts";

/** The file that is looked for upwards from the working directory. */
export const PROFILES_FILE = "tieout.profiles.yaml";

const profileSchema = z.strictObject({
  /** For the reader. */
  description: z.string().optional(),
  /** A built-in market by name, or … */
  market: z.string().optional(),
  /** … a CSV file of prices, relative to the profiles' file. */
  prices: z.string().optional(),
  gaps: z.enum(["forward-fill", "start-late", "drop-assets"]).optional(),
  /** First and last date of the market to use. */
  from: z.string().optional(),
  to: z.string().optional(),
  /** The scenario's config (CONTRACT.md §2); the market's default where absent. */
  config: z.unknown().optional(),
});

/** A file of profiles: named configs, each with the market it is meant for. */
export const profilesSchema = z.strictObject({ profiles: z.record(z.string(), profileSchema) });

/** A named config with the market it is meant for; paths are absolute. */
export interface Profile extends Omit<z.infer<typeof profileSchema>, "config"> {
  readonly name: string;
  readonly config?: Config;
}

/** A YAML file with what is needed to say where something stands in it. */
interface Source {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** The profile of a name, from the named file or the one found upwards. Throws a ConfigError with file and line. */
export function loadProfile(name: string, cwd: string, named: string | undefined): Profile {
  const source = readSource(named === undefined ? findUpwards(cwd) : resolve(cwd, named));
  const { profiles } = parsed(source, profilesSchema, source.document.toJS(), []);
  const found = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (found === undefined) throw unknownProfile(name, Object.keys(profiles), source.file);
  const base = dirname(source.file);
  const { config, prices, ...rest } = found;
  return {
    name,
    ...rest,
    ...(prices === undefined ? {} : { prices: resolve(base, prices) }),
    ...(config === undefined
      ? {}
      : { config: parsed(source, configSchema, resolvePrecomputed(config, base), ["profiles", name, "config"]) }),
  };
}

function findUpwards(cwd: string): string {
  for (let directory = resolve(cwd); ; directory = dirname(directory)) {
    const file = join(directory, PROFILES_FILE);
    if (existsSync(file)) return file;
    if (dirname(directory) !== directory) continue;
    throw new ConfigError({
      what: "there is no file of profiles",
      where: cwd,
      expected: `${PROFILES_FILE} here or in a folder above`,
      hint: "name another file with --profiles FILE",
    });
  }
}

function readSource(file: string): Source {
  const lines = new LineCounter();
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigError({ ...unreadable(error, "file of profiles"), where: file });
  }
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  const [error] = document.errors;
  if (error === undefined) return { file, document, lines };
  const { line, col } = lines.linePos(error.pos[0]);
  throw new ConfigError({ what: "not readable as YAML", where: `${file}:${line}:${col}`, actual: error.message });
}

/** What a schema makes of a part of the file; its first complaint is told with file and line. */
function parsed<T>(source: Source, schema: z.ZodType<T>, input: unknown, path: readonly string[]): T {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const unknownKey = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const [top = "profiles", ...rest] = [...path, ...issue.path];
  const line = lineOf(source, [top, ...rest, ...unknownKey]);
  throw complaint({ ...issue, path: rest }, `${source.file}:${line}: ${String(top)}`);
}

/** The line of what stands at a path, or of the nearest thing above it: a merged or missing key has no line. */
function lineOf({ document, lines }: Source, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function unknownProfile(name: string, names: readonly string[], file: string): ConfigError {
  const near = nearestTexts(name, names);
  return new ConfigError({
    what: "there is no such profile",
    where: file,
    expected: names.length === 0 ? "a profile; the file has none" : `one of ${names.join(", ")}`,
    actual: JSON.stringify(name),
    ...(near.length === 0 ? {} : { hint: `did you mean ${near.join(" or ")}?` }),
  });
}
