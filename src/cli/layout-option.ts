import { resolve } from "node:path";
import { Option } from "commander";
import { NO_LAYOUT, readLayout } from "../adapters/layout/load.ts";
import type { Layout } from "../model/layout.ts";
import type { Settings } from "../model/settings.ts";

/** What a command that reads run directories of other engines takes. */
export interface LayoutOptions {
  readonly layout?: string;
}

/** Option `--layout`, the same wherever a run directory is read. */
export const LAYOUT_OPTION = new Option(
  "--layout <file>",
  "how to read the folders of another engine: a layout in YAML or JSON (default: the config's; `tieout layout DIR` proposes one)",
);

/** The layout asked for: the option's, else the config's, else none. Throws a ConfigError where it cannot be read. */
export function layoutFor(options: LayoutOptions, { layout }: Settings, cwd: string): Layout {
  if (options.layout !== undefined) return readLayout(resolve(cwd, options.layout), options.layout);
  return typeof layout === "string" ? readLayout(layout) : (layout ?? NO_LAYOUT);
}
