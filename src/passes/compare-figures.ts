import type { Figure } from "../model/verdict.ts";
import { figure } from "../model/verdict.ts";
import type { RunView } from "../verify/run-view.ts";
import type { FigureName } from "./figures.ts";
import { passFigures } from "./figures.ts";

/** Figures of two runs side by side; the difference is `null` where one of them is no number. */
export function compareFigures<Name extends FigureName>(names: readonly Name[], baseline: RunView, scaled: RunView) {
  const first = passFigures(baseline);
  const second = passFigures(scaled);
  return names.map((name) => ({
    name,
    baseline: first[name],
    scaled: second[name],
    delta: difference(first[name], second[name]),
  }));
}

function difference(before: Figure, after: Figure): Figure {
  return typeof before === "number" && typeof after === "number" ? figure(after - before) : null;
}
