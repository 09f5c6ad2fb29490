import type { InvariantReport, Report } from "../../model/report.ts";
import { EXIT_CODES } from "../../model/report.ts";
import type { Evidence, Violation } from "../../model/verdict.ts";
import { count, counted, disagreement, extent, place } from "../figures.ts";
import type { RuleHelp, SarifLocation, SarifProfile, SarifResult, SarifRule } from "./log.ts";
import { message, sarifLog } from "./log.ts";
import { Fingerprints, placeFromText, uriOf } from "./places.ts";

/** The rule under which a seeded fault is reported that nothing noticed. */
const SURVIVED: SarifRule = {
  id: "harness/seeded-fault-survived",
  title: "Every seeded fault is noticed by the invariants that it names",
  severity: "error",
  help: {
    why: "A harness that misses a fault that was put there on purpose proves nothing about the others.",
    blindTo: "Faults that nobody seeded.",
  },
};

/** The rule of a report in which nothing was examined. */
const UNDECIDED: SarifRule = {
  id: "tieout/verdict",
  title: "Something is examined, and all of it holds",
  severity: "error",
  help: {
    why: "A report in which everything was skipped finds nothing wrong, and says nothing either.",
    blindTo: "What was left out of a report that decides something.",
  },
};

/**
 * A report document as SARIF 2.1.0: a result a violation, and in the full profile one for what passed or was skipped.
 * For GitHub, files are named from the root of the repository, in which the project is the folder `project`.
 */
export function sarifReport(
  report: Report,
  profile: SarifProfile = "full",
  helpOf: (id: string) => RuleHelp | undefined = () => undefined,
  project = "",
): string {
  const rules: SarifRule[] = report.invariants.map(({ id, title, severity }) => ({
    id,
    title,
    severity,
    help: helpOf(id),
  }));
  if (report.kills?.some(({ survived }) => survived.length > 0) === true) rules.push(SURVIVED);
  if (isUndecided(report)) rules.push(UNDECIDED);
  const results = reportResults(report);
  return sarifLog({
    version: report.tool.version,
    rules,
    results: profile === "full" ? results : results.flatMap((result) => forGitHub(result, project)),
    automationId: `tieout/${report.subject.kind}/${report.subject.name}/`,
    trusted: report.verdict !== "harness-invalid",
    exitCode: EXIT_CODES[report.verdict],
    properties: {
      verdict: report.verdict,
      subject: report.subject,
      seed: report.seed,
      summary: report.summary,
      notExamined: report.notExamined,
      assumptions: report.assumptions,
      waivers: report.waivers,
    },
  });
}

/** The results of a report, those of invariants in their order, then the seeded faults that survived. */
export function reportResults(report: Report): readonly SarifResult[] {
  const prints = new Fingerprints();
  const results = report.invariants.flatMap((invariant, index) =>
    invariant.evidence.flatMap((evidence) => resultsOf(invariant, index, evidence, prints)),
  );
  return [...results, ...survived(report, report.invariants.length, prints), ...undecided(report, prints)];
}

/** Whether a report is not green although no invariant failed or is open: nothing was examined. */
function isUndecided({ verdict, invariants }: Report): boolean {
  return verdict === "unproven" && invariants.every((each) => each.verdict === "pass" || each.verdict === "skipped");
}

/** A report without any finding must not look clean where it is not green. */
function undecided(report: Report, prints: Fingerprints): SarifResult[] {
  if (!isUndecided(report)) return [];
  const { pass, skipped } = report.summary;
  const said = `${count(pass)} pass, ${count(skipped)} skipped: nothing that decides was both examined and found to hold`;
  return [
    {
      ruleId: UNDECIDED.id,
      ruleIndex: report.invariants.length,
      kind: "open",
      level: "none",
      message: message(`${UNDECIDED.title}. ${report.subject.name}: unproven: ${said}`),
      locations: [],
      partialFingerprints: prints.of(UNDECIDED.id),
    },
  ];
}

