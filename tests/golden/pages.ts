import { referenceEngine } from "../../src/engine/reference.ts";
import { compareRuns } from "../../src/golden/diff/case-diff.ts";
import type { CaseDiff } from "../../src/golden/diff/document.ts";
import { tolerancesOf } from "../../src/golden/diff/headroom.ts";
import type { ComparedCase } from "../../src/golden/golden.ts";
import { goldenDiff } from "../../src/golden/golden.ts";
import { caseFigures } from "../../src/golden/show/figure.ts";
import { goldenPage } from "../../src/golden/show/page.ts";
import { readGolden } from "../../src/golden/store/read.ts";
import type { Run } from "../../src/model/run.ts";
import { altered, caseNamed, runOf, withCell } from "./support.ts";

/** An asset's name that a page must show and not run. */
export const HOSTILE = `<img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script>`;

/** A case compared with some run of today. */
export async function comparedWith(name: string, todayOf: (run: Run) => Run): Promise<ComparedCase> {
  const golden = caseNamed(name);
  const kept = readGolden(golden)!;
  const run = todayOf(await runOf(golden));
  const { name: engineName, version } = await referenceEngine.describe();
  const engine = { name: engineName, version };
  const { dates, assets } = golden.scenario.market;
  const diff: CaseDiff = {
    case: name,
    scenario: { name, from: dates[0]!, to: dates.at(-1)!, dates: dates.length, assets: assets.length },
    engine: { expected: kept.document.engine, actual: engine },
    ...compareRuns(kept, run, tolerancesOf()),
    report: [],
    tampered: [],
  };
  return { golden, diff, engine, made: { run, report: kept.report }, kept: kept.run };
}

/** A run with one weight changed by 1e-6, an asset of another name and a line of log less. */
export function troubled(run: Run): Run {
  const daily = run.table("weights_daily")!;
  const renamed = { ...daily, columns: daily.columns.map((column) => (column === "IBM" ? HOSTILE : column)) };
  const scaled = run.table("weights_scaled")!;
  const weights_scaled = withCell(scaled, scaled.dates[3]!, "IBM", (value) => value + 1e-6);
  return altered(run, { tables: { weights_daily: renamed, weights_scaled }, log: run.log()!.slice(1) });
}

/** A page with a case that differs, one that holds, and a path of no case. */
export async function goldenDiffPage(): Promise<string> {
  const compared = [
    await comparedWith("us-stocks-fixed", (run) => run),
    await comparedWith("us-stocks-drifting", troubled),
  ];
  const diff = goldenDiff(
    compared.map((each) => each.diff),
    ["old/run"],
  );
  return goldenPage(diff, compared.map(caseFigures));
}
