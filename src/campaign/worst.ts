import type { Counterexample } from "../model/counterexample.ts";
import type { Figure, Violation } from "../model/verdict.ts";

/** The worst residual of one failure. */
export type Worst = NonNullable<Counterexample["worst"]>;

/** How bad a violation is: its residual, and that relative to the larger of the two figures; undefined without one. */
export function worstOf({ residual, expected, actual }: Violation): Worst | undefined {
  if (residual === null) return undefined;
  if (typeof residual === "string") return { residual, relative: residual };
  const scale = Math.max(sizeOf(expected), sizeOf(actual));
  return { residual: Math.abs(residual), relative: scale > 0 ? Math.abs(residual) / scale : 0 };
}

/** The larger of each figure; what is not finite is larger than anything. */
export function worseOf(a: Worst | undefined, b: Worst | undefined): Worst | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return { residual: larger(a.residual, b.residual), relative: larger(a.relative, b.relative) };
}

function larger(a: Figure, b: Figure): Figure {
  if (typeof a !== "number") return a;
  if (typeof b !== "number") return b;
  return Math.max(a, b);
}

function sizeOf(value: Figure): number {
  return typeof value === "number" ? Math.abs(value) : 0;
}
