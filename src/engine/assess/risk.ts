import type { Layers, RegimeScalars } from "../../model/regime.ts";
import { REGIMES } from "../../model/regime.ts";
import { doubles } from "../../numeric/arrays.ts";

/**
 * The risk scalar at each rebalance (K). By bar it moves from 1 towards the scalar of the bar's regime, half of the way
 * in `halfLife` bars: x_t = x_{t−1} + (aim_t − x_{t−1}) · (1 − 2^(−1/halfLife)); clamped to [scalarMin, 1] when it is
 * read off, so that it stays in (0, 1].
 */
export function riskScalars(
  levels: Uint8Array,
  rows: Int32Array,
  aims: RegimeScalars,
  { halfLife, scalarMin }: Layers,
): Float64Array {
  const aimOf = doubles(REGIMES.length);
  for (let level = 0; level < aimOf.length; level++) aimOf[level] = aims[REGIMES[level]!];
  const pace = 1 - 2 ** (-1 / halfLife);
  const scalars = doubles(rows.length);
  let scalar = 1;
  let t = 0;
  for (let k = 0; k < rows.length; k++) {
    for (; t <= rows[k]!; t++) scalar += (aimOf[levels[t]!]! - scalar) * pace;
    scalars[k] = Math.min(1, Math.max(scalarMin, scalar));
  }
  return scalars;
}
