import { doubles } from "../../numeric/arrays.ts";
import type { Feature } from "./feature.ts";
import { rowOfFullWindow } from "./feature.ts";

/**
 * sleeve_concentration: the Herfindahl index Σ share² of the sleeves' shares of profit and loss, a share being a
 * sleeve's |Σ of its returns over the last `window` bars| / the sum of those: 1 where one sleeve makes it all, 1/S
 * where S sleeves make equal parts, 0 where nobody makes anything. `sleeveReturns` are their gross returns by bar.
 */
export function sleeveConcentration(sleeveReturns: readonly Float64Array[], firstBar: number, window: number): Feature {
  const values = doubles(sleeveReturns[0]!.length);
  const from = rowOfFullWindow(firstBar, window);
  for (let t = from; t < values.length; t++) {
    let total = 0;
    let squares = 0;
    for (const returns of sleeveReturns) {
      let made = 0;
      for (let row = t - window; row < t; row++) made += returns[row]!;
      total += Math.abs(made);
      squares += made * made;
    }
    values[t] = total === 0 ? 0 : squares / (total * total);
  }
  return { values, from };
}
