import { counted } from "./figures.ts";
import type { KillMatrix } from "./kill-matrix-layout.ts";
import { complaintsOf, countsOf } from "./kill-matrix-layout.ts";

/** The self-test as text: a paragraph a fault, then what stands against the harness, then the verdict. */
export function killMatrixText(matrix: KillMatrix): string {
  const lines = [`tieout selftest · seed ${matrix.seed}`, ""];
  for (const { fault, story, survived, killedBy, breaks } of matrix.kills) {
    lines.push(`${survived.length === 0 ? "KILLED  " : "SURVIVED"}  ${fault}`, `          ${story}`);
    lines.push(
      `          noticed by ${killedBy.map((id) => (breaks.includes(id) ? id : `(${id})`)).join(", ") || "nothing"}`,
    );
    if (survived.length > 0) lines.push(`          NOT by ${survived.join(", ")}`);
  }
  lines.push("", ...complaintsOf(matrix).map(({ mark, text }) => `${mark}  ${text}`));
  const { faults, killed, invariants, quiet } = countsOf(matrix);
  lines.push(
    `${matrix.verdict.toUpperCase()}  ${killed} of ${counted(faults, "fault")} killed by every invariant they name; ` +
      `${quiet} of ${counted(invariants, "invariant")} quiet on the engine without a fault`,
  );
  return `${lines.join("\n")}\n`;
}
