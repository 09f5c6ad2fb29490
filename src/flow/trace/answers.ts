import type { TraceAnswer, TraceFinding, TraceSink, TraceStep, TraceVerdict } from "../../model/trace.ts";

/** The four questions of a call-chain audit, answered from the findings; what is clean, from the steps that show it. */
export function answersFrom(
  verdict: TraceVerdict,
  findings: readonly TraceFinding[],
  sinks: readonly TraceSink[],
): TraceAnswer[] {
  const bad = (...kinds: readonly TraceFinding["kind"][]) =>
    findings.filter(({ kind, level }) => level === "fail" && kinds.includes(kind));
  const all = findings.filter(({ level }) => level === "fail");
  const renormalized = bad("renormalized", "degree");
  const neutral = bad("renormalized", "clip", "threshold", "conditional", "second-leverage", "bypass", "overwrite");
  const steps = sinks.flatMap(({ chain }) => chain);
  const of = (...kinds: readonly TraceStep["kind"][]) => steps.filter(({ kind }) => kinds.includes(kind));
  const answer = (question: string, found: Found, shown: readonly TraceFinding[], clean: readonly TraceStep[]) =>
    answerOf({ question, found, shown, clean, verdict });
  return [
    answer("Are the risk-targeted weights the exact weights of P&L, up to scalars?", "no", all, of("source", "scalar")),
    answer("Is there any renormalization after risk targeting?", "yes", renormalized, of("divide")),
    answer("Does anything neutralize the leverage?", "yes", neutral, of("scalar", "divide")),
    answer("Is everything from risk targeting to P&L linear in the weights?", "no", all, of("scalar", "divide", "sum")),
  ];
}

/** The answer that findings give; without any, a proof gives the other one. */
type Found = "yes" | "no";

function answerOf({
  question,
  found,
  shown,
  clean,
  verdict,
}: {
  readonly question: string;
  readonly found: Found;
  readonly shown: readonly TraceFinding[];
  readonly clean: readonly TraceStep[];
  readonly verdict: TraceVerdict;
}): TraceAnswer {
  if (shown.length > 0) return { question, answer: found, shown: linesOf(shown) };
  if (verdict !== "pass") return { question, answer: "unproven", shown: [] };
  return { question, answer: found === "no" ? "yes" : "no", shown: linesOf(clean) };
}

function linesOf(all: readonly Pick<TraceStep, "place">[]): string[] {
  return [...new Set(all.map(({ place }) => `${place.file}:${place.line}`))];
}
