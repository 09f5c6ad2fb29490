import { relative } from "../../src/numeric/tolerance.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { answersUnknown, sleeveAnswers } from "../../src/verify/sleeve-answers.ts";

export const preWeightsFollowBudgets = runInvariant({
  id: "exposure/pre-weights-follow-budgets",
  title: "What goes into risk targeting is the sum of the sleeves' answers, each times its budget",
  severity: "error",
  why: `vectorbt#713 sized each order from the cash that the one before had left: 20%, 16%, 12.8%, 10.24% where five times
    20% were asked for. Riskfolio-Lib#174: weights that add up to 120%. Risk targeting divides by gross and hides a
    factor that all weights share. And a signal that reads the bar it trades on (go-trader#302) answers otherwise.`,
  independentOf: `the engine's strategies: when a sleeve is asked follows from the auditor's calendar, its answer from the
    config and the returns before the date, ranked by other arithmetic.`,
  blindTo: "the answers of dates on which rounding decides between two assets.",
  needs: ["config", "weights_pre"],
  tolerance: relative(1e-9),
  applies: ({ run, config }) => answersUnknown(run, config),
  check({ run, config, weights_pre }, probe) {
    const { dates, columns } = weights_pre;
    const { assets, known, model, modelSize, pre, preSize } = sleeveAnswers(run, config, dates);
    const recorded = run.table("weights_model");
    const rows = run.align(dates, recorded?.dates ?? []);
    const own = run.align(columns, recorded?.columns ?? []);
    const asset = run.align(columns, assets);
    const models = probe.cells("weights_model", dates, columns, () => "the sleeves' answers add up to another weight");
    const books = probe.cells(
      "weights_pre",
      dates,
      columns,
      () => "Σ budget · answer of the sleeves is another weight",
    );
    for (let k = 0; k < dates.length; k++) {
      if (known[k] === 0) continue;
      for (let i = 0; i < columns.length; i++) {
        if (asset[i]! < 0) continue;
        const cell = k * assets.length + asset[i]!;
        books.equalAtScale(k, i, weights_pre.values[k * columns.length + i]!, pre[cell]!, preSize[cell]!);
        if (recorded === undefined || rows[k]! < 0 || own[i]! < 0) continue;
        const sum = recorded.values[rows[k]! * recorded.columns.length + own[i]!]!;
        models.equalAtScale(k, i, sum, model[cell]!, modelSize[cell]!);
      }
    }
  },
});
