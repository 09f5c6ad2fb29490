import { jsonText } from "../escape.ts";

/** The parts of a SARIF 2.1.0 log that we write. */

export const SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json";

/** `full` says everything; `github` only what code scanning shows: failures, and what is open as a warning. */
export type SarifProfile = "full" | "github";

export interface SarifMessage {
  readonly text: string;
}

export interface SarifPhysicalLocation {
  readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: "%SRCROOT%" };
  readonly region?: { readonly startLine: number; readonly startColumn?: number };
}

export interface SarifLocation {
  readonly physicalLocation: SarifPhysicalLocation;
  readonly message?: SarifMessage;
}

export interface SarifThreadFlowLocation {
  readonly location: SarifLocation;
  readonly executionOrder: number;
  readonly importance: "essential" | "important" | "unimportant";
}

export interface SarifCodeFlow {
  readonly message?: SarifMessage;
  readonly threadFlows: readonly { readonly locations: readonly SarifThreadFlowLocation[] }[];
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind?: "pass" | "fail" | "open" | "notApplicable" | "review";
  readonly level: "none" | "note" | "warning" | "error";
  readonly message: SarifMessage;
  readonly locations: readonly SarifLocation[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly codeFlows?: readonly SarifCodeFlow[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** What a rule says of itself, where it is known. */
export interface RuleHelp {
  readonly why: string;
  readonly independentOf?: string;
  readonly blindTo: string;
}

export interface SarifRule {
  readonly id: string;
  readonly title: string;
  readonly severity: "error" | "warning";
  readonly help: RuleHelp | undefined;
}

/** One run of the tool, before it is laid out. */
export interface SarifRun {
  readonly version: string;
  readonly rules: readonly SarifRule[];
  readonly results: readonly SarifResult[];
  /** Stays the same from run to run, so that code scanning can tell which results went away. */
  readonly automationId: string;
  /** False when the tool itself cannot be trusted. */
  readonly trusted: boolean;
  readonly exitCode: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The log as JSON, the same bytes for the same run: no clock, no path of the machine. */
export function sarifLog(run: SarifRun): string {
  const log = {
    $schema: SARIF_SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "Tieout", version: run.version, semanticVersion: run.version, rules: run.rules.map(ruleOf) },
        },
        invocations: [{ executionSuccessful: run.trusted, exitCode: run.exitCode }],
        automationDetails: { id: run.automationId },
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the audited project." } } },
        columnKind: "utf16CodeUnits",
        results: run.results,
        properties: run.properties,
      },
    ],
  };
  return jsonText(log);
}

function ruleOf({ id, title, severity, help }: SarifRule): unknown {
  const parts =
    help === undefined
      ? []
      : [
          ["Why", help.why],
          ...(help.independentOf === undefined ? [] : [["Independent of", help.independentOf]]),
          ["Blind to", help.blindTo],
        ];
  return {
    id,
    shortDescription: message(title),
    fullDescription: message(help?.why ?? title),
    help: {
      ...message([title, ...parts.map(([name, text]) => `${name}: ${text}`)].join("\n\n")),
      markdown: [`**${title}**`, ...parts.map(([name, text]) => `**${name}:** ${text}`)].join("\n\n"),
    },
    defaultConfiguration: { level: severity },
    properties: { tags: id.includes("/") ? [id.slice(0, id.indexOf("/"))] : [] },
  };
}

/** A plain text message: braces would be placeholders, brackets before a parenthesis a link. */
export function message(text: string): SarifMessage {
  return { text: text.replace(/[{}]/g, "$&$&").replaceAll("](", "] (") };
}
