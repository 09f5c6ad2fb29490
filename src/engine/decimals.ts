const ROOM_FOR_ROUNDING = 1e-6;
/** How many units of the last digit have their text made before the first run: what a usual log prints. */
const KNOWN_UNITS = 2000;

/**
 * A figure as `toFixed(digits)` prints it, between two texts that never change, e.g. `, cost=` and nothing: several
 * times as fast for the small figures that logs print, because their texts are at hand. They are made at once and not
 * on demand, so that no run leaves anything behind for the next.
 */
export class PrintedFigure {
  readonly #before: string;
  readonly #digits: number;
  readonly #after: string;
  readonly #scale: number;
  /** By units of the last digit. */
  readonly #texts: readonly string[];

  constructor(before: string, digits: number, after: string) {
    this.#before = before;
    this.#digits = digits;
    this.#after = after;
    const scale = 10 ** digits;
    this.#scale = scale;
    // Joined and not added up: the runtime then keeps one text and no tree of its parts.
    this.#texts = Array.from({ length: KNOWN_UNITS }, (_, units) =>
      [before, (units / scale).toFixed(digits), after].join(""),
    );
  }

  /** The text with this value. */
  of(value: number): string {
    const units = nearestUnit(value * this.#scale);
    return units < 0 ? this.#before + value.toFixed(this.#digits) + this.#after : this.#texts[units]!;
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
