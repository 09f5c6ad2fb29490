import { TOOL } from "../../model/version.ts";
import { counted } from "../figures.ts";
import type { KillMatrix } from "../kill-matrix-layout.ts";
import { complaintsOf, countsOf } from "../kill-matrix-layout.ts";
import { faultStories, KILL_MATRIX_STYLE, killMatrixTable } from "./kill-matrix.ts";
import { badge, section, text } from "./markup.ts";
import { page } from "./skeleton.ts";

/** The self-test as one HTML file that loads nothing. */
export function killMatrixHtml(matrix: KillMatrix): string {
  const { faults, killed, invariants, quiet } = countsOf(matrix);
  const ids = matrix.clean.map(({ id }) => id);
  return page({
    title: `Self-test: ${matrix.verdict}`,
    style: KILL_MATRIX_STYLE,
    body: `<main id="content" class="broad">
<header class="verdict ${matrix.verdict}">
<h1>${badge(matrix.verdict)} · self-test</h1>
<p>${killed} of ${counted(faults, "fault")} killed by every invariant they name; ${quiet} of ${counted(invariants, "invariant")} quiet on the engine without a fault. Seed ${matrix.seed}.</p>
</header>
${section("complaints", "Against the harness", complaints(matrix))}${section("matrix", "Kill matrix", killMatrixTable(matrix.kills, ids))}${section("faults", "Faults", faultStories(matrix.kills))}<footer>Made by ${TOOL.name} ${text(TOOL.version)}.</footer>
</main>
`,
  });
}

function complaints(matrix: KillMatrix): string {
  const items = complaintsOf(matrix).map(
    ({ mark, text: what }) => `<li><strong>${text(mark)}</strong> ${text(what)}</li>`,
  );
  return items.length === 0 ? "" : `<ul>\n${items.join("\n")}\n</ul>`;
}
