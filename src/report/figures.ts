import type { InvariantReport } from "../model/report.ts";
import type { Evidence, Figure, Violation } from "../model/verdict.ts";
import type { Waiver } from "../model/waiver.ts";
import { printable } from "./escape.ts";

/** How figures and counts are put into words, the same in every writer a person reads. */

/** 1234567 as `1,234,567`. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 case`, `2 cases`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** A figure in full; a missing cell by that name. */
export function inFull(value: Figure): string {
  return value === null ? "missing" : printable(String(value));
}

/** A residual in three digits, signed. */
export function brief(value: Figure): string {
  if (typeof value !== "number") return inFull(value);
  const text =
    value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e5) ? plain(value) : value.toExponential(2);
  return text;
}

function plain(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** How close some evidence came to its tolerance; one that is no finite number outranks all. */
export function worst(evidence: readonly Evidence[]): string {
  const shares = evidence.flatMap((each) => (each.worst === null ? [] : [each.worst.toleranceUsed]));
  const waived = evidence.reduce((sum, { waivedCount = 0 }) => sum + waivedCount, 0);
  const note = waived === 0 ? "" : `, ${counted(waived, "violation")} waived`;
  if (shares.some((share) => typeof share !== "number" || share > 1)) {
    const residuals = evidence.flatMap((each) => (each.worst === null ? [] : [each.worst.residual]));
    const beyond = residuals.find((residual) => typeof residual !== "number");
    return `, worst residual ${brief(beyond ?? Math.max(...residuals.map(Number)))}${note}`;
  }
  const largest = shares.reduce<number>((most, each) => Math.max(most, each as number), 0);
  if (largest === 0) return note;
  const percent = largest * 100;
  return `, ${percent < 0.01 ? "under 0.01" : brief(Number(percent.toPrecision(2)))}% of its tolerance used${note}`;
}

/** What was looked at and how close it came, e.g. `examined 1,885 in 64 cases, 0.02% of its tolerance used`. */
export function extent(evidence: Evidence): string {
  if (evidence.examined === 0) return "examined nothing";
  const cases = evidence.cases > 1 ? ` in ${counted(evidence.cases, "case")}` : "";
  return `examined ${count(evidence.examined)}${cases}${worst([evidence])}`;
}

/** What two figures may differ by, e.g. `1e-12 + 1e-9 of the size`. */
export function allowedInWords({ tolerance }: Pick<InvariantReport, "tolerance">): string {
  if (tolerance === undefined) return "";
  const { absolute, relative } = tolerance;
  if (absolute === 0 && relative === 0) return "nothing";
  return relative === 0 ? `${absolute}` : `${absolute} + ${relative} of the size`;
}

/** Where a violation is: date, asset, file, as far as they are known. */
export function place({ date, asset, artifact, location }: Violation): string {
  const parts = [date, asset, location ?? artifact].filter((part) => part !== null);
  return printable(parts.join(" · ")) || "the run as a whole";
}

/** What is wrong there: expected, actual, residual and tolerance where there are any. */
export function disagreement({ expected, actual, residual, tolerance }: Violation): string {
  const difference = residual === null ? "" : `, off by ${brief(residual)}`;
  const allowed = tolerance === null ? "" : ` (allowed ${brief(tolerance)})`;
  return `expected ${inFull(expected)}, was ${inFull(actual)}${difference}${allowed}`;
}

/** The precondition rates, e.g. `a loss under the peak: met in 61 of 64`. */
export function preconditions({ preconditions: stated }: Evidence): string[] {
  return (stated ?? []).map(({ label, met, cases }) => `${label}: met in ${count(met)} of ${count(cases)}`);
}

/** A waiver in one line: what, where, why, until when. */
export function waiverLine({ id, reason, expires, from, to, assets }: Waiver): string {
  const dates = from === undefined && to === undefined ? "" : `, ${from ?? "the start"} to ${to ?? "the end"}`;
  const names = assets === undefined ? "" : `, ${assets.join(" ")}`;
  return printable(`${id}${dates}${names}: ${reason} (until ${expires})`);
}
