const ROOM_FOR_ROUNDING = 1e-6;
/** Texts of the first ten thousand units: whatever a usual log prints, each made once. */
const KNOWN_UNITS = 10_000;

/**
 * A figure as `toFixed(digits)` prints it, between two texts that never change, e.g. `, cost=` and nothing: several
 * times as fast for the small figures that logs print, because a text that was printed before is not made again.
 */
export class PrintedFigure {
  readonly #before: string;
  readonly #digits: number;
  readonly #after: string;
  readonly #scale: number;
  /** By units of the last digit; empty until then. */
  readonly #texts: string[] = Array<string>(KNOWN_UNITS).fill("");

  constructor(before: string, digits: number, after: string) {
    this.#before = before;
    this.#digits = digits;
    this.#after = after;
    this.#scale = 10 ** digits;
  }

  /** The text with this value. */
  of(value: number): string {
    const units = nearestUnit(value * this.#scale);
    if (units < 0) return this.#before + value.toFixed(this.#digits) + this.#after;
    const known = this.#texts[units]!;
    if (known !== "") return known;
    // Joined and not added up: the runtime then keeps one text and no tree of its parts.
    const text = [this.#before, (units / this.#scale).toFixed(this.#digits), this.#after].join("");
    this.#texts[units] = text;
    return text;
  }
}

const PLAIN = new PrintedFigure("", 2, "");

/** `value.toFixed(2)`. */
export function twoDecimals(value: number): string {
  return PLAIN.of(value);
}

/** The nearest integer below {@link KNOWN_UNITS}; −1 where there is none, or a tie is too near to tell. */
function nearestUnit(scaled: number): number {
  if (!(scaled >= 0 && scaled < KNOWN_UNITS - 1)) return -1;
  const below = Math.floor(scaled);
  const rest = scaled - below - 0.5;
  if (Math.abs(rest) < ROOM_FOR_ROUNDING) return -1;
  return rest > 0 ? below + 1 : below;
}
