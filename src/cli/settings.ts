import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { createJiti } from "jiti";
import { loaderWords } from "../adapters/loader-words.ts";
import { engineNameFrom } from "../adapters/process/command-engine.ts";
import { parseWith } from "../model/config.ts";
import { ConfigError } from "../model/errors.ts";
import type { Settings, SubjectSettings } from "../model/settings.ts";
import { settingsSchema } from "../model/settings.ts";

/** The names of a config file, in the order in which they are looked for. */
export const CONFIG_NAMES = [
  "tieout.config.ts",
  "tieout.config.mjs",
  "tieout.config.js",
  "tieout.config.json",
] as const;

/** Reads the named config file, or the one found upwards from a directory; defaults when there is none. */
export async function loadSettings(cwd: string, named: string | undefined): Promise<Settings> {
  const file = configFile(cwd, named);
  if (file === undefined) return absolute(parseWith(settingsSchema, {}, "settings"), cwd);
  if (!existsSync(file)) throw new ConfigError({ what: "there is no such config file", where: file });
  if (statSync(file).isDirectory()) throw new ConfigError({ what: "no config file", where: file, actual: "a folder" });
  const exported = await imported(file);
  return absolute(parseWith(settingsSchema, exported, file), dirname(file));
}

/** The named config file, or the one found upwards from a directory; undefined when there is none. */
export function configFile(cwd: string, named: string | undefined): string | undefined {
  return named === undefined ? findUpwards(resolve(cwd)) : resolve(cwd, named);
}

/** A config file that does not load is its author's to mend, with the loader's own words. */
async function imported(file: string): Promise<unknown> {
  try {
    return await createJiti(import.meta.url).import(file, { default: true });
  } catch (error) {
    throw new ConfigError({ what: "the config file does not load", where: file, actual: loaderWords(error) });
  }
}

function findUpwards(from: string): string | undefined {
  for (let directory = from; ; directory = dirname(directory)) {
    const found = CONFIG_NAMES.map((name) => join(directory, name)).find((file) => existsSync(file));
    if (found !== undefined || dirname(directory) === directory) return found;
  }
}

function absolute(settings: Settings, base: string): Settings {
  const at = (path: string) => resolve(base, path);
  return {
    ...settings,
    engine: engineNameFrom(settings.engine, base),
    invariants: settings.invariants.map((each) => (typeof each === "string" ? at(each) : each)),
    counterexamples: at(settings.counterexamples),
    regressions: at(settings.regressions),
    report: at(settings.report),
    audits: settings.audits.map((audit) => ({ ...audit, project: at(audit.project) })),
    campaign: {
      ...settings.campaign,
      generators: settings.campaign.generators.map((each) =>
        typeof each === "string" ? each : { ...each, prices: at(each.prices) },
      ),
    },
    ...(typeof settings.layout === "string" ? { layout: at(settings.layout) } : {}),
    ...(settings.golden === undefined ? {} : { golden: at(settings.golden) }),
    ...(settings.chains === undefined ? {} : { chains: at(settings.chains) }),
    ...(settings.subjects === undefined ? {} : { subjects: settings.subjects.map((each) => subjectAt(each, at)) }),
  };
}

function subjectAt(subject: SubjectSettings, at: (path: string) => string): SubjectSettings {
  return subject.prices === undefined ? subject : { ...subject, prices: at(subject.prices) };
}
