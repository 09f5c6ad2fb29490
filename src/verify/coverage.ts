import { sameTexts } from "./align.ts";
import { linesByTag } from "./log-agreement.ts";
import type { Probe } from "./probe.ts";
import type { NamedTable } from "./rebalance-dates.ts";
import { tablesBy } from "./rebalance-dates.ts";
import type { RunView } from "./run-view.ts";

/** The dates that one file of a run has. */
interface Listed {
  readonly artifact: string;
  readonly texts: readonly string[];
}

/** Reports every asset that a panel lacks, and every cell that is empty; the log's count stands for names it lacks. */
export function checkAssets(view: RunView, probe: Probe): void {
  const panels = [...panelsOf(view, "dates"), ...panelsOf(view, "rebalances")];
  if (panels.length === 0) return;
  const universe = universeOf(view, panels);
  const declared = view.run.info.universe !== undefined;
  for (let i = 0; i < panels.length; i++) checkColumns(panels[i]!, universe, declared, probe);
  checkLoggedCount(view, universe.length, probe);
  for (let i = 0; i < panels.length; i++) checkNoEmptyCell(panels[i]!, probe);
}

/** The tables with a column an asset. */
function panelsOf(view: RunView, rows: "dates" | "rebalances"): readonly NamedTable[] {
  return tablesBy(view, rows).filter(({ layout }) => layout.columns === "assets");
}

/** Reports every date that a table lacks although its siblings have it, or has although they lack it. */
export function checkRowSets(view: RunView, rows: "dates" | "rebalances", probe: Probe): void {
  const listed: Listed[] = [];
  for (const { artifact, table } of tablesBy(view, rows)) listed.push({ artifact, texts: table.dates });
  const { regimes } = view;
  if (rows === "dates" && regimes !== undefined) {
    listed.push({ artifact: "allocator_regime_v1.csv", texts: regimes.dates });
  }
  if (listed.length < 2) return;
  const first = listed[0]!.texts;
  let same = true;
  for (let i = 1; same && i < listed.length; i++) same = sameTexts(listed[i]!.texts, first);
  if (same) probe.examined += (listed.length - 1) * first.length;
  else compareSets(listed, probe);
}

/** The assets that are declared or that a panel names, each once. */
function universeOf(view: RunView, panels: readonly NamedTable[]): readonly string[] {
  const first = view.run.info.universe ?? panels[0]!.table.columns;
  let same = true;
  for (let i = 0; same && i < panels.length; i++) same = panels[i]!.table.columns === first;
  if (same && isDistinct(first)) return first; // panels in memory share the list, and most are of a few assets
  const union = new Set(first);
  for (const { table } of panels) for (const asset of table.columns) union.add(asset);
  return [...union];
}

/** Whether no text is there twice. */
function isDistinct(texts: readonly string[]): boolean {
  if (texts.length > FEW) return new Set(texts).size === texts.length;
  for (let i = 1; i < texts.length; i++) if (texts.indexOf(texts[i]!) !== i) return false;
  return true;
}

/** Up to so many texts are looked through faster than a set is made. */
const FEW = 16;

function checkColumns(
  { artifact, table: { columns } }: NamedTable,
  universe: readonly string[],
  declared: boolean,
  probe: Probe,
): void {
  probe.examined += universe.length;
  if (sameTexts(columns, universe)) return;
  const present = new Set<string>();
  for (const asset of columns) {
    if (present.has(asset)) {
      probe.violate({ artifact, asset }, "one column", "two columns", null, null, `${artifact} has ${asset} twice`);
    }
    present.add(asset);
  }
  const absent = universe.filter((asset) => !present.has(asset));
  const whose = declared ? "the universe of run.json and of its sibling panels" : "its sibling panels";
  for (const asset of absent) {
    const message = `${artifact} has ${present.size} of ${universe.length} assets; ${asset} is in ${whose} and has no column here`;
    probe.violate({ artifact, asset }, "a column", "absent", null, null, message);
  }
}

/** The [RT] lines print how many assets there were: more than any panel names means that all panels lost some. */
function checkLoggedCount(view: RunView, named: number, probe: Probe): void {
  for (const event of linesByTag(view).RT.lines) {
    const logged = event.figure("assets")?.value;
    if (logged === undefined) continue;
    probe.examined++;
    if (logged <= named) continue;
    const { date, line } = event;
    const place = { date, artifact: "run.log", location: `run.log:${line}` };
    const message = `run.log line ${line} prints assets=${logged}; all panels together name ${named}`;
    probe.violate(place, logged, named, null, null, message);
    return; // one line says it all
  }
}

function checkNoEmptyCell({ artifact, table: { values, missing, dates, columns } }: NamedTable, probe: Probe): void {
  probe.examined += values.length;
  if (missing === undefined) return;
  for (let cell = missing.indexOf(1); cell >= 0; cell = missing.indexOf(1, cell + 1)) {
    const date = dates[Math.floor(cell / columns.length)]!;
    const asset = columns[cell % columns.length]!;
    const message = `${artifact} has no number for ${asset} on ${date}; an asset without a position is a 0`;
    probe.violate({ artifact, date, asset }, "a number", "an empty cell", null, null, message);
  }
}

function compareSets(listed: readonly Listed[], probe: Probe): void {
  const holders = new Map<string, number>();
  const sets = listed.map(({ texts }) => new Set(texts));
  for (const set of sets) for (const date of set) holders.set(date, (holders.get(date) ?? 0) + 1);
  const dates = [...holders.keys()].sort();
  for (const [i, { artifact }] of listed.entries()) {
    for (const date of dates) {
      probe.examined++;
      const has = sets[i]!.has(date);
      // The majority is right; of two that differ, the one that lacks the row lost it.
      const most = holders.get(date)! * 2 >= listed.length;
      if (has === most) continue;
      const others = has ? listed.length - holders.get(date)! : holders.get(date)!;
      const message = has
        ? `${artifact} has a row dated ${date} that ${others} of its ${listed.length - 1} sibling tables lack`
        : `${artifact} has no row dated ${date}; ${others} of its ${listed.length - 1} sibling tables have one`;
      probe.violate({ artifact, date }, has ? "no row" : "a row", has ? "a row" : "absent", null, null, message);
    }
  }
}
