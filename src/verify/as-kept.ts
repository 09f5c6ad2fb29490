/**
 * A figure of the config as an engine keeps it: to the bit, or, where it calculates in single precision, the number that is
 * nearest to it there. What is copied and not calculated is compared without any tolerance, so 0.7 would else never be 0.7.
 */
export function asKept(given: number, recorded: number): number {
  return recorded === Math.fround(given) ? recorded : given;
}
