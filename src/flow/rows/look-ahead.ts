import { ConfigError } from "../../model/errors.ts";
import type { Trace, TraceFinding, TraceSink } from "../../model/trace.ts";
import type { TraceRequest, TraceRequestInput } from "../../model/trace-request.ts";
import { traceRequestSchema } from "../../model/trace-request.ts";
import { VERSION } from "../../model/version.ts";
import type { Project } from "../syntax/project.ts";
import { Projects } from "../syntax/projects.ts";
import { typeErrors } from "../syntax/types.ts";
import { plainPlace } from "../trace/chain.ts";
import { EntryFinder } from "../trace/entries.ts";
import { requireSources } from "../trace/required-sources.ts";
import { lookAheadAnswers } from "./answers.ts";
import type { Decision, Market } from "./decisions.ts";
import { parseDecision, parseMarket } from "./decisions.ts";
import { entriesOf, follow } from "./follow.ts";
import { PARTS } from "./interpreter.ts";
import type { Objection } from "./judge.ts";
import { objectionsTo } from "./judge.ts";
import { RowMachine } from "./machine.ts";
import { chainOf } from "./row-chain.ts";
import type { Decided } from "./watch.ts";
import { Watch } from "./watch.ts";

/**
 * Audits whether anything that is decided for a row depends on that row of the market or a later one. Throws a
 * ConfigError for a project that cannot be read and for a source or entry that does not exist.
 */
export function lookAhead(input: TraceRequestInput, lent = new Projects()): Trace {
  const request = traceRequestSchema.parse(input);
  return lookAheadIn(lent.open(request.project), request);
}

/** The same of a project that is open already; the request's own is not looked at. */
export function lookAheadIn(project: Project, request: TraceRequest): Trace {
  const markets = named("source", request.sources).map(parseMarket);
  const decisions = named("sink", request.sinks).map(parseDecision);
  const finder = new EntryFinder(project);
  requireSources(finder, markets, "an argument of an entry, or a function");
  const watch = new Watch(markets, decisions, request.models);
  const machine = new RowMachine(project, PARTS, watch);
  watch.machine = machine;
  const entries = entriesOf(markets, decisions, request.entries);
  follow(project, finder, machine, watch, entries, decisions);
  return documentOf(project, request, machine, watch, entries, markets);
}

function named(what: string, names: readonly string[]): readonly string[] {
  if (names.length > 0) return names;
  throw new ConfigError({ what: `no ${what} is named`, where: `--${what}`, expected: "one or more", actual: "none" });
}

function documentOf(
  project: Project,
  request: TraceRequest,
  machine: RowMachine,
  watch: Watch,
  entries: readonly string[],
  markets: readonly Market[],
): Trace {
  const files = [...machine.visited];
  const errors = files.flatMap((file) => project.syntaxErrors(file).map((each) => ({ ...each, file })));
  const gaps: Objection[] = [...machine.gaps.values()].map(({ reason, place }) => ({
    kind: "unknown",
    place,
    message: reason,
    level: "open",
  }));
  for (const { file, start, message } of [...errors, ...(request.types ? typeErrors(project, files) : [])]) {
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    const place = { file: machine.place(file).file, line: line + 1, column: character + 1 };
    gaps.push({ kind: "unknown", place, message: `error: ${message}`, level: "open" });
  }
  const judged = [...watch.decided].map(([decision, all]) =>
    judgedSink(project, decision, [...all.values()], gaps, machine),
  );
  const findings = judged.flatMap(({ findings: each }) => each);
  const sinks = judged.map(({ sink }) => sink);
  const verdicts = sinks.map(({ verdict: each }) => each);
  const verdict = verdicts.includes("fail") ? "fail" : verdicts.includes("unproven") ? "unproven" : "pass";
  const places = [...watch.sourcePlaces.values()].map(plainPlace);
  return {
    schema: "tieout.trace/1",
    tool: { name: "tieout", version: VERSION },
    verdict,
    sources: markets.map(({ text }) => ({ source: text, places })),
    sinks,
    findings,
    variables: [],
    answers: lookAheadAnswers(verdict, findings, sinks),
    assumptions: assumptionsOf(request, machine, watch),
    entries: [...entries],
    filesVisited: files.length,
  };
}

function judgedSink(
  project: Project,
  { text }: Decision,
  decided: readonly Decided[],
  gaps: readonly Objection[],
  machine: RowMachine,
): { readonly sink: TraceSink; readonly findings: readonly TraceFinding[] } {
  const objections = unique([...decided.flatMap((each) => objectionsTo(each, machine.least)), ...gaps]);
  const chain = chainOf(project, decided, objections);
  const isFail = objections.some(({ level }) => level === "fail");
  const reads = decided.some(({ until }) => until.terms.size > 0);
  const verdict = isFail ? "fail" : objections.length > 0 || !reads ? "unproven" : "pass";
  const nothing =
    decided.length === 0
      ? "nothing that was followed is decided here"
      : "nothing that is decided here depends on the market";
  const reason =
    objections[0]?.message ?? (reads ? "everything that is decided depends on rows before it only" : nothing);
  const findings = objections.map(({ kind, place, message, level }): TraceFinding => {
    const step = chain.find((each) => each.place.file === place.file && each.place.line === place.line)?.number ?? null;
    return { kind, place: plainPlace(place), message, sink: text, level, step };
  });
  return {
    sink: { sink: text, verdict, reason, places: decided.map(({ place }) => plainPlace(place)), chain: [...chain] },
    findings,
  };
}

function unique(objections: readonly Objection[]): readonly Objection[] {
  const kept = new Map<string, Objection>();
  for (const each of objections)
    kept.set(
      `${each.place.file}:${each.place.line} ${each.kind}`,
      kept.get(`${each.place.file}:${each.place.line} ${each.kind}`) ?? each,
    );
  const all = [...kept.values()];
  const sure = all.filter(({ level }) => level === "fail");
  const rank = (each: Objection) => (each.level === "fail" ? 0 : 1);
  return (sure.length > 0 ? all : all).sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.place.file < b.place.file ? -1 : a.place.file > b.place.file ? 1 : a.place.line - b.place.line),
  );
}

function assumptionsOf(request: TraceRequest, machine: RowMachine, watch: Watch): string[] {
  return [
    ...(request.types ? [] : ["types were not checked, and the program is well typed"]),
    ...[...watch.taken]
      .sort()
      .map((name) => `${name}() is taken as declared: what it answers depends on no row of the market`),
    ...[...machine.assumptions].sort(),
    "row t of a source is what is known when t is over; sources are not changed while a run goes on",
    "what else the entries are handed depends on no row of the market",
    "the standard library does what its documentation says",
  ];
}
