import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createJiti } from "jiti";
import { z } from "zod";
import { parseWith } from "../model/config.ts";
import { ConfigError } from "../model/errors.ts";

/** The tool's own config file, `tieout.config.ts` (or .js, .mjs, .json). Paths in it are relative to it. */
const subjectSchema = z.strictObject({
  /** A built-in market by name … */
  market: z.string().optional(),
  /** … or a CSV file of prices. */
  prices: z.string().optional(),
  gaps: z.enum(["forward-fill", "start-late", "drop-assets"]).optional(),
  /** What the subject is called in reports; the market's name or the file's by default. */
  name: z.string().optional(),
  /** The scenario's config (CONTRACT.md §2); the market's default by default. */
  config: z.unknown().optional(),
});

export const settingsSchema = z.strictObject({
  /** `reference`, or the file of a module that exports an engine. */
  engine: z.string().default("reference"),
  subjects: z.array(subjectSchema).optional(),
  campaign: z
    .strictObject({ cases: z.int().gte(1).default(2048), seed: z.int().gte(0).lte(0xffffffff).default(20240105) })
    .default({ cases: 2048, seed: 20240105 }),
  /** Folder of golden cases; none are compared when it is absent. */
  golden: z.string().optional(),
  /** Where new counterexamples are stored, and stored ones are replayed from. */
  counterexamples: z.string().default(".tieout/counterexamples"),
  /** Folder of counterexamples that are kept as regression tests. */
  regressions: z.string().optional(),
  /** Folder that `check` writes its report to. */
  report: z.string().default(".tieout/report"),
});

export type SubjectSettings = z.infer<typeof subjectSchema>;
/** The settings as written. */
export type SettingsInput = z.input<typeof settingsSchema>;
/** The settings with defaults filled in and all paths absolute. */
export type Settings = z.infer<typeof settingsSchema>;

/** Types a config file's export: `export default defineConfig({ … })`. */
export function defineConfig(settings: SettingsInput): SettingsInput {
  return settings;
}

const NAMES = ["tieout.config.ts", "tieout.config.mjs", "tieout.config.js", "tieout.config.json"];

/** Reads the named config file, or the one found upwards from a directory; defaults when there is none. */
export async function loadSettings(cwd: string, named: string | undefined): Promise<Settings> {
  const file = named === undefined ? findUpwards(cwd) : resolve(cwd, named);
  if (file === undefined) return absolute(parseWith(settingsSchema, {}, "settings"), cwd);
  if (!existsSync(file)) throw new ConfigError({ what: "there is no such config file", where: file });
  const exported = await createJiti(import.meta.url).import(file, { default: true });
  return absolute(parseWith(settingsSchema, exported, file), dirname(file));
}

function findUpwards(from: string): string | undefined {
  for (let directory = from; ; directory = dirname(directory)) {
    const found = NAMES.map((name) => join(directory, name)).find((file) => existsSync(file));
    if (found !== undefined || dirname(directory) === directory) return found;
  }
}

function absolute(settings: Settings, base: string): Settings {
  const at = (path: string) => resolve(base, path);
  return {
    ...settings,
    engine: settings.engine === "reference" ? settings.engine : at(settings.engine),
    counterexamples: at(settings.counterexamples),
    report: at(settings.report),
    ...(settings.golden === undefined ? {} : { golden: at(settings.golden) }),
    ...(settings.regressions === undefined ? {} : { regressions: at(settings.regressions) }),
    ...(settings.subjects === undefined ? {} : { subjects: settings.subjects.map((each) => subjectAt(each, at)) }),
  };
}

function subjectAt(subject: SubjectSettings, at: (path: string) => string): SubjectSettings {
  return subject.prices === undefined ? subject : { ...subject, prices: at(subject.prices) };
}
