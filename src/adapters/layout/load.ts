import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { parseWith } from "../../model/config.ts";
import { ConfigError } from "../../model/errors.ts";
import type { Layout } from "../../model/layout.ts";
import { LAYOUT_SCHEMA, layoutSchema } from "../../model/layout.ts";
import { unreadable } from "../../model/system-error.ts";

/** Nothing mapped: files are recognised by name. */
export const NO_LAYOUT: Layout = layoutSchema.parse({ schema: LAYOUT_SCHEMA });

/** Reads a layout from a file of YAML or JSON; `where` is how errors name it. Throws a ConfigError. */
export function readLayout(file: string, where = file): Layout {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigError({
      ...unreadable(error, "layout"),
      where,
      hint: "`tieout layout DIR > layout.yaml` proposes one for a folder",
    });
  }
  let document: unknown;
  try {
    document = parse(text, { maxAliasCount: 10 });
  } catch (error) {
    throw new ConfigError({
      what: "the layout is neither YAML nor JSON",
      where,
      actual: (error as Error).message.split("\n")[0] ?? "",
    });
  }
  return parseLayout(document, where);
}

/** A layout checked, with its defaults filled in. Throws a ConfigError that names the key. */
export function parseLayout(input: unknown, where = "layout"): Layout {
  return parseWith(layoutSchema, input, where);
}

/** The files that a layout names. */
export function mappedFiles({ tables, regimes, metrics, log }: Layout): readonly string[] {
  const entries = [...Object.values(tables), regimes, metrics, log];
  return [...new Set(entries.flatMap((entry) => (entry === undefined ? [] : [entry.file])))];
}
