import { relative } from "../../src/numeric/tolerance.ts";
import { checkAssets, checkRowSets } from "../../src/verify/coverage.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { checkSleeves } from "../../src/verify/sleeve-coverage.ts";

export const artifactsCoverEveryAsset = runInvariant({
  id: "accounting/artifacts-cover-every-asset",
  title: "Every row of every panel has every asset of the universe, zeros included, and tables of one kind share dates",
  severity: "error",
  why: `A writer was handed only the assets with a position, or only those traded last: weights panels kept 1 asset of
    13, and every sum over them was quietly wrong. PerformanceAnalytics#83 dropped rows in silence, portfolio#5274
    dropped weekend flows, and a golden check that loops over the columns it finds passes when columns vanish.`,
  independentOf: `the writer: the universe is the union of what run.json declares, all panels and the count of assets
    that the log prints, sleeves are those of the config; dates are compared between sibling tables.`,
  blindTo: "an asset or a date that is absent from run.json, from every table and from the log alike.",
  needs: [],
  tolerance: relative(0),
  check({ run }, probe) {
    checkAssets(run, probe);
    checkSleeves(run, probe);
    checkRowSets(run, "dates", probe);
    checkRowSets(run, "rebalances", probe);
  },
});
