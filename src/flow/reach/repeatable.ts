import { ConfigError } from "../../model/errors.ts";
import type { Trace, TraceFinding, TraceSink } from "../../model/trace.ts";
import type { TraceRequest, TraceRequestInput } from "../../model/trace-request.ts";
import { traceRequestSchema } from "../../model/trace-request.ts";
import { VERSION } from "../../model/version.ts";
import { Interner } from "../machine/interner.ts";
import type { Project } from "../syntax/project.ts";
import { Projects } from "../syntax/projects.ts";
import { typeErrors } from "../syntax/types.ts";
import { plainPlace } from "../trace/chain.ts";
import { isNamed } from "../trace/patterns.ts";
import { repeatableAnswers } from "./answers.ts";
import { callPaths } from "./call-paths.ts";
import type { Start } from "./entry.ts";
import { startsOf } from "./entry.ts";
import { faultsOf } from "./faults.ts";
import type { Placed } from "./finding.ts";
import { Reach } from "./reach.ts";

/**
 * Audits whether a run gives the same for the same: that nothing which may run when the entries do asks a clock, chance,
 * the environment, or what another run has left. Throws a ConfigError for a project that cannot be read and for an entry
 * that does not exist.
 */
export function repeatable(input: TraceRequestInput, lent = new Projects()): Trace {
  const request = traceRequestSchema.parse(input);
  return repeatableIn(lent.open(request.project), request);
}

/** The same of a project that is open already; the request's own is not looked at. */
export function repeatableIn(project: Project, request: TraceRequest): Trace {
  if (request.sources.length > 0 || request.sinks.length > 0) {
    throw new ConfigError({
      what: "this rule has no sources and sinks",
      where: "--source, --sink",
      expected: "--entry, the function that makes a run",
      actual: [...request.sources, ...request.sinks].join(", "),
    });
  }
  const starts = startsOf(project, request.entries);
  const reach = new Reach(project, (name) => Object.keys(request.models).find((each) => isNamed(name, each)));
  reach.follow(starts);
  const placed = [...faultsOf(reach, starts, request), ...errorsIn(project, reach, request)];
  return documentOf(project, request, starts, reach, placed);
}

/** Errors in files that run: nothing is proven of a program that does not compile. */
function errorsIn(project: Project, reach: Reach, { types }: TraceRequest): readonly Placed[] {
  const files = [...reach.loaded];
  const errors = files.flatMap((file) => project.syntaxErrors(file).map((each) => ({ ...each, file })));
  const all = types && errors.length === 0 ? typeErrors(project, files) : errors;
  return all.map(({ file, start, message }) => {
    const unit = [...reach.reached.values()].find((each) => each.unit.file === file)!.unit;
    let node = unit.file as { pos: number } & typeof unit.node;
    for (const each of unit.nodes) if (each.getStart() <= start && start < each.end) node = each;
    return { fault: { kind: "unknown", node, message: `error: ${message}` }, unit, sure: false };
  });
}

function documentOf(
  project: Project,
  request: TraceRequest,
  starts: readonly Start[],
  reach: Reach,
  placed: readonly Placed[],
): Trace {
  const intern = new Interner(project.base);
  const name = starts.map(({ text }) => text).join(", ");
  const { chain, stepOf } = callPaths(reach, starts, placed, intern);
  const findings = placed.map((each): TraceFinding => {
    const { kind, node, message } = each.fault;
    const level = each.sure ? "fail" : "open";
    const shown = each.sure || kind === "unknown" ? message : `${message}, if it is called`;
    return {
      kind: each.sure ? kind : "unknown",
      place: plainPlace(intern.place(node)),
      message: shown,
      sink: name,
      level,
      step: stepOf(each),
    };
  });
  const found = unique(findings);
  const verdict = found.some(({ level }) => level === "fail") ? "fail" : found.length > 0 ? "unproven" : "pass";
  const visited = visitedBy(reach, intern);
  const sink: TraceSink = {
    sink: name,
    verdict,
    reason:
      found[0]?.message ??
      `none of the ${visited.reduce((sum, { functions }) => sum + functions.length, 0)} functions that may run asks for anything but its arguments`,
    places: starts.map(({ declared }) => plainPlace(intern.place(declared))),
    chain: [...chain],
  };
  return {
    schema: "tieout.trace/1",
    tool: { name: "tieout", version: VERSION },
    verdict,
    sources: [],
    sinks: [sink],
    findings: [...found],
    variables: [],
    answers: repeatableAnswers(verdict, found),
    assumptions: assumptionsOf(request, reach, starts),
    entries: starts.map(({ text, declared }) => `${intern.place(declared).file}: ${text}`),
    filesVisited: reach.loaded.size,
    visited,
  };
}

/** One finding a line and kind; what is proven comes first. */
function unique(findings: readonly TraceFinding[]): readonly TraceFinding[] {
  const kept = new Map<string, TraceFinding>();
  for (const each of findings) {
    const key = `${each.place.file}:${each.place.line} ${each.kind}`;
    if (!kept.has(key)) kept.set(key, each);
  }
  const rank = ({ level }: TraceFinding) => (level === "fail" ? 0 : 1);
  return [...kept.values()].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.place.file < b.place.file ? -1 : a.place.file > b.place.file ? 1 : a.place.line - b.place.line),
  );
}

/** Every function that was looked at, by file. */
function visitedBy(reach: Reach, intern: Interner): NonNullable<Trace["visited"]> {
  const files = new Map<string, string[]>();
  for (const file of reach.loaded) files.set(intern.place(file).file, []);
  for (const { unit } of reach.reached.values()) {
    if (unit.node !== unit.file) files.get(intern.place(unit.node).file)?.push(unit.name);
  }
  return [...files]
    .map(([file, functions]) => ({ file, functions: functions.sort() }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

function assumptionsOf(request: TraceRequest, reach: Reach, starts: readonly Start[]): string[] {
  const given = [...reach.taken]
    .sort()
    .map(
      (name) =>
        `${name}() is taken as declared: ${JSON.stringify(request.models[name])}; what it does was not looked at`,
    );
  return [
    ...(request.types ? [] : ["types were not checked, and the program is well typed"]),
    ...given,
    "a function runs wherever its name is mentioned by what runs; what is called came from there, from the arguments of the entries or from a library",
    "what is handed to the entries is data of the types that they declare, and its methods by the names of the language's own are those",
    "the standard library and the libraries with a model do what their documentation says; Map, Set and objects list in the order of insertion, which is the input's",
    "texts of dates say their zone or are days",
    "the same build of the JavaScript engine: what it leaves open (Math.sin to the last bit) is the same",
    `${starts.length} ${starts.length === 1 ? "entry is" : "entries are"} all that makes a run`,
  ];
}
