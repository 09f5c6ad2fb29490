import { ConfigError } from "../../model/errors.ts";
import type {
  Trace,
  TraceFinding,
  TracePlace,
  TraceSink,
  TraceStep,
  TraceVariable,
  TraceVerdict,
} from "../../model/trace.ts";
import type { TraceRequest, TraceRequestInput } from "../../model/trace-request.ts";
import { traceRequestSchema } from "../../model/trace-request.ts";
import { VERSION } from "../../model/version.ts";
import { filesAssumed, isFile } from "../eval/files.ts";
import type { Step } from "../heap/step.ts";
import type { Project } from "../syntax/project.ts";
import { Projects } from "../syntax/projects.ts";
import type { FileError } from "../syntax/types.ts";
import { typeErrors } from "../syntax/types.ts";
import { answersFrom } from "./answers.ts";
import { chainOf, plainPlace } from "./chain.ts";
import { functionAt } from "./function-at.ts";
import type { Lens } from "./lens.ts";
import { WEIGHTS } from "./lens.ts";
import { didYouMean } from "./nearest.ts";
import type { SinkPattern } from "./patterns.ts";
import { parseSink, parseSource } from "./patterns.ts";
import type { Observed } from "./run.ts";
import { observe } from "./run.ts";
import type { SinkVerdict } from "./verdict.ts";
import { judgeSink } from "./verdict.ts";
import type { Contribution, Gap } from "./watcher.ts";

/**
 * Audits a project: what is done to the weights between the sources and the sinks, on every path. Throws a ConfigError
 * for a project that cannot be read and for a source or entry that does not exist.
 */
export function trace(input: TraceRequestInput, lent = new Projects(), lens: Lens = WEIGHTS): Trace {
  const request = traceRequestSchema.parse(input);
  return traceProject(lent.open(request.project), request, lens);
}

/** The same of a project that is open already; the request's own is not looked at. */
export function traceProject(project: Project, request: TraceRequest, lens: Lens = WEIGHTS): Trace {
  const sources = named("source", request.sources).map(parseSource);
  const sinks = named("sink", request.sinks).map(parseSink);
  const observed = observe(project, request, sources, sinks, lens);
  const syntax = observed.visited.flatMap((file) => project.syntaxErrors(file).map((each) => ({ ...each, file })));
  const gaps = [...observed.watcher.gaps.values(), ...gapsOf("syntax", syntax, observed)];
  const judgedWith = (all: readonly Gap[]) => sinks.map((sink) => judgedSink(sink, observed, all, lens, project));
  let judged = judgedWith(gaps);
  // Types are only looked at where they may make a difference.
  if (request.types && judged.some(({ result }) => result.verdict === "pass")) {
    judged = judgedWith([...gaps, ...gapsOf("type", typeErrors(project, observed.visited), observed)]);
  }
  const findings = judged.flatMap(({ findings: each }) => each);
  const verdicts = judged.map(({ result }) => result.verdict);
  const verdict: TraceVerdict = verdicts.includes("fail")
    ? "fail"
    : verdicts.includes("unproven")
      ? "unproven"
      : "pass";
  const places = [...observed.watcher.sourcePlaces.values()].map(plainPlace);
  return {
    schema: "tieout.trace/1",
    tool: { name: "tieout", version: VERSION },
    verdict,
    sources: sources.map(({ text }) => ({ source: text, places })),
    sinks: judged.map(({ result }) => result),
    findings,
    variables: variablesOf(judged.map(({ result }) => result)),
    answers: answersFrom(
      verdict,
      findings,
      judged.map(({ result }) => result),
    ),
    assumptions: assumptionsOf(request, observed),
    entries: observed.entries.map(
      ({ file, name }) => `${relative(project.base, file)}${name === undefined ? "" : `: ${name}`}`,
    ),
    filesVisited: observed.visited.length,
  };
}

function named(what: string, names: readonly string[]): readonly string[] {
  if (names.length > 0) return names;
  throw new ConfigError({ what: `no ${what} is named`, where: `--${what}`, expected: "one or more", actual: "none" });
}

function relative(root: string, file: string): string {
  return file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
}

/** Errors in files that were entered: nothing is proven of a program that does not compile. */
function gapsOf(what: string, errors: readonly FileError[], { machine }: Observed): readonly Gap[] {
  return errors.map(({ file, start, message }) => {
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    return {
      reason: `${what} error: ${message}`,
      place: { file: machine.place(file).file, line: line + 1, column: character + 1 },
    };
  });
}

