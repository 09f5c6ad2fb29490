const ROOM_FOR_ROUNDING = 1e-6;
/** Texts of the first ten thousand units, by decimals: whatever a usual log prints, made once; empty until then. */
const KNOWN_UNITS = 10_000;
const TEXTS: readonly string[][] = Array.from({ length: 7 }, () => Array<string>(KNOWN_UNITS).fill(""));
const SCALES = Float64Array.from({ length: 7 }, (_, digits) => 10 ** digits);

/** `value.toFixed(2)`, several times as fast for the small figures that logs print. */
export function twoDecimals(value: number): string {
  return fixed(value, 2);
}

/** `value.toFixed(3)`. */
export function threeDecimals(value: number): string {
  return fixed(value, 3);
}

/** `value.toFixed(6)`. */
export function sixDecimals(value: number): string {
  return fixed(value, 6);
}

function fixed(value: number, digits: number): string {
  const scale = SCALES[digits]!;
  const units = nearestUnit(value * scale);
  if (units < 0) return value.toFixed(digits);
  const texts = TEXTS[digits]!;
  const known = texts[units]!;
  if (known !== "") return known;
  const text = (units / scale).toFixed(digits);
  texts[units] = text;
  return text;
}

/** The nearest integer below {@link KNOWN_UNITS}; −1 where there is none, or a tie is too near to tell. */
function nearestUnit(scaled: number): number {
  if (!(scaled >= 0 && scaled < KNOWN_UNITS - 1)) return -1;
  const below = Math.floor(scaled);
  const rest = scaled - below - 0.5;
  if (Math.abs(rest) < ROOM_FOR_ROUNDING) return -1;
  return rest > 0 ? below + 1 : below;
}
