import type { Report } from "../model/report.ts";
import { worstVerdict } from "../model/verdict.ts";
import { reportVerdict, summaryOf } from "../report/assemble.ts";

/** What a report says twice and differently: verdicts and sums that do not follow from its own evidence. */
export function inconsistencies(report: Report): readonly string[] {
  const { invariants, summary, verdict, kills = [] } = report;
  const wrong = invariants
    .filter((each) => worstVerdict(each.evidence.map((evidence) => evidence.verdict)) !== each.verdict)
    .map(({ id, verdict: said }) => `the report gives ${id} the verdict ${said}, and its evidence another`);
  const sums = summaryOf(invariants);
  const added = (Object.keys(sums) as (keyof typeof sums)[])
    .filter((name) => sums[name] !== summary[name])
    .map((name) => `the report sums up ${summary[name]} ${name}, and there are ${sums[name]}`);
  const due = reportVerdict(invariants, kills);
  return [
    ...wrong,
    ...added,
    ...(due === verdict ? [] : [`the report gives itself the verdict ${verdict}, and its invariants come to ${due}`]),
  ];
}
