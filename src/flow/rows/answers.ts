import type { TraceAnswer, TraceFinding, TraceSink, TraceVerdict } from "../../model/trace.ts";

/** The four questions about what a decision knows, answered from the findings; what is clean, from the reads that show it. */
export function lookAheadAnswers(
  verdict: TraceVerdict,
  findings: readonly TraceFinding[],
  sinks: readonly TraceSink[],
): TraceAnswer[] {
  const sure = findings.filter(({ level }) => level === "fail");
  const reads = sinks.flatMap(({ chain }) => chain.filter(({ kind }) => kind === "source"));
  const lines = (all: readonly Pick<TraceFinding, "place">[]) => [
    ...new Set(all.map(({ place }) => `${place.file}:${place.line}`)),
  ];
  const answer = (question: string, found: "yes" | "no", kinds: readonly TraceFinding["kind"][]): TraceAnswer => {
    const shown = sure.filter(({ kind }) => kinds.includes(kind));
    if (shown.length > 0) return { question, answer: found, shown: lines(shown) };
    if (verdict !== "pass") return { question, answer: "unproven", shown: [] };
    return { question, answer: found === "yes" ? "no" : "yes", shown: lines(reads) };
  };
  return [
    answer("Is everything that is decided for a row decided from rows before it?", "no", [
      "same-row",
      "future-row",
      "full-sample",
    ]),
    answer("Does anything read the very row that is decided?", "yes", ["same-row"]),
    answer("Does anything read a later row?", "yes", ["future-row", "full-sample"]),
    answer("Does anything go by the sample as a whole?", "yes", ["full-sample"]),
  ];
}
