import { statSync } from "node:fs";
import { readJsonFile } from "../adapters/json-file.ts";
import { readRun } from "../adapters/run-directory/read.ts";
import { recordedScenario } from "../adapters/run-directory/recorded-scenario.ts";
import type { Failures } from "../campaign/failures.ts";
import { failuresIn, failuresOn, signaturesOf } from "../campaign/failures.ts";
import type { Discovery } from "../campaign/findings.ts";
import { caseOf, statementOf } from "../campaign/replay.ts";
import { tryCase } from "../campaign/trial.ts";
import { parseWith } from "../model/config.ts";
import { COUNTEREXAMPLE_SCHEMA, counterexampleSchema } from "../model/counterexample.ts";
import type { Engine } from "../model/engine.ts";
import { ConfigError } from "../model/errors.ts";
import type { Layout } from "../model/layout.ts";
import { parseScenario, SCENARIO_SCHEMA } from "../model/scenario.ts";
import type { Violation } from "../model/verdict.ts";
import { disagreement, place } from "../report/figures.ts";
import type { Invariant } from "../verify/invariant.ts";
import { judgeRun } from "../verify/judge.ts";
import { RunView } from "../verify/run-view.ts";
import { selectInvariants } from "./compose.ts";

/** What `tieout shrink` is asked for. */
export interface ShrinkRequest {
  readonly engine: Engine;
  /** All invariants there are. */
  readonly invariants: readonly Invariant[];
  /** Ids or folders; all run invariants for none. */
  readonly named: readonly string[];
  readonly seed: number;
  /** How a run directory is read; by file name unless it says otherwise. */
  readonly layout?: Layout;
}

/** What there is to reduce, and what is to be said beside. */
export interface Shrinkable {
  readonly discoveries: readonly Discovery[];
  readonly notes: readonly string[];
  /** Failures of the record that the engine does not show any more, one line each. */
  readonly gone: readonly string[];
  readonly examined: number;
}

/**
 * The failures of an engine on what a path holds: a run directory, a stored counterexample or a scenario. `where` is
 * the path as its user gave it. Throws a ConfigError where it is none of them.
 */
export async function shrinkableAt(path: string, where: string, request: ShrinkRequest): Promise<Shrinkable> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return recorded(path, where, request);
  const document = readJsonFile(path, where);
  const schema =
    typeof document === "object" && document !== null && "schema" in document ? document.schema : undefined;
  if (schema === COUNTEREXAMPLE_SCHEMA) return stored(document, where, request);
  if (schema === SCENARIO_SCHEMA) return ofFailures(await fresh(parseScenario(document, where), request), request);
  throw new ConfigError({
    what: "nothing that could be reduced",
    where,
    expected: `a ${COUNTEREXAMPLE_SCHEMA} or ${SCENARIO_SCHEMA} document, or a run directory`,
    actual: `schema ${JSON.stringify(schema)}`,
  });
}

/** The record judged first, then the engine on the scenario that it was made of. */
async function recorded(path: string, where: string, request: ShrinkRequest): Promise<Shrinkable> {
  const run = readRun(path, request.layout);
  const scenario = recordedScenario(run, where);
  const before = new Map<string, Violation>();
  const view = new RunView(run, where);
  const notes: string[] = [];
  for (const invariant of selected(request)) {
    if (invariant.kind !== "run") continue;
    const signatures = signaturesOf(invariant.id, judgeRun(invariant, view));
    if (invariant.needs.includes("files")) {
      if (signatures.size > 0)
        notes.push(`${invariant.id} fails on the files of the record, which no engine run shows`);
      continue;
    }
    for (const [signature, violation] of signatures) before.set(signature, violation);
  }
  const failures = await fresh(scenario, request);
  const now = new Set(failures.discoveries.map(({ signature }) => signature));
  const gone = [...before].filter(([signature]) => !now.has(signature));
  for (const { signature, violation } of failures.discoveries) {
    if (before.has(signature) || before.size === 0) continue;
    notes.push(`not in the record: ${signature}: ${place(violation)}: ${disagreement(violation)}`);
  }
  return {
    ...ofFailures(failures, request),
    discoveries: onePerStatement(failures.discoveries, ({ signature }) => before.has(signature)),
    notes: [...notes, ...notesOf(failures, request)],
    gone: gone.map(([signature, violation]) => `${signature}: ${place(violation)}: ${disagreement(violation)}`),
  };
}

async function stored(document: unknown, where: string, request: ShrinkRequest): Promise<Shrinkable> {
  const counterexample = parseWith(counterexampleSchema, document, where);
  const statement = statementOf(counterexample.invariant, request.invariants);
  if (statement === undefined) {
    throw new ConfigError({
      what: "the counterexample is of an invariant that is not there any more",
      where,
      expected: "an id that `tieout catalog` lists",
      actual: counterexample.invariant,
    });
  }
  const failing = caseOf(counterexample);
  const failures = failuresIn(statement, await tryCase(request.engine, statement, failing), failing);
  const discoveries = onePerStatement(failures.discoveries, ({ signature }) => signature === counterexample.signature);
  return { ...ofFailures(failures, { ...request, named: [statement.id] }), discoveries };
}

function fresh(scenario: ReturnType<typeof parseScenario>, request: ShrinkRequest): Promise<Failures> {
  return failuresOn(request.engine, scenario, selected(request), request.seed);
}

/** What is named; else the run invariants, because a relation costs two runs of what may be a large scenario. */
function selected({ named, invariants }: ShrinkRequest): readonly Invariant[] {
  const chosen = selectInvariants(named, invariants);
  return named.length > 0 ? chosen : chosen.filter(({ kind }) => kind === "run");
}

function ofFailures(failures: Failures, request: ShrinkRequest): Shrinkable {
  const { examined } = failures;
  const discoveries = onePerStatement(failures.discoveries, () => true);
  return { discoveries, examined, notes: notesOf(failures, request), gone: [] };
}

/** One failure a statement, as a campaign keeps them: the first that is preferred, else the first. */
function onePerStatement(all: readonly Discovery[], isPreferred: (each: Discovery) => boolean): readonly Discovery[] {
  const kept = new Map<string, Discovery>();
  for (const each of [...all.filter(isPreferred), ...all]) {
    if (!kept.has(each.statement.id)) kept.set(each.statement.id, each);
  }
  return [...kept.values()];
}

/** Why something that was named, or everything, was not judged. */
function notesOf({ notJudged, examined }: Failures, { named }: ShrinkRequest): string[] {
  if (named.length === 0 && examined > 0) return [];
  return [...notJudged].map(([id, reason]) => `${id} is not judged: ${reason}`);
}
