import type { Verdict } from "../../model/verdict.ts";
import { TOOL } from "../../model/version.ts";
import { count, counted } from "../../report/figures.ts";
import { FIGURE_STYLE, figures } from "../../report/html/figures.ts";
import { badge, section, text } from "../../report/html/markup.ts";
import { page } from "../../report/html/skeleton.ts";
import { isNamed } from "../diff/change.ts";
import type { CaseDiff, GoldenDiff } from "../diff/document.ts";
import type { CaseFigures, DivergenceFigure } from "./figure.ts";
import { changeTable, following, headroomTable, heldTable, neighbours, SHOWN, stageTable } from "./page-tables.ts";
import {
  capital,
  countsOf,
  extentOf,
  namedBeside,
  placeOf,
  tamperedWords,
  titleOf,
  verdictWords,
  whatChanged,
} from "./words.ts";

export type { CaseFigures } from "./figure.ts";

const STYLE = `${FIGURE_STYLE}
.first { border-left: 4px solid var(--fail); padding: .1rem 0 .1rem .9rem; margin: .8rem 0; }
.first h3 { margin-top: .3rem; }
.series { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: .5rem 1.5rem; }
.series > * { min-width: 0; }
.series table { font-size: .88rem; }
.series th, .series td { padding-right: .45rem; }
.digest { font-family: ui-monospace, monospace; font-size: .88em; }
.standing-differs { color: var(--fail); font-weight: 600; }
`;

/** A golden diff as one page that loads nothing: of each case the first divergence first, drawn, and then the rest. */
export function goldenPage(diff: GoldenDiff, drawn: readonly CaseFigures[]): string {
  const failing = diff.cases.filter(({ verdict }) => verdict !== "pass");
  const sections = [
    ...failing.map((each, i) => caseSection(each, i, drawn)),
    section("unreferenced", "Of no case", unreferenced(diff)),
    section("held", "Cases that hold", heldTable(diff.cases.filter(({ verdict }) => verdict === "pass"))),
    section("terms", "When two figures agree", `<p><code>${text(diff.formula)}</code></p><p>${AGREEMENT}</p>`),
  ];
  const links = diff.cases.length > 1 ? `<nav aria-label="Cases"><ul>${failing.map(link).join("")}</ul></nav>` : "";
  return page({
    title: `Tieout: golden runs · ${diff.verdict}`,
    style: STYLE,
    body: `<main id="content">
${head(diff)}
${links}
${sections.join("")}<footer>Made by ${TOOL.name} ${text(diff.tool.version)}. The same diff in JSON (<code>--format json</code>) holds what is not shown here.</footer>
</main>
`,
  });
}

const AGREEMENT =
  "Missing cells agree with missing cells, NaN with NaN, and neither with a number; labels and log lines agree in every letter. −0 and 0 are the same number, and not the same to the bit.";

function head({ verdict, cases, unreferenced: strays }: GoldenDiff): string {
  const tally = (wanted: Verdict) => cases.filter((each) => each.verdict === wanted).length;
  const counts = (["pass", "fail", "unproven"] as const).map(
    (each) => `<li>${badge(each)} <strong>${count(tally(each))}</strong></li>`,
  );
  const first = cases.flatMap((each) =>
    each.divergences.slice(0, 1).map(({ change }) => ({ name: each.case, change })),
  )[0];
  const where =
    first === undefined ? "" : `<p>First: <strong>${text(first.name)}</strong> · ${text(placeOf(first.change))}</p>`;
  const beside = strays.length === 0 ? "" : `<p>${counted(strays.length, "path")} in the folder of no case.</p>`;
  return `<header class="verdict ${verdict}"><h1>${badge(verdict)} Golden runs</h1>
${where}${beside}<ul class="counts">${counts.join("")}</ul></header>`;
}

function link({ case: name }: CaseDiff, index: number): string {
  return `<li><a href="#case-${index + 1}">${text(name)}</a></li>`;
}

function caseSection(diff: CaseDiff, index: number, drawn: readonly CaseFigures[]): string {
  const { divergences: series = [], equity } = drawn.find((each) => each.case === diff.case) ?? {};
  const { name, from, to, dates, assets } = diff.scenario;
  const content = [
    `<p>${badge(diff.verdict)} ${text(extentOf(diff))}; ${text(countsOf(diff.counts))}. <span class="soft">${text(name)}: ${from} to ${to}, ${count(dates)} dates × ${count(assets)} assets.</span></p>`,
    diff.reason === undefined ? "" : `<p>${text(diff.reason)}</p>`,
    ...diff.divergences.map((_, i) => divergence(diff, i, series[i])),
    byName(diff),
    equity === undefined ? "" : `<h3>What it comes to</h3>\n${figures([equity])}`,
    diff.stages.length === 0 ? "" : stageTable(diff),
    ...diff.artifacts.map(changeTable),
    headroomTable(diff),
    engines(diff),
  ];
  return section(`case-${index + 1}`, diff.case, content.filter((each) => each !== "").join("\n"));
}

function divergence(diff: CaseDiff, index: number, drawn: DivergenceFigure | undefined): string {
  const each = diff.divergences[index]!;
  const { change, beside, follows } = each;
  const more =
    beside === 0 ? "" : `<p>${counted(beside, "more difference")} in ${text(change.artifact)} on that date.</p>`;
  const chart = drawn?.chart === undefined ? "" : figures([drawn.chart]);
  const series = `<div class="series">${chart}<div>${neighbours(change, drawn?.rows ?? [])}</div></div>`;
  return `<div class="first">
<h3>${capital(titleOf(diff, index))}: ${text(placeOf(change))}</h3>
<p>${text(whatChanged(change))}</p>
${more}${drawn === undefined || drawn.rows.length === 0 ? "" : series}${isNamed(change) ? "" : following(follows)}
</div>`;
}

function byName(diff: CaseDiff): string {
  const lines = [
    ...namedBeside(diff).map(({ message, stage }) => `${message} (${stage})`),
    ...tamperedWords(diff),
    ...verdictWords(diff),
  ];
  if (lines.length === 0) return "";
  const shown = lines.slice(0, SHOWN).map((line) => `<li>${text(line)}</li>`);
  const rest = lines.length > SHOWN ? `<p>… and ${count(lines.length - SHOWN)} more.</p>` : "";
  return `<h3>By name</h3>\n<ul>${shown.join("\n")}</ul>${rest}`;
}

function engines({ engine: { expected, actual } }: CaseDiff): string {
  const named = ({ name, version }: typeof actual) => `${text(name)} ${text(version)}`;
  const accepted = expected === undefined ? "" : `<dt>Accepted run by</dt><dd>${named(expected)}</dd>`;
  return `<dl class="facts">${accepted}<dt>Today's by</dt><dd>${named(actual)}</dd></dl>`;
}

function unreferenced({ unreferenced: paths }: GoldenDiff): string {
  if (paths.length === 0) return "";
  return `<p>Nothing would notice that these are wrong.</p><ul>${paths.map((path) => `<li><code>${text(path)}</code></li>`).join("")}</ul>`;
}
