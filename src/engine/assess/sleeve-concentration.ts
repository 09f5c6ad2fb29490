import { doubles } from "../../numeric/arrays.ts";
import type { Feature } from "./feature.ts";
import { rowOfFullWindow } from "./feature.ts";

/**
 * sleeve_concentration: the Herfindahl index Σ share² of the sleeves' shares of profit and loss, a share being a
 * sleeve's |Σ of its returns over the last `window` bars| / the sum of those: 1 where one sleeve makes it all, 1/S
 * where S sleeves make equal parts, 0 where nobody makes anything, or more than any double can hold (sleeves that all but
 * cancel out, levered by what is left of them). `sleeveReturns` are their gross returns by bar.
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
    const whole = total * total;
    const inRange = whole > LEAST_NORMAL && whole < Number.POSITIVE_INFINITY;
    values[t] = inRange ? squares / whole : sumOfSharesSquared(sleeveReturns, t, window, total);
  }
  return { values, from };
}

const LEAST_NORMAL = 2.2250738585072014e-308;

/** The same where the squares would be beyond the range of doubles: each share is made before it is squared. */
function sumOfSharesSquared(sleeveReturns: readonly Float64Array[], t: number, window: number, total: number): number {
  if (total === 0 || !(total < Number.POSITIVE_INFINITY)) return 0;
  let sum = 0;
  for (const returns of sleeveReturns) {
    let made = 0;
    for (let row = t - window; row < t; row++) made += returns[row]!;
    sum += (made / total) ** 2;
  }
  return sum;
}
