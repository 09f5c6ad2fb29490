import { basename } from "node:path";
import { catalog } from "../../invariants/catalog.ts";
import { openEngine } from "../adapters/open-engine.ts";
import type { CommandEngineOptions } from "../adapters/process/command-engine.ts";
import { askedFor, underSettings } from "../campaign/terms.ts";
import { declaredInvariant } from "../declared/declared-invariant.ts";
import { invariantsOfModule } from "../declared/invariant-module.ts";
import { engineOf, referenceEngine, referenceStages } from "../engine/reference.ts";
import { regimeEvaluator } from "../engine/regime-evaluator.ts";
import type { Fault } from "../faults/fault.ts";
import type { StaticRule } from "../flow/rule.ts";
import type { Projects } from "../flow/syntax/projects.ts";
import { builtinMarket, builtinMarkets } from "../markets/builtin.ts";
import { defaultConfig } from "../markets/default-config.ts";
import { loadPrices } from "../markets/prices.ts";
import type { DateRange } from "../markets/trim-market.ts";
import { trimMarket } from "../markets/trim-market.ts";
import { parseConfig } from "../model/config.ts";
import type { Engine } from "../model/engine.ts";
import { ConfigError } from "../model/errors.ts";
import type { Scenario } from "../model/scenario.ts";
import { createScenario } from "../model/scenario.ts";
import type { Settings, SubjectSettings } from "../model/settings.ts";
import type { Invariant, PassesInvariant, RelationInvariant, RunInvariant } from "../verify/invariant.ts";

/** The only place that loads the catalogs: what the commands are made of. */

/** What can be judged: our catalog, and the invariants of the user's own that the config names. */
export interface Catalog {
  readonly all: readonly Invariant[];
  readonly run: readonly RunInvariant[];
  readonly relation: readonly RelationInvariant[];
  readonly passes: readonly PassesInvariant[];
}

/** The catalog under some settings; a ConfigError when an id stands twice. */
export async function catalogFor(settings: Settings, today: string): Promise<Catalog> {
  const all = underSettings(askedFor(await ownAndOurs(settings), settings.campaign), settings, today);
  return {
    all,
    run: all.filter((each) => each.kind === "run"),
    relation: all.filter((each) => each.kind === "relation"),
    passes: all.filter((each) => each.kind === "passes"),
  };
}

async function ownAndOurs(settings: Settings): Promise<readonly Invariant[]> {
  const all: Invariant[] = [...catalog];
  for (const [i, entry] of settings.invariants.entries()) {
    const own =
      typeof entry === "string"
        ? await invariantsOfModule(entry)
        : [await declaredInvariant(entry, `invariants[${i}]`)];
    for (const invariant of own) {
      if (all.some(({ id }) => id === invariant.id)) {
        throw new ConfigError({
          what: "two invariants have the same id",
          where: `invariants[${i}]`,
          actual: invariant.id,
        });
      }
      all.push(invariant);
    }
  }
  return all;
}

/** Invariants that an engine's fault can break: those about files on disk need a recorded run instead. */
export const aboutEngines = catalog.filter((each) => each.kind !== "run" || !each.needs.includes("files"));
export { builtinMarkets, catalog, engineOf, referenceEngine, referenceStages, regimeEvaluator };

/** A scenario with the name under which it is reported. */
export interface NamedScenario {
  readonly name: string;
  readonly scenario: Scenario;
}

/** How `--engine` is explained wherever it is an option. */
export const ENGINE_HELP =
  '`reference`, `fault:ID` (the reference with a seeded fault), a module that exports an engine, or a command in quotes ("python3 engine.py")';

/** The engine that a name, a module's file or a command stands for; a command's is a process of its own each time. */
export async function engineNamed(name: string, cwd: string, options: CommandEngineOptions = {}): Promise<Engine> {
  if (name === "reference") return referenceEngine;
  if (!name.startsWith("fault:")) {
    return openEngine(name, { cwd, ...options });
  }
  const id = name.slice("fault:".length);
  return engineOf((await faultNamed(id)).stages(referenceStages), name);
}

