/** Of values in the order of preference, those that are preferred to the present one. */
export function simplerOf(now: number, preferred: readonly number[]): readonly number[] {
  const at = preferred.indexOf(now);
  return at < 0 ? preferred : preferred.slice(0, at);
}

/**
 * Simpler values to try for one value, the simplest first: the sizes given, of either sign, then the value itself with
 * few digits; none where it is as simple as can be.
 */
export function simplerThan(value: number, sizes: readonly number[]): number[] {
  const round = sizes.flatMap((size) => (value < 0 ? [size, -size] : [size]));
  const at = round.indexOf(value);
  if (at >= 0) return round.slice(0, at);
  const fewDigits = [1, 2, 3].map((digits) => Number(value.toPrecision(digits)));
  const { length } = String(value);
  const shorter = fewDigits.filter((each) => String(each).length <= length);
  return [...new Set([...round, ...shorter])].filter((each) => each !== value);
}
