import type { Report } from "../model/report.ts";
import { jsonText } from "./escape.ts";
import type { SarifResult } from "./sarif/log.ts";
import { forGitHub, reportResults } from "./sarif/report-sarif.ts";

/** One entry of a Code Quality report, the subset of Code Climate's format that GitLab reads. */
interface Issue {
  readonly description: string;
  readonly check_name: string;
  /** The same for the same finding from run to run, and different for any two of a report. */
  readonly fingerprint: string;
  readonly severity: "info" | "minor" | "major" | "critical" | "blocker";
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/**
 * What is wrong in a report as a Code Quality report for GitLab's merge requests: the same findings, at the same places,
 * as code scanning is given. An empty list where nothing is wrong.
 */
export function codeQualityReport(report: Report, project = ""): string {
  const results = reportResults(report).flatMap((result) => forGitHub(result, project));
  return jsonText(results.map(issueOf));
}

function issueOf({ ruleId, level, message, partialFingerprints, locations }: SarifResult): Issue {
  const { artifactLocation, region } = locations[0]!.physicalLocation;
  return {
    description: message.text.replace(/([{}])\1/g, "$1"),
    check_name: ruleId,
    fingerprint: partialFingerprints["tieout/v1"]!,
    severity: level === "error" ? "critical" : "minor",
    location: { path: decodeURIComponent(artifactLocation.uri), lines: { begin: region?.startLine ?? 1 } },
  };
}
