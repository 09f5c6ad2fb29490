/** The significand of a float32 has 24 bits; shorter ones are what people write down: 0.5, 1.25, 100.375. */
const SHORT_BITS = 16;

const SHORT_STEP = 2 ** (53 - SHORT_BITS);

/**
 * Whether numbers bear the mark of float32 arithmetic: every finite one of them is a float32, and at least one is a
 * fraction that needs more than 16 bits. Float64 results are never all float32 but by a chance of 2⁻²⁹ a number.
 */
export function roundedToFloat32(values: Float64Array): boolean {
  let marked = false;
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell]!;
    if (!Number.isFinite(value)) continue;
    if (Math.fround(value) !== value) return false;
    marked ||= !Number.isInteger(value) && !isShort(value);
  }
  return marked;
}

/** Whether 16 bits of significand hold the number: adding a bit 2³⁷ times its last and taking it away loses nothing. */
function isShort(value: number): boolean {
  const shifted = value * SHORT_STEP;
  return value + shifted - shifted === value;
}
