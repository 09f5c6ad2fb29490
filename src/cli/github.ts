import { appendFileSync, existsSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import { wayTo } from "../adapters/way.ts";
import type { Report } from "../model/report.ts";
import { reportAnnotations, shown, traceAnnotations } from "../report/github/annotations.ts";
import { SUMMARY_LIMIT, summaryWithin } from "../report/github/summary.ts";
import type { Annotation } from "../report/github/workflow-command.ts";
import { withoutCommands, workflowCommand } from "../report/github/workflow-command.ts";
import { markdownReport } from "../report/markdown.ts";
import type { AuditedTrace } from "../report/trace/audited.ts";
import { traceMarkdown } from "../report/trace/markdown.ts";
import type { GitHubStep, Io } from "./io.ts";
import type { FormatName } from "./output.ts";

/** In GitHub Actions, shows a report on the page of the run and beside the code; does nothing elsewhere. */
export function publishReport(report: Report, io: Io, markdown = () => markdownReport(report)): void {
  publish(io, () => reportAnnotations(report), markdown);
}

/** The working directory as the repository names it, empty at its root and where no service says which it is. */
export function projectFolder({ cwd, repository = cwd }: Io): string {
  const way = wayTo(cwd, repository);
  return way.startsWith("..") || resolve(repository, way) !== resolve(cwd) ? "" : way;
}

/** The same for static audits. */
export function publishTraces(audited: readonly AuditedTrace[], io: Io): void {
  publish(
    io,
    () => traceAnnotations(audited),
    () => audited.map(traceMarkdown).join("\n"),
  );
}

/** In GitHub Actions, shows why a command ended without a report. */
export function publishError(message: string, { github }: Io): void {
  github?.command(workflowCommand({ level: "error", title: "tieout", message }));
}

/** What goes to stdout: in GitHub Actions, text for people holds no workflow command of somebody else's. */
export function forLog(text: string, format: FormatName, { github }: Io): string {
  return github !== undefined && (format === "text" || format === "md") ? withoutCommands(text) : text;
}

function publish(io: Io, annotations: () => readonly Annotation[], markdown: () => string): void {
  const { github } = io;
  if (github === undefined) return;
  const places = shown(annotations()).map((each) => inRepository(each, io));
  for (const each of [...places, ...summarised(markdown(), github)]) github.command(workflowCommand(each));
}

/** Appends to the step's summary as much as still fits; answers what there is to say about that. */
function summarised(markdown: string, { summaryFile }: GitHubStep): readonly Annotation[] {
  if (summaryFile === undefined) return [];
  try {
    const used = existsSync(summaryFile) ? statSync(summaryFile).size : 0;
    const text = summaryWithin(`${used === 0 ? "" : "\n"}${markdown}`, SUMMARY_LIMIT - used);
    if (text === undefined) return [notice("the summary of this step is full; the report is not in it")];
    appendFileSync(summaryFile, text);
    return [];
  } catch (error) {
    return [notice(`the summary of this step could not be written: ${(error as Error).message}`)];
  }
}

function notice(message: string): Annotation {
  return { level: "notice", title: "tieout", message };
}

/** The file as the repository names it. One that is not in it, or not where it is said to be, is told in words. */
function inRepository(annotation: Annotation, { cwd, repository = cwd }: Io): Annotation {
  const { file, line, column, ...rest } = annotation;
  if (file === undefined) return rest;
  const path = resolve(cwd, file);
  const inside = path.startsWith(`${resolve(repository)}${sep}`);
  if (inside && existsSync(path)) {
    return { ...annotation, file: wayTo(path, repository) };
  }
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  return { ...rest, message: `${place}: ${rest.message}` };
}
