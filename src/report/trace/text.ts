import type { Trace, TraceSink } from "../../model/trace.ts";
import { printable } from "../escape.ts";
import { counted } from "../figures.ts";
import type { AuditedTrace } from "./audited.ts";
import type { ChainRow } from "./rows.ts";
import { chainRows, fewOf, findingText, placesOf, ROW_TITLES, signOf, whereOf } from "./rows.ts";

/** A static audit as text: a chain by sink, then findings, variables, the four questions and the assumptions. */
export function traceText({ rule, trace }: AuditedTrace): string {
  const sources = trace.sources.map(({ source }) => source).join(", ");
  const sinks = trace.sinks.map(({ sink }) => sink).join(", ");
  const what = sources === "" ? sinks : `${sources} → ${sinks}`;
  const lines = [`${trace.verdict.toUpperCase()}  ${rule.id}: ${what}`];
  for (const sink of trace.sinks) lines.push("", ...sinkLines(sink, trace));
  if (trace.variables.length > 0) {
    lines.push("", "Variables");
    const rows = trace.variables.map(({ variable, unit, places }) => [printable(variable), unit, placesOf(places)]);
    lines.push(...columns(rows));
  }
  lines.push("", "Questions");
  lines.push(...columns(trace.answers.map(({ question, answer, shown }) => [question, answer, fewOf(shown)])));
  if (trace.visited !== undefined) {
    const rows = trace.visited.map(({ file, functions }) => [printable(file), functions.map(printable).join(", ")]);
    lines.push("", "Functions that were looked at", ...columns(rows));
  }
  lines.push("", "Assumptions", ...trace.assumptions.map((each) => `  ${printable(each)}`));
  const entries = trace.entries.map(printable).join("; ") || "none";
  lines.push("", `Entries: ${entries} · ${counted(trace.filesVisited, "file")} visited`);
  return `${lines.join("\n")}\n`;
}

function sinkLines(sink: TraceSink, { findings }: Trace): string[] {
  const rows = chainRows(sink, findings);
  const own = findings.filter((each) => each.sink === sink.sink);
  return [
    `${sink.verdict.toUpperCase()}  ${sink.sink}: ${printable(sink.reason)}`,
    ...(rows.length === 0 ? [] : columns([ROW_TITLES, ...rows].map(cellsOf))),
    ...own.map((each) => `  ${signOf(each)} ${whereOf(each.place)}  ${findingText(each)}`),
  ];
}

function cellsOf({ number, where, bracket, within, variable, unit, from, step }: ChainRow): string[] {
  return [number, where, bracket, within, variable, unit, from, step];
}

/** Cells in columns as wide as their widest; a column that is empty throughout is left out. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, [...cell].length);
  return rows.map((row) =>
    `  ${row
      .map((cell, i) => (widths[i] === 0 ? "" : `${cell}${" ".repeat(widths[i]! - [...cell].length)}  `))
      .join("")}`.trimEnd(),
  );
}
