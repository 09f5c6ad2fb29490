import { resolve } from "node:path";
import { acceptChain, compareChain } from "../golden/chain-golden.ts";
import { ConfigError } from "../model/errors.ts";
import { EXIT_CODES } from "../model/report.ts";
import { worstVerdict } from "../model/verdict.ts";
import { tracePage } from "../report/html/trace-page.ts";
import { sarifTraces } from "../report/sarif/trace-sarif.ts";
import { worstTrace } from "../report/trace/audited.ts";
import { traceMarkdown } from "../report/trace/markdown.ts";
import { traceText } from "../report/trace/text.ts";
import type { StaticAudit } from "./audits.ts";
import type { Context, FormatOptions } from "./command.ts";
import { forLog, projectFolder, publishTraces } from "./github.ts";
import type { Io } from "./io.ts";
import type { FormatName, TraceFormat } from "./output.ts";
import { FOLDER_FORMATS, FORMAT_NAMES, isTraceFormat, writeFormats } from "./output.ts";

/** How what `tieout trace` found is told: formats, files, and the comparison with accepted chains. */

/** A format that a chain can be written in; a ConfigError for the others. */
export function traceFormat(format: FormatName): TraceFormat {
  if (isTraceFormat(format)) return format;
  throw new ConfigError({
    what: `a chain cannot be written as ${format}`,
    where: "--format",
    expected: FORMAT_NAMES.filter(isTraceFormat).join(", "),
    hint: `\`tieout check --format ${format}\` has each static audit`,
  });
}

/** Prints the audits and writes them where asked; sets the exit code of the worst verdict. */
export function deliverTraces(
  audits: readonly StaticAudit[],
  formats: readonly TraceFormat[],
  options: FormatOptions,
  context: Context,
): void {
  const { io } = context;
  if (options.report !== undefined) {
    const folder = resolve(io.cwd, options.report);
    const chosen = formats.length > 0 ? formats : FOLDER_FORMATS;
    const isLog = (format: TraceFormat) => format === "sarif" || format === "sarif-github";
    const logs = chosen.filter(isLog);
    const documents = chosen.filter((format) => !isLog(format));
    for (const audit of audits) writeFormats(folder, audit.name, documents, (format) => rendered([audit], format, io));
    writeFormats(folder, "trace", logs, (format) => rendered(audits, format, io));
  }
  const onStdout = options.report === undefined ? (formats[0] ?? "text") : "text";
  if (options.quiet !== true || options.report === undefined)
    io.out(forLog(rendered(audits, onStdout, io), onStdout, io));
  publishTraces(audits, io);
  context.exitCode = EXIT_CODES[worstTrace(audits.map(({ trace }) => trace))];
}

/** One audit's JSON is its document; that of several is a list of documents. */
function rendered(audits: readonly StaticAudit[], format: TraceFormat, io: Io): string {
  switch (format) {
    case "text":
      return audits.map(traceText).join("\n");
    case "md":
      return audits.map(traceMarkdown).join("\n");
    case "html":
      return tracePage(audits);
    case "json": {
      const documents = audits.map(({ trace }) => trace);
      return `${JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2)}\n`;
    }
    case "sarif":
      return sarifTraces(audits, "full");
    case "sarif-github":
      return sarifTraces(audits, "github", projectFolder(io));
  }
}

/** Keeps the chains as the accepted ones, and says what changed. */
export function accept(audits: readonly StaticAudit[], folder: string | undefined, { io }: Context): void {
  if (folder === undefined) {
    throw new ConfigError({
      what: "there is no place to keep accepted chains",
      where: "--accept",
      expected: 'audits and `chains: "chains"` in the config',
      hint: "chains of --source and --sink are not kept",
    });
  }
  if (io.ci) {
    throw new ConfigError({
      what: "chains are not accepted in continuous integration",
      hint: "run `tieout trace --accept` where you can look at what changes, and commit the result",
    });
  }
  for (const { name, rule, trace } of audits) {
    const chain = { name, rule: rule.id, trace };
    const { verdict, violations } = compareChain(folder, chain);
    if (verdict !== "pass") acceptChain(folder, chain);
    const what = verdict === "pass" ? "nothing changes" : verdict === "fail" ? "accepted, with changes" : "accepted";
    io.err(`${name}: ${what}\n${violations.map(({ message }) => `  ${message}\n`).join("")}`);
  }
}

/** Compares the chains with the accepted ones; a difference fails, and what was never accepted is unproven. */
export function compare(
  audits: readonly StaticAudit[],
  folder: string,
  options: FormatOptions,
  context: Context,
): void {
  const { io } = context;
  const verdicts = audits.map(({ name, rule, trace }) => {
    const { verdict, reason, violations } = compareChain(folder, { name, rule: rule.id, trace });
    if (verdict !== "pass") {
      io.err(`${name}: ${reason ?? "the chain is not the one that was accepted"}\n`);
      for (const { message, location } of violations)
        io.err(`  ${location === null ? "" : `${location} `}${message}\n`);
    } else if (options.quiet !== true) io.err(`${name}: the chain is the one that was accepted\n`);
    return verdict;
  });
  const verdict = worstVerdict([...verdicts, worstTrace(audits.map(({ trace }) => trace))]);
  context.exitCode = EXIT_CODES[verdict === "skipped" ? "unproven" : verdict];
}
