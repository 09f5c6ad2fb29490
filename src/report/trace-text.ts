import type { Trace, TraceSink } from "../model/trace.ts";

/** A trace as text: a chain by sink, then findings, variables, the four questions and the assumptions. */
export function traceText(trace: Trace): string {
  const lines = [
    `${trace.verdict.toUpperCase()}  ${trace.sources.map(({ source }) => source).join(", ")} → ${trace.sinks.map(({ sink }) => sink).join(", ")}`,
  ];
  for (const sink of trace.sinks) lines.push("", ...sinkLines(sink, trace));
  if (trace.variables.length > 0) {
    lines.push("", "Variables");
    const rows = trace.variables.map(({ variable, unit, places }) => [
      variable,
      unit,
      places.map(({ file, line }) => `${file}:${line}`).join(", "),
    ]);
    lines.push(...columns(rows));
  }
  lines.push("", "Questions");
  lines.push(...columns(trace.answers.map(({ question, answer, shown }) => [question, answer, shown.join(", ")])));
  lines.push("", "Assumptions", ...trace.assumptions.map((each) => `  ${each}`));
  lines.push("", `Entries: ${trace.entries.join("; ") || "none"} · ${trace.filesVisited} files visited`);
  return `${lines.join("\n")}\n`;
}

function sinkLines({ sink, verdict, reason, chain }: TraceSink, { findings }: Trace): string[] {
  const own = findings.filter((each) => each.sink === sink);
  const marks = new Map(
    own.map((each) => [each.step, `   ${each.level === "fail" ? "✗" : "?"} ${each.kind.toUpperCase()}`]),
  );
  const rows = chain.map(({ number, place, variable, unit, text }) => [
    String(number),
    `${place.file}:${place.line}`,
    variable ?? "",
    unit,
    `${text}${marks.get(number) ?? ""}`,
  ]);
  const table = rows.length === 0 ? [] : columns([["#", "where", "variable", "unit", "step"], ...rows]);
  const listed = own.map(
    ({ level, kind, place, message }) =>
      `  ${level === "fail" ? "✗" : "?"} ${place.file}:${place.line}  ${kind}: ${message}`,
  );
  return [`${verdict.toUpperCase()}  ${sink}: ${reason}`, ...table, ...listed];
}

/** Cells in columns as wide as their widest. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  return rows.map((row) =>
    `  ${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]!))).join("  ")}`.trimEnd(),
  );
}
