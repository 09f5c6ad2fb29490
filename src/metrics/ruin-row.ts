/** The first bar that loses the whole capital (simple return −1); −1 when there is none. Source: ENGINE.md, settle. */
export function ruinRow(simpleReturns: Float64Array): number {
  return simpleReturns.indexOf(-1);
}
