import type { TraceAnswer, TraceFinding, TraceVerdict } from "../../model/trace.ts";

/** The four questions about a run that is to be the same twice, answered from the findings. */
export function repeatableAnswers(verdict: TraceVerdict, findings: readonly TraceFinding[]): TraceAnswer[] {
  const sure = findings.filter(({ level }) => level === "fail");
  const answer = (question: string, found: "yes" | "no", kinds?: readonly TraceFinding["kind"][]): TraceAnswer => {
    const shown = sure.filter(({ kind }) => kinds === undefined || kinds.includes(kind));
    const lines = [...new Set(shown.map(({ place }) => `${place.file}:${place.line}`))];
    if (shown.length > 0) return { question, answer: found, shown: lines };
    // A proven fault of another kind leaves the question open where something else is.
    const isOpen = verdict === "unproven" || findings.some(({ level }) => level === "open");
    return { question, answer: isOpen ? "unproven" : found === "yes" ? "no" : "yes", shown: [] };
  };
  return [
    answer("Does the same input give the same run?", "no"),
    answer("Does a run read a clock, chance, its environment, or anything else outside of its input?", "yes", [
      "clock",
      "randomness",
      "environment",
      "outside-read",
      "garbage-collection",
    ]),
    answer("Does anything go by a locale, a time zone, or an order that the input does not fix?", "yes", [
      "locale",
      "scheduling",
      "enumeration-order",
      "comparator",
    ]),
    answer("Does one run leave anything that the next one finds?", "yes", ["state"]),
  ];
}
