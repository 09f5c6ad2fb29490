import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { writeAside } from "../adapters/write-aside.ts";
import { ConfigError } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import { jsonReport } from "../report/json.ts";
import { markdownReport } from "../report/markdown.ts";
import { textReport } from "../report/text.ts";
import { painter } from "./paint.ts";

/** The formats a report can be written in, with their file's ending. */
const FORMATS = { text: "txt", json: "json", md: "md" } as const;
export type FormatName = keyof typeof FORMATS;

/** A format by name; a ConfigError lists the names. */
export function formatNamed(name: string): FormatName {
  if (name in FORMATS) return name as FormatName;
  throw new ConfigError({
    what: "there is no such report format",
    where: "--format",
    expected: Object.keys(FORMATS).join(", "),
    actual: JSON.stringify(name),
  });
}

/** A report in one format. */
export function renderReport(report: Report, format: FormatName, color = false): string {
  switch (format) {
    case "text":
      return textReport(report, painter(color));
    case "json":
      return jsonReport(report);
    case "md":
      return markdownReport(report);
  }
}

/** Writes a report into a folder as `report.<ending>`, each file aside first, so that none is ever half-written. */
export function writeReports(report: Report, directory: string, formats: readonly FormatName[], cwd: string): void {
  const folder = resolve(cwd, directory);
  mkdirSync(folder, { recursive: true });
  for (const format of formats) writeAside(join(folder, `report.${FORMATS[format]}`), renderReport(report, format));
}
