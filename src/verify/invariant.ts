import type { LogEvent } from "../adapters/run-directory/log.ts";
import type { Config } from "../model/config.ts";
import type { LabelSeries, Panel } from "../model/panel.ts";
import type { ArtifactFile, Metrics, TableName } from "../model/run.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Severity } from "../model/verdict.ts";
import type { Random } from "../numeric/random.ts";
import type { Tolerance } from "../numeric/tolerance.ts";
import type { Probe } from "./probe.ts";
import type { Need, RunView } from "./run-view.ts";
import type { TableDuties } from "./table-duties.ts";
import type { Terms } from "./terms.ts";

/** What every invariant says of itself. Its id is its path below `invariants/`, named for what is true. */
interface Stated {
  readonly id: string;
  /** The sentence that is true of a correct engine. */
  readonly title: string;
  readonly severity: Severity;
  readonly tolerance: Tolerance;
  /** What the user grants it beyond its definition; set by the config, never by an invariant itself. */
  readonly terms?: Terms;
  /** The real failure that it is there to catch. */
  readonly why: string;
  /** What it does not share with the engine, so that one mistake cannot be on both sides. */
  readonly independentOf: string;
  /** What can be wrong although it passes. */
  readonly blindTo: string;
}

type Parts = {
  readonly config: Config;
  readonly log: readonly LogEvent[];
  readonly metrics: Metrics;
  readonly regimes: LabelSeries;
  readonly files: readonly ArtifactFile[];
} & { readonly [Name in TableName]: Panel };

/** What `check` is handed: the run, and each part it declared a need of, present for sure. */
export type Subject<Needed extends Need> = { readonly run: RunView } & Pick<Parts, Needed>;

/** A statement about one run. */
export interface RunInvariant<Needed extends Need = Need> extends Stated {
  readonly kind: "run";
  /** The parts without which it is skipped, with their names as the reason. */
  readonly needs: readonly Needed[];
  /** Why it does not apply to this run, e.g. another exposure policy; undefined when it does. */
  applies?(subject: Subject<Needed>): string | undefined;
  /** Compares, by way of the probe, what must agree. Never throws on a bad run, never prints. */
  check(subject: Subject<Needed>, probe: Probe): void;
}

/** A statement about two runs of related scenarios. */
export interface RelationInvariant extends Stated {
  readonly kind: "relation";
  /**
   * The second scenario of the pair; a text says why the relation does not apply to this scenario. `source` is the run
   * of the first, for a relation whose second scenario is made of what the first run says.
   */
  followUp(scenario: Scenario, random: Random, source?: RunView): Scenario | string;
  /**
   * A scenario that the engine runs between the two, and whose run nobody looks at. It follows from the first one
   * alone, so that a stored pair is judged again in the same way.
   */
  between?(scenario: Scenario): Scenario;
  /** Who runs the second scenario: the reference engine, or, where absent, the engine under test. */
  readonly runner?: "reference";
  /** It is judged only where somebody asks for it: what it is for, and how to ask. */
  readonly optIn?: string;
  /** What it does about each part of the runs, so that none is left out unsaid; the catalog's relations all say. */
  readonly compares?: TableDuties;
  /** Compares the two runs. The scenarios are at hand, so a stored pair can be judged again without any generator. */
  check(pair: RunPair, probe: Probe): void;
}

/** Two runs and the scenarios that they come from. */
export interface RunPair {
  readonly source: RunView;
  readonly followUp: RunView;
  readonly scenario: Scenario;
  readonly followUpScenario: Scenario;
}

/** A statement about the two passes of an audit: the run with the allocator off, and the run with its scalars applied. */
export interface PassesInvariant<Needed extends Need = Need> extends Stated {
  readonly kind: "passes";
  /** The parts without which it is skipped; both runs must have them. */
  readonly needs: readonly Needed[];
  /** Why it does not apply to these runs; undefined when it does. */
  applies?(passes: PassesSubject<Needed>): string | undefined;
  /** Compares the two runs. Never throws on a bad run, never prints. */
  check(passes: PassesSubject<Needed>, probe: Probe): void;
}

/** The two runs of an audit. */
export interface Passes {
  /** The allocator off. */
  readonly baseline: RunView;
  /** The same with the scalars applied that the baseline recorded. */
  readonly scaled: RunView;
}

/** What a passes invariant is handed: both runs, each with the parts declared as needed. */
export interface PassesSubject<Needed extends Need> {
  readonly baseline: Subject<Needed>;
  readonly scaled: Subject<Needed>;
}

export type Invariant = RunInvariant | RelationInvariant | PassesInvariant;

/** Declares a run invariant; the declared needs decide what `check` may use. */
export function runInvariant<const Needed extends Need>(
  definition: Omit<RunInvariant<Needed>, "kind">,
): RunInvariant<Needed> {
  return Object.freeze({ kind: "run", ...definition, ...textsOnOneLine(definition) });
}

/** Declares a relation between two runs. */
export function relationInvariant(definition: Omit<RelationInvariant, "kind">): RelationInvariant {
  return Object.freeze({ kind: "relation", ...definition, ...textsOnOneLine(definition) });
}

/** Declares a statement about the two passes of an audit. */
export function passesInvariant<const Needed extends Need>(
  definition: Omit<PassesInvariant<Needed>, "kind">,
): PassesInvariant<Needed> {
  return Object.freeze({ kind: "passes", ...definition, ...textsOnOneLine(definition) });
}

/** Texts are wrapped where they are written; readers wrap them to their own width. */
function textsOnOneLine({ why, independentOf, blindTo }: Pick<Stated, "why" | "independentOf" | "blindTo">) {
  const unwrapped = (text: string) => text.replace(/\s+/g, " ").trim();
  return { why: unwrapped(why), independentOf: unwrapped(independentOf), blindTo: unwrapped(blindTo) };
}
