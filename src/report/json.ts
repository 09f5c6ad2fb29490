import type { Report } from "../model/report.ts";
import { jsonText } from "./escape.ts";

/** The report document as JSON, two spaces deep, the same bytes for the same report. */
export function jsonReport(report: Report): string {
  return jsonText(report);
}