function resultsOf(
  invariant: InvariantReport,
  ruleIndex: number,
  evidence: Evidence,
  prints: Fingerprints,
): SarifResult[] {
  const { id: ruleId, severity, title } = invariant;
  const { method, subject, verdict, examined, cases, violationCount, counterexample, waivedCount = 0 } = evidence;
  const base = { ruleId, ruleIndex };
  const properties = { method, subject, examined, cases };
  const printed = (...parts: readonly (string | null)[]) => prints.of(ruleId, method, subject, ...parts);
  if (verdict === "fail") {
    const shown = evidence.violations.length > 0 ? evidence.violations : [NOT_KEPT];
    const rest = violationCount - evidence.violations.length;
    const more = (place: number) =>
      rest > 0 && place === shown.length - 1
        ? ` And ${count(rest)} more, which the report counts and does not list.`
        : "";
    return shown.map((violation, at) => ({
      ...base,
      kind: "fail",
      level: severity,
      message: message(
        `${title}. ${subject}, ${place(violation)}: ${disagreement(violation)}. ${violation.message}${more(at)}`,
      ),
      locations: locationsOf(violation, counterexample),
      partialFingerprints: printed(
        violation.artifact,
        withoutLine(violation.location),
        violation.date,
        violation.asset,
        violation.message,
      ),
      properties: {
        ...properties,
        violationCount,
        ...violation,
        ...(counterexample === undefined ? {} : { counterexample }),
      },
    }));
  }
  const said = evidence.reason ?? extent(evidence);
  const kind =
    verdict === "pass" ? (waivedCount > 0 ? "review" : "pass") : verdict === "skipped" ? "notApplicable" : "open";
  return [
    {
      ...base,
      kind,
      level: "none",
      message: message(`${title}. ${subject}: ${kind === "open" ? "unproven" : verdict}: ${said}`),
      locations: [],
      partialFingerprints: printed(verdict),
      properties: waivedCount > 0 ? { ...properties, waived: counted(waivedCount, "violation") } : properties,
    },
  ];
}

const NOT_KEPT: Violation = {
  date: null,
  asset: null,
  artifact: null,
  expected: null,
  actual: null,
  residual: null,
  tolerance: null,
  message: "no violation was kept",
  location: null,
};

/** A line of source, else the counterexample, which is a file of the project, else the run's own file. */
function locationsOf({ location, artifact }: Violation, counterexample: string | undefined): SarifLocation[] {
  const source = location === null ? undefined : placeFromText(location);
  if (source !== undefined) return [{ physicalLocation: source }];
  if (counterexample !== undefined) {
    return [{ physicalLocation: { artifactLocation: { uri: uriOf(counterexample), uriBaseId: "%SRCROOT%" } } }];
  }
  return artifact === null ? [] : [{ physicalLocation: { artifactLocation: { uri: uriOf(artifact) } } }];
}

function withoutLine(location: string | null): string | null {
  return location?.replace(/:\d+(:\d+)?$/, "") ?? null;
}

function survived({ kills = [] }: Report, ruleIndex: number, prints: Fingerprints): SarifResult[] {
  return kills
    .filter((kill) => kill.survived.length > 0)
    .map((kill) => ({
      ruleId: SURVIVED.id,
      ruleIndex,
      kind: "fail",
      level: "error",
      message: message(`${kill.fault} was not noticed by ${kill.survived.join(", ")}: ${kill.story}`),
      locations: [],
      partialFingerprints: prints.of(SURVIVED.id, kill.fault),
      properties: { fault: kill.fault },
    }));
}

/**
 * Code scanning knows no kinds and wants a place in the repository: what is open stands there as a warning, and what
 * has no file of its own stands at the config. `project` is the project's folder in the repository, empty at its root.
 */
export function forGitHub({ kind, ...result }: SarifResult, project = ""): SarifResult[] {
  if (kind !== "fail" && kind !== "open") return [];
  const locations = result.locations.length > 0 ? result.locations : [AT_THE_CONFIG];
  return [
    {
      ...result,
      level: kind === "open" ? "warning" : result.level,
      locations: locations.map((location) => below(project, location)),
    },
  ];
}

const AT_THE_CONFIG: SarifLocation = {
  physicalLocation: { artifactLocation: { uri: "tieout.config.ts", uriBaseId: "%SRCROOT%" } },
};

/** A file of the project as the repository names it; a run's own file is none of either. */
function below(project: string, location: SarifLocation): SarifLocation {
  const { artifactLocation } = location.physicalLocation;
  if (project === "" || artifactLocation.uriBaseId === undefined) return location;
  const uri = `${uriOf(project)}/${artifactLocation.uri}`;
  return {
    ...location,
    physicalLocation: { ...location.physicalLocation, artifactLocation: { ...artifactLocation, uri } },
  };
}
