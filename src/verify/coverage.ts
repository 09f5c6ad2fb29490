import type { Panel } from "../model/panel.ts";
import { TABLES } from "../model/run.ts";
import { sameTexts } from "./align.ts";
import { linesByTag } from "./log-agreement.ts";
import type { Probe } from "./probe.ts";
import { tablesBy } from "./rebalance-dates.ts";
import type { RunView } from "./run-view.ts";

/** A list of texts that one file of a run has: its dates, or its columns. */
interface Listed {
  readonly artifact: string;
  readonly texts: readonly string[];
}

/** Reports every asset that a panel lacks, and every cell that is empty; the log's count stands for names it lacks. */
export function checkAssets(view: RunView, probe: Probe): void {
  const panels = [...tablesBy(view, "dates"), ...tablesBy(view, "rebalances")].filter(
    ({ name }) => TABLES[name].columns === "assets",
  );
  if (panels.length === 0) return;
  const listed = panels.map(({ name, table }) => ({ artifact: `${name}.csv`, texts: table.columns }));
  const universe = universeOf(view, listed);
  for (const list of listed) checkColumns(list, universe, view.run.info.universe !== undefined, probe);
  checkLoggedCount(view, universe.length, probe);
  for (const { name, table } of panels) checkNoEmptyCell(`${name}.csv`, table, probe);
}

/** Reports every date that a table lacks although its siblings have it, or has although they lack it. */
export function checkRowSets(view: RunView, rows: "dates" | "rebalances", probe: Probe): void {
  const listed: Listed[] = tablesBy(view, rows).map(({ name, table }) => ({
    artifact: `${name}.csv`,
    texts: table.dates,
  }));
  const { regimes } = view;
  if (rows === "dates" && regimes !== undefined) {
    listed.push({ artifact: "allocator_regime_v1.csv", texts: regimes.dates });
  }
  if (listed.length < 2) return;
  const first = listed[0]!.texts;
  if (listed.every(({ texts }) => sameTexts(texts, first))) {
    probe.examined += (listed.length - 1) * first.length;
    return;
  }
  compareSets(listed, probe);
}

function universeOf(view: RunView, listed: readonly Listed[]): readonly string[] {
  const union = new Set(view.run.info.universe);
  for (const { texts } of listed) for (const asset of texts) union.add(asset);
  return [...union];
}

function checkColumns({ artifact, texts }: Listed, universe: readonly string[], declared: boolean, probe: Probe): void {
  probe.examined += universe.length;
  if (sameTexts(texts, universe)) return;
  const present = new Set<string>();
  for (const asset of texts) {
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
    const { date, line } = event;
    const logged = event.figure("assets")?.value;
    if (logged === undefined) continue;
    const place = { date, artifact: "run.log", location: `run.log:${line}` };
    const message = () => `run.log line ${line} prints assets=${logged}; all panels together name ${named}`;
    if (!probe.holds(logged <= named, place, logged, named, message)) return; // one line says it all
  }
}

function checkNoEmptyCell(artifact: string, { values, missing, dates, columns }: Panel, probe: Probe): void {
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
