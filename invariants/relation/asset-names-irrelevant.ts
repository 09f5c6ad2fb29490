import { TABLE_NAMES } from "../../src/model/run.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { isRenamed, renameAssets } from "../../src/relations/rename-assets.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareRelated } from "../../src/verify/related-run.ts";
import { compareMetrics, compareRegimeRows } from "../../src/verify/same-run.ts";
import { dutyForAll } from "../../src/verify/table-duties.ts";

export const assetNamesIrrelevant = relationInvariant({
  id: "relation/asset-names-irrelevant",
  title: "With other names for the same assets, every number is the same, bit for bit",
  severity: "error",
  why: `QuantInvestStrats PR#79: a table in alphabetical order under a header in the order of the universe; and symbols
    that are matched by a prefix, by case or by their first letters take each other's prices.`,
  independentOf: "all meaning: two runs are compared column by column, by the old name and the new one.",
  blindTo: `names that sort another way under strategies that break ties by name: there the new names sort as the old
    ones do. What a name means to a data source is not asked either.`,
  tolerance: EXACT,
  followUp: renameAssets,
  compares: dutyForAll("renamed", { "run.log": { leftOut: "a line may name an asset" } }),
  check(pair, probe) {
    const before = pair.scenario.market.assets;
    const after = pair.followUpScenario.market.assets;
    const renamed = isRenamed(pair.scenario, pair.followUpScenario);
    probe.precondition("other names for the same assets", renamed);
    if (!renamed) return;
    const names = new Map(before.map((asset, i) => [asset, after[i]!]));
    const columnOf = (column: string) => {
      const slash = column.lastIndexOf("/") + 1; // <sleeve>/<asset>
      const name = names.get(column.slice(slash));
      return name === undefined ? column : column.slice(0, slash) + name;
    };
    const because = "it is another number when the assets have other names";
    for (const name of TABLE_NAMES) compareRelated(probe, name, pair, { because, columnOf });
    compareRegimeRows(probe, pair.source, pair.followUp, undefined, because);
    compareMetrics(probe, pair.source, pair.followUp, because);
  },
});
