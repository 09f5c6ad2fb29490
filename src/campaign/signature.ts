import type { Violation } from "../model/verdict.ts";
import { ENGINE_ANSWERS } from "./answer.ts";

/**
 * What makes two failures the same: the invariant, the artifact, and in what way the figure was wrong. Dates, assets
 * and figures are left out, because reduction changes them; messages, because they are prose.
 */
export function signatureOf(invariantId: string, violation: Violation): string {
  return [invariantId, violation.artifact ?? "-", kindOf(invariantId, violation)].join(" | ");
}

function kindOf(invariantId: string, { expected, actual, residual }: Violation): string {
  if (invariantId === ENGINE_ANSWERS.id) return String(actual); // the class of the error
  if (actual === null) return "missing";
  if (actual === "NaN" || actual === "Infinity" || actual === "-Infinity") return "not finite";
  return residual === null || typeof expected === "string" ? "condition" : "value";
}