/** A static rule by id; a ConfigError lists the ids. The compiler behind the rules is only loaded here, when it is needed. */
export async function staticRuleNamed(id: string): Promise<StaticRule> {
  const { staticRules } = await import("../../audits/catalog.ts");
  const rule = staticRules.find((each) => each.id === id);
  if (rule !== undefined) return rule;
  throw new ConfigError({
    what: "there is no such static rule",
    expected: staticRules.map((each) => each.id).join(", "),
    actual: JSON.stringify(id),
  });
}

/** Opens the projects of static audits, each once. */
export async function lentProjects(cwd: string): Promise<Projects> {
  const { Projects } = await import("../flow/syntax/projects.ts");
  return new Projects(cwd);
}

/** The seeded faults, and the canaries among them; loaded only here, when they are needed. */
export function seededFaults(): Promise<{ readonly faults: readonly Fault[]; readonly canaries: readonly Fault[] }> {
  return import("../faults/catalog.ts");
}

/** A seeded fault by id; a ConfigError lists the ids. */
export async function faultNamed(id: string): Promise<Fault> {
  const { faults } = await seededFaults();
  const fault = faults.find((each) => each.id === id);
  if (fault !== undefined) return fault;
  throw new ConfigError({
    what: "there is no such seeded fault",
    expected: "one of docs/CATALOG.md",
    actual: JSON.stringify(id),
    hint: nearest(id, faults) ?? "`tieout selftest` lists them",
  });
}

/** The scenario of a market, or of a price file, cut to a range of dates, with its own or the market's default config. */
export function scenarioOf(subject: SubjectSettings, range: DateRange = {}): NamedScenario {
  const { market: marketName, prices } = subject;
  if ((marketName === undefined) === (prices === undefined)) {
    throw new ConfigError({
      what: "a subject is one market or one price file",
      expected: `--market with one of ${builtinMarkets.map(({ name }) => name).join(", ")}, or --prices FILE`,
      actual: marketName === undefined ? "neither" : "both",
    });
  }
  if (marketName !== undefined) {
    const builtin = builtinMarket(marketName);
    const config = parseConfig(subject.config ?? builtin.config);
    return { name: subject.name ?? builtin.name, scenario: createScenario(trimMarket(builtin.load(), range), config) };
  }
  const file = prices as string;
  const market = trimMarket(loadPrices(file, subject.gaps === undefined ? {} : { gaps: subject.gaps }), range);
  const config = parseConfig(subject.config ?? defaultConfig(market));
  return { name: subject.name ?? basename(file), scenario: createScenario(market, config) };
}

/** The invariants that ids or id prefixes (`exposure/`) select; all of them for none. */
export function selectInvariants(ids: readonly string[], invariants: readonly Invariant[]): readonly Invariant[] {
  if (ids.length === 0) return invariants;
  for (const id of ids) {
    if (invariants.some((each) => each.id === id || each.id.startsWith(id.endsWith("/") ? id : `${id}/`))) continue;
    throw new ConfigError({
      what: "there is no such invariant",
      expected: "an id or a folder that `tieout catalog` lists",
      actual: JSON.stringify(id),
      hint: nearest(id, invariants) ?? "`tieout catalog` lists them",
    });
  }
  return invariants.filter(({ id }) =>
    ids.some((wanted) => id === wanted || id.startsWith(`${wanted.replace(/\/$/, "")}/`)),
  );
}

/** A hint of what an id may have meant: those that share most of its words. */
function nearest(id: string, known: readonly { readonly id: string }[]): string | undefined {
  const words = id.split(/[/-]/).filter((word) => word.length > 2);
  const scored = known
    .map((each) => ({ id: each.id, score: words.filter((word) => each.id.includes(word)).length }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3);
  return scored.length === 0 ? undefined : `did you mean ${scored.map((each) => each.id).join(", ")}?`;
}
