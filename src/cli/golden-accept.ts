import type { Refusal } from "../golden/accept.ts";
import { acceptGolden, refusalOf } from "../golden/accept.ts";
import type { ComparedCase } from "../golden/golden.ts";
import { goldenDiff } from "../golden/golden.ts";
import { goldenText } from "../golden/show/text.ts";
import { EXIT_CODES, EXIT_USAGE } from "../model/report.ts";
import { printable } from "../report/escape.ts";
import { count, disagreement, place } from "../report/figures.ts";
import type { Context } from "./command.ts";
import type { GoldenOutput } from "./golden-output.ts";
import { painter } from "./paint.ts";

/** Violations of an invariant that a refusal shows. */
const SHOWN = 3;

/** Shows what changes, then keeps the runs of all cases as golden ones; of none where one has to be refused. */
export function acceptCases(
  compared: readonly ComparedCase[],
  options: GoldenOutput & { readonly dryRun?: boolean },
  context: Context,
): void {
  const { io } = context;
  const changing = compared.filter(({ diff }) => diff.verdict !== "pass");
  for (const { diff } of compared) {
    if (diff.verdict === "pass") io.out(`${diff.case}: nothing changes (${count(diff.compared)} figures compared)\n`);
  }
  const differing = changing
    .filter(({ kept, made }) => kept !== undefined && made !== undefined)
    .map(({ diff }) => diff);
  if (differing.length > 0) {
    const paint = painter(io.color && options.color !== false);
    io.out(goldenText(goldenDiff(differing, []), { paint, unfold: options.unfold === true }));
  }
  const refusals = changing.flatMap((each) => refusalOf(each) ?? []);
  if (refusals.length > 0) {
    for (const refusal of refusals) for (const line of refusalLines(refusal)) io.err(`${line}\n`);
    io.err("tieout: nothing was accepted\n");
    context.exitCode = refusals.every(({ empty }) => empty) ? EXIT_USAGE : EXIT_CODES.fail;
    return;
  }
  for (const each of changing) {
    if (options.dryRun !== true && each.made !== undefined) acceptGolden({ ...each, ...each.made });
    const verb = options.dryRun === true ? "would be accepted" : "accepted";
    io.out(`${each.golden.name}: ${verb}, ${wordsOf(each)}\n`);
  }
}

function wordsOf({ kept, diff }: ComparedCase): string {
  if (kept === undefined) return "first run";
  const { added, removed, changed, moved } = diff.counts;
  const differences = added + removed + changed + moved;
  return differences === 0 ? "with the same figures" : `${count(differences)} differences`;
}

function refusalLines({ case: name, broken, empty, failing }: Refusal): string[] {
  const lines = broken === undefined ? [] : [`tieout: ${name}: ${printable(broken)}`];
  if (empty)
    lines.push(`tieout: ${name}: an empty run cannot be a golden run: expected at least one rebalance, was none`);
  for (const { id, evidence } of failing) {
    lines.push(`tieout: ${name}: a run that fails ${id} cannot be a golden run`);
    const violations = evidence.flatMap((each) => each.violations);
    lines.push(
      ...violations
        .slice(0, SHOWN)
        .map((each) => `  ${place(each)}: ${disagreement(each)}: ${printable(each.message)}`),
    );
    const rest = evidence.reduce((sum, each) => sum + each.violationCount, 0) - Math.min(SHOWN, violations.length);
    if (rest > 0) lines.push(`  … and ${count(rest)} more`);
  }
  if (failing.length > 0) lines.push("  mend the engine first; a golden run records what is right");
  return lines;
}
