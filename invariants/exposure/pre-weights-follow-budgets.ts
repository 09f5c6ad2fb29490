import { relative } from "../../src/numeric/tolerance.ts";
import { cellAt } from "../../src/verify/align.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { answersUnknown, sleeveAnswers } from "../../src/verify/sleeve-answers.ts";

export const preWeightsFollowBudgets = runInvariant({
  id: "exposure/pre-weights-follow-budgets",
  title: "What goes into risk targeting is the sum of the sleeves' answers, each times its budget",
  severity: "error",
  why: `vectorbt#713 sized each order from the cash that the one before had left: 20%, 16%, 12.8%, 10.24% where five times
    20% were asked for. Riskfolio-Lib#174: weights that add up to 120%. Risk targeting divides by gross and hides a
    factor that all weights share.`,
  independentOf: `the engine's strategies: rows given outright and equal weights are read off the config by the auditor's
    calendar, and the rest of weights_model is what the others answered.`,
  blindTo: `what momentum and rotation answered (relations alone see that), and budgets of several of them that differ:
    their single answers are not recorded.`,
  needs: ["config", "weights_pre"],
  tolerance: relative(1e-9),
  applies: ({ run, config }) => answersUnknown(run, config),
  check({ run, config, weights_pre }, probe) {
    const { dates, columns } = weights_pre;
    const answers = sleeveAnswers(run, config, dates);
    const { assets, model, modelSize, pre, preSize, otherBudget = 0 } = answers;
    const recorded = run.table("weights_model");
    const rows = recorded && run.align(dates, recorded.dates);
    const own = recorded && run.align(columns, recorded.columns);
    const known = run.align(columns, assets);
    const models = probe.cells("weights_model", dates, columns, () => "the sleeves' answers add up to another weight");
    const books = probe.cells(
      "weights_pre",
      dates,
      columns,
      () => "Σ budget · answer of the sleeves is another weight",
    );
    for (let k = 0; k < dates.length; k++) {
      for (let i = 0; i < columns.length; i++) {
        if (known[i]! < 0) continue;
        const cell = k * assets.length + known[i]!;
        const actual = weights_pre.values[k * columns.length + i]!;
        const sum = recorded && rows![k]! >= 0 && own![i]! >= 0 ? cellAt(recorded, rows![k]!, own![i]!) : undefined;
        if (answers.otherBudget === undefined) {
          if (sum !== undefined) models.equalAtScale(k, i, sum, model[cell]!, modelSize[cell]!);
          books.equalAtScale(k, i, actual, pre[cell]!, preSize[cell]!);
        } else if (sum !== undefined) {
          const size = preSize[cell]! + otherBudget * (Math.abs(sum) + modelSize[cell]!);
          books.equalAtScale(k, i, actual, pre[cell]! + otherBudget * (sum - model[cell]!), size);
        }
      }
    }
  },
});
