import { EXACT } from "../../src/numeric/tolerance.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

export const firstBarHasNoReturn = runInvariant({
  id: "data/first-bar-has-no-return",
  title: "The first row of returns is 0 for every asset: there is no price before the first one",
  severity: "error",
  why: `FinRL#189 filled backwards before it filled forwards; a first difference to 0, to 1 or to a price from another file
    puts a return where none can be. It is in no statistic, so nothing else would ever look at it, until a book is
    held on that bar.`,
  independentOf: "all arithmetic: the recorded row is read as it stands.",
  blindTo: "returns of later rows, and a history whose own first rows were cut off.",
  needs: ["returns"],
  tolerance: EXACT,
  check({ returns: { dates, columns, values } }, probe) {
    if (dates.length === 0) return;
    const cells = probe.cells("returns", dates, columns, () => "the first row is no return");
    for (let i = 0; i < columns.length; i++) cells.equal(0, i, values[i]!, 0);
  },
});
