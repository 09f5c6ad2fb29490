import { relative } from "../../src/numeric/tolerance.ts";
import { runInvariant } from "../../src/verify/invariant.ts";
import { sleeveSums } from "../../src/verify/sleeve-sums.ts";

export const oneScalarPerSleeve = runInvariant({
  id: "exposure/one-scalar-per-sleeve",
  title: "With scalars by sleeve, the scaled book is the sum of the sleeves' books, each times its own scalar",
  severity: "error",
  why: `Scalars by sleeve are matched by position, and a sleeve that was added in front gives every other sleeve its
    neighbour's scalar: the crisis sleeve is cut, and the one that loses is not.`,
  independentOf: "the engine's allocator: sleeves are found by name, and their books are added up with compensation.",
  blindTo: "a split of the book among the sleeves that is wrong and still adds up.",
  needs: ["config", "weights_post", "sleeve_weights_post", "allocator_sleeve_risk_v1_applied", "weights_scaled"],
  tolerance: relative(1e-9),
  check({ run, config, weights_post, weights_scaled }, probe) {
    const applied = config.allocator.mode !== "off";
    const { assets, dates, whole, scaled, magnitude } = sleeveSums(run, applied);
    const width = assets.length;
    const posts = probe.cells("weights_post", dates, assets, () => "the sleeves' books add up to another weight");
    const books = probe.cells("weights_scaled", dates, assets, () => {
      return applied
        ? "Σ scalar · book of the sleeves is another weight"
        : "the allocator is off: it is Σ of the sleeves";
    });
    const postRows = run.align(dates, weights_post.dates);
    const postColumns = run.align(assets, weights_post.columns);
    const scaledRows = run.align(dates, weights_scaled.dates);
    const scaledColumns = run.align(assets, weights_scaled.columns);
    for (let k = 0; k < dates.length; k++) {
      for (let i = 0, cell = k * width; i < width; i++, cell++) {
        const post =
          postRows[k]! < 0 || postColumns[i]! < 0 ? -1 : postRows[k]! * weights_post.columns.length + postColumns[i]!;
        if (post >= 0) posts.equalAtScale(k, i, weights_post.values[post]!, whole[cell]!, magnitude[cell]!);
        if (scaledRows[k]! < 0 || scaledColumns[i]! < 0) continue;
        const at = scaledRows[k]! * weights_scaled.columns.length + scaledColumns[i]!;
        books.equalAtScale(k, i, weights_scaled.values[at]!, scaled[cell]!, magnitude[cell]!);
      }
    }
  },
});
