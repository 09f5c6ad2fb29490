const ROOM_FOR_ROUNDING = 1e-6;
/** Below, a scaled value is known to within {@link ROOM_FOR_ROUNDING}. */
const LARGEST_SCALED = 1e9;
const PAIRS = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, "0"));
const TRIPLES = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, "0"));

/** `value.toFixed(2)`, several times as fast for what logs print. */
export function twoDecimals(value: number): string {
  const units = nearestUnit(value, 100);
  if (units < 0) return value.toFixed(2);
  const whole = Math.floor(units / 100);
  return `${whole}.${PAIRS[units - whole * 100]}`;
}

/** `value.toFixed(3)`. */
export function threeDecimals(value: number): string {
  const units = nearestUnit(value, 1000);
  if (units < 0) return value.toFixed(3);
  const whole = Math.floor(units / 1000);
  return `${whole}.${TRIPLES[units - whole * 1000]}`;
}

/** `value.toFixed(6)`. */
export function sixDecimals(value: number): string {
  const units = nearestUnit(value, 1_000_000);
  if (units < 0) return value.toFixed(6);
  const thousands = Math.floor(units / 1000);
  const whole = Math.floor(thousands / 1000);
  return `${whole}.${TRIPLES[thousands - whole * 1000]}${TRIPLES[units - thousands * 1000]}`;
}

/** value · scale to the nearest integer; −1 where that is too near a tie to tell, negative, large or no number. */
function nearestUnit(value: number, scale: number): number {
  const scaled = value * scale;
  if (!(scaled >= 0 && scaled < LARGEST_SCALED)) return -1;
  const below = Math.floor(scaled);
  const rest = scaled - below - 0.5;
  if (Math.abs(rest) < ROOM_FOR_ROUNDING) return -1;
  return rest > 0 ? below + 1 : below;
}
