import type { TraceAnswer, TraceFinding, TraceVerdict } from "../../model/trace.ts";

/** The four questions of a call-chain audit, answered from the findings. */
export function answersFrom(verdict: TraceVerdict, findings: readonly TraceFinding[]): TraceAnswer[] {
  const bad = (...kinds: readonly TraceFinding["kind"][]) =>
    findings.filter(({ kind, level }) => level === "fail" && kinds.includes(kind));
  const all = findings.filter(({ level }) => level === "fail");
  const renormalized = bad("renormalized", "degree");
  const neutral = bad("renormalized", "clip", "threshold", "conditional", "second-leverage", "bypass", "overwrite");
  return [
    answer("Are the risk-targeted weights the exact weights of P&L, up to scalars?", all, "no", "yes", verdict),
    answer("Is there any renormalization after risk targeting?", renormalized, "yes", "no", verdict),
    answer("Does anything neutralize the leverage?", neutral, "yes", "no", verdict),
    answer("Is everything from risk targeting to P&L linear in the weights?", all, "no", "yes", verdict),
  ];
}

function answer(
  question: string,
  shown: readonly TraceFinding[],
  found: "yes" | "no",
  clean: "yes" | "no",
  verdict: TraceVerdict,
): TraceAnswer {
  const places = [...new Set(shown.map(({ place }) => `${place.file}:${place.line}`))];
  if (shown.length > 0) return { question, answer: found, shown: places };
  return { question, answer: verdict === "pass" ? clean : "unproven", shown: [] };
}