function judgedSink(
  sink: SinkPattern,
  observed: Observed,
  gaps: readonly Gap[],
  lens: Lens,
  project: Project,
): { result: TraceSink; findings: readonly TraceFinding[] } {
  const { watcher, machine } = observed;
  const contributions = [...watcher.contributions.get(sink)!.values()];
  const judged: SinkVerdict = judgeSink(
    contributions,
    gaps,
    {
      overwrites: [...(watcher.overwrites.size > 0 ? watcher.overwrites : watcher.choices).values()],
      detours: [...watcher.detours.values()],
    },
    lens.objectionsTo,
    lens.proven,
  );
  const ends = contributions.flatMap(({ value }) => (value.step === undefined ? [] : [value.step]));
  const { steps, numberOf } = chainOf(
    ends,
    (step) => machine.steps.aliasesOf(step),
    (place) => functionAt(project, place),
  );
  const reason = contributions.length === 0 ? unreached(sink, observed) : judged.reason;
  const findings = judged.objections.map(
    ({ kind, place, message, sure, step }): TraceFinding => ({
      kind,
      place: plainPlace(place),
      message,
      sink: sink.text,
      level: sure ? "fail" : "open",
      step: stepAt(place, steps, step, numberOf),
    }),
  );
  return {
    result: { sink: sink.text, verdict: judged.verdict, reason, places: placesOf(contributions), chain: [...steps] },
    findings,
  };
}

function unreached(sink: SinkPattern, { nearestTo, watcher, machine }: Observed): string {
  const { name, argument } = sink;
  const near = nearestTo(name);
  if (near !== undefined)
    return `the project does not mention ${name}${near.length === 0 ? "" : ` (${didYouMean(near, "")})`}`;
  const call = watcher.reached.get(sink);
  if (call === undefined)
    return machine.sourceCalls === 0
      ? "the source is never called on the paths that were followed"
      : `no path that was followed reaches ${name}`;
  const at = `${name} is called at ${call.place.file}:${call.place.line}`;
  return argument < call.given
    ? `${at}, and what #${argument} is given there holds no numbers`
    : `${at} with ${call.given} ${call.given === 1 ? "argument" : "arguments"}: counted from 0, there is no #${argument}`;
}

function stepAt(
  place: TracePlace,
  steps: readonly TraceStep[],
  step: Step | undefined,
  numberOf: ReadonlyMap<Step, number>,
): number | null {
  const there = steps.find((each) => each.place.file === place.file && each.place.line === place.line);
  return there?.number ?? (step === undefined ? null : (numberOf.get(step) ?? null));
}

function placesOf(contributions: readonly Contribution[]): TracePlace[] {
  const places = new Map(
    contributions.map(({ place }) => [`${place.file}:${place.line}:${place.column}`, plainPlace(place)]),
  );
  return [...places.values()];
}

/** Every name that weights go by, with its units and places. */
function variablesOf(sinks: readonly TraceSink[]): TraceVariable[] {
  const table = new Map<string, TraceVariable>();
  for (const { chain } of sinks) {
    for (const { variable, unit, place } of chain) {
      if (variable === null) continue;
      const key = `${place.file} ${variable} ${unit}`;
      const row = table.get(key) ?? { variable, unit, places: [] };
      if (!row.places.some(({ line }) => line === place.line)) row.places.push(place);
      table.set(key, row);
    }
  }
  return [...table.values()].sort((a, b) =>
    a.variable < b.variable ? -1 : a.variable > b.variable ? 1 : a.unit < b.unit ? -1 : 1,
  );
}

function assumptionsOf(request: TraceRequest, { watcher, machine, entries, handed }: Observed): string[] {
  const used = [...watcher.used].sort();
  const models = used
    .filter((name) => name in request.models)
    .map((name) => `${name}() is taken as declared: ${JSON.stringify(request.models[name])}`);
  const assumed = used
    .filter((name) => name in request.assume)
    .map((name) => {
      const value = request.assume[name];
      return `${name} is ${value === null ? "absent" : JSON.stringify(value)}`;
    });
  const opaque = [...machine.tainted.keys()]
    .filter((region) => !isFile(region))
    .sort()
    .map((region) => `weights were passed to ${region}, which has no body here`);
  const dropped = droppedAt(watcher.contributions);
  const fixed = [
    "weights are scaled by a positive factor, and rounding and overflow are left out of account",
    "the arguments of the entries are separate in memory and do not depend on the weights; parameters with a default have it",
    "the standard library and the libraries with a model do what their documentation says",
  ];
  const types = request.types ? [] : ["types were not checked, and the program is well typed"];
  return [
    ...types,
    ...models,
    ...assumed,
    ...handed,
    ...opaque,
    ...filesAssumed(machine),
    ...dropped,
    ...fixed,
    `${entries.length} ${entries.length === 1 ? "entry is" : "entries are"} all there are`,
  ];
}

function droppedAt(contributions: ReadonlyMap<SinkPattern, ReadonlyMap<string, Contribution>>): string[] {
  const dropped = [...contributions].filter(([, each]) =>
    [...each.values()].some(({ value }) => value.scalar?.is === "homogeneous" && value.scalar.dropped !== undefined),
  );
  return dropped.map(
    ([{ text }]) => `${text}: some assets are dropped on the way, by a choice that does not depend on the weights`,
  );
}
