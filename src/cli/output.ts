import { join, resolve } from "node:path";
import { writeAside } from "../adapters/write-aside.ts";
import { ConfigError } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import { codeQualityReport } from "../report/codequality.ts";
import { jsonReport } from "../report/json.ts";
import { junitReport } from "../report/junit.ts";
import { markdownReport } from "../report/markdown.ts";
import type { RuleHelp } from "../report/sarif/log.ts";
import { sarifReport } from "../report/sarif/report-sarif.ts";
import { textReport } from "../report/text.ts";
import { painter } from "./paint.ts";
import type { Extras } from "./report-page.ts";
import { reportPage } from "./report-page.ts";

/** The formats a report can be written in, with its file's ending. */
const FORMATS = {
  text: "txt",
  json: "json",
  md: "md",
  html: "html",
  junit: "junit.xml",
  sarif: "sarif",
  "sarif-github": "github.sarif",
  codequality: "codequality.json",
} as const;
export type FormatName = keyof typeof FORMATS;

/** What a report is written as into a folder where no format is named: for programs, reviews, terminals and people. */
export const FOLDER_FORMATS = ["json", "md", "text", "html"] as const satisfies readonly FormatName[];

/** The formats that know no chains. */
const WITHOUT_CHAINS = ["junit", "codequality"] as const;

/** The formats of a static audit. */
export type TraceFormat = Exclude<FormatName, (typeof WITHOUT_CHAINS)[number]>;

/** The names of the formats, for help texts. */
export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];

/** Whether a static audit can be written in a format. */
export function isTraceFormat(format: FormatName): format is TraceFormat {
  return !WITHOUT_CHAINS.some((each) => each === format);
}

/** A format by name; a ConfigError lists the names. */
export function formatNamed(name: string): FormatName {
  if (Object.hasOwn(FORMATS, name)) return name as FormatName;
  throw new ConfigError({
    what: "there is no such report format",
    where: "--format",
    expected: FORMAT_NAMES.join(", "),
    actual: JSON.stringify(name),
  });
}

/** How a report is to look. */
export interface Look {
  readonly color?: boolean;
  /** What an invariant says of itself, by id. */
  readonly helpOf?: (id: string) => RuleHelp | undefined;
  /** What a page shows beside the document. */
  readonly extras?: Extras | undefined;
  /** The project's folder in its repository, for what names files from there; empty at the root. */
  readonly project?: string;
}

/** A report in one format. */
export function renderReport(report: Report, format: FormatName, look: Look = {}): string {
  const { color = false, helpOf, extras, project } = look;
  switch (format) {
    case "text":
      return textReport(report, painter(color));
    case "json":
      return jsonReport(report);
    case "md":
      return markdownReport(report);
    case "html":
      return reportPage(report, extras);
    case "junit":
      return junitReport(report);
    case "sarif":
      return sarifReport(report, "full", helpOf);
    case "sarif-github":
      return sarifReport(report, "github", helpOf, project);
    case "codequality":
      return codeQualityReport(report, project);
  }
}

/** Writes files into a folder as `<stem>.<ending>`, each aside first, so that none is ever half-written; their paths. */
export function writeFormats<Format extends FormatName>(
  directory: string,
  stem: string,
  formats: readonly Format[],
  render: (format: Format) => string,
): readonly string[] {
  return formats.map((format) => {
    const file = join(directory, `${stem}.${FORMATS[format]}`);
    writeAside(file, render(format));
    return file;
  });
}

/** Writes a report into a folder as `report.<ending>`; the paths of its files. */
export function writeReports(
  report: Report,
  directory: string,
  formats: readonly FormatName[],
  cwd: string,
  look: Look = {},
): readonly string[] {
  const render = (format: FormatName) => renderReport(report, format, { ...look, color: false });
  return writeFormats(resolve(cwd, directory), "report", formats, render);
}
