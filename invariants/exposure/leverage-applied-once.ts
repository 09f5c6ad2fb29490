import { relative } from "../../src/numeric/tolerance.ts";
import { answerBounds } from "../../src/verify/answer-bounds.ts";
import { bookSizes } from "../../src/verify/book-sizes.ts";
import { columnOfRun } from "../../src/verify/column.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

export const leverageAppliedOnce = runInvariant({
  id: "exposure/leverage-applied-once",
  title: "Leverage is applied once, to what the strategies answered, and never to a book that carries it already",
  severity: "error",
  why: `Exposures that carry leverage were returned as model weights: each hold levered the book by 1.25× again, until
    one weight passed 2.4 and the total 4.7. A second call of the same step gives leverage².`,
  independentOf: `the engine's targeting: gross is added up from the books, and what strategies can answer at most
    follows from the config.`,
  blindTo: "leverage on an answer far below its bound (leverage-identity), and a leverage that is wrong by itself.",
  needs: ["weights_pre", "weights_post", "leverage_series", "config"],
  tolerance: relative(1e-9),
  check({ run, weights_pre, weights_post, leverage_series, config }, probe) {
    const { exposure } = config;
    const leverage = columnOfRun(run, "leverage_series", "leverage");
    const after = columnOfRun(run, "leverage_series", "gross_after");
    const pre = bookSizes(run, "weights_pre").gross;
    const post = bookSizes(run, "weights_post").gross;
    const { budgeted } = answerBounds(config, weights_pre.dates);
    const answers = probe.cells("weights_pre", weights_pre.dates, undefined, (k) => {
      return `the sleeves' answers times their budgets add up to ${budgeted[k]} at most; the rest is leverage already`;
    });
    for (let k = 0; k < pre.length; k++) answers.atMost(k, 0, pre[k]!, budgeted[k]!);
    const multiplier = exposure.kind === "fixed" ? exposure.multiplier : 1;
    const posts = probe.cells("weights_post", weights_post.dates, undefined, () =>
      exposure.kind === "vol-target"
        ? "Σ|weights_post| is the leverage, once"
        : `Σ|weights_post| is Σ|weights_pre| times ${multiplier}, once`,
    );
    const series = probe.cells("leverage_series", leverage_series.dates, undefined, () => {
      return "gross_after is the gross of weights_post under one leverage";
    });
    const preRows = run.align(weights_post.dates, weights_pre.dates);
    const levered = run.align(weights_post.dates, leverage_series.dates);
    for (let k = 0; k < post.length; k++) {
      if (preRows[k]! < 0 || levered[k]! < 0) continue;
      const once = exposure.kind === "vol-target" ? leverage[levered[k]!]! : multiplier * pre[preRows[k]!]!;
      posts.equal(k, 0, post[k]!, once);
      series.equal(levered[k]!, 3, after[levered[k]!]!, once);
    }
  },
});
