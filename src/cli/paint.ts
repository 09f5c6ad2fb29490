import type { Paint } from "../report/text.ts";
import { plainPaint } from "../report/text.ts";

const CODES = { pass: 32, fail: 31, unproven: 33, skipped: 90, strong: 1, dim: 2 } as const;

/** Colours for a terminal, or none. */
export function painter(color: boolean): Paint {
  if (!color) return plainPaint;
  return (text, style) => `\u001b[${CODES[style]}m${text}\u001b[0m`;
}
