import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runOfParts } from "../../src/adapters/plain-run.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import type { GoldenCase } from "../../src/golden/case.ts";
import { readGoldenCase } from "../../src/golden/case.ts";
import type { Change } from "../../src/golden/diff/change.ts";
import { diffRuns } from "../../src/golden/diff/diff-runs.ts";
import type { ToleranceOf } from "../../src/golden/diff/headroom.ts";
import { tolerancesOf } from "../../src/golden/diff/headroom.ts";
import { DEFAULT_CONVENTIONS } from "../../src/model/config.ts";
import type { LabelSeries, Panel } from "../../src/model/panel.ts";
import { panel } from "../../src/model/panel.ts";
import type { Metrics, Run, TableName } from "../../src/model/run.ts";
import { TABLE_NAMES } from "../../src/model/run.ts";

export const DATES = ["2024-01-02", "2024-01-03", "2024-01-04"];

export interface Parts {
  readonly dates?: readonly string[];
  readonly columns?: readonly string[];
  readonly scaled?: readonly number[];
  readonly missing?: Uint8Array;
  readonly tables?: Partial<Record<TableName, Panel>>;
  readonly metrics?: Metrics | undefined;
  readonly log?: readonly string[] | undefined;
  readonly regimes?: readonly (string | null)[];
  readonly meta?: unknown;
}

/** A run of one table of two assets, one metric and one line of log. */
export function run(parts: Parts = {}): Run {
  const { dates = DATES, columns = ["ZT", "ES"], scaled = [1, 2, 3, 4, 5, 6], missing } = parts;
  const { metrics, log } = { metrics: { sharpe: 1.5 }, log: ["[ExecSim] 2024-01-02: turnover=3.000"], ...parts };
  return runOfParts({
    info: {
      engine: undefined,
      config: undefined,
      conventions: DEFAULT_CONVENTIONS,
      universe: undefined,
      assumptions: [],
    },
    tables: { weights_scaled: panel(dates, columns, Float64Array.from(scaled), missing), ...parts.tables },
    metrics,
    ...(parts.regimes === undefined ? {} : { regimes: { dates, column: "regime", labels: parts.regimes } }),
    ...(parts.meta === undefined ? {} : { documents: { allocator_precomputed_meta: parts.meta } }),
    log,
  });
}

/** Every difference of two runs, in pipeline order. */
export function changes(golden: Run, actual: Run, toleranceOf: ToleranceOf = tolerancesOf()): readonly Change[] {
  return diffRuns(golden, actual, toleranceOf).flatMap((each) => each.changes.kept);
}

/** One of the golden cases that ship with the repository. */
export function caseNamed(name: string): GoldenCase {
  return readGoldenCase(join("golden", name), name);
}

/** The run of a case by the reference. */
export function runOf({ scenario }: GoldenCase): Promise<Run> {
  return referenceEngine.run(scenario);
}

/** A run with some tables, labels or lines replaced. */
export function altered(
  source: Run,
  parts: {
    readonly tables?: Partial<Record<TableName, Panel | undefined>>;
    readonly log?: readonly string[];
    readonly regimes?: LabelSeries;
  },
): Run {
  const tables: Partial<Record<TableName, Panel>> = {};
  for (const name of TABLE_NAMES) {
    const table = parts.tables !== undefined && name in parts.tables ? parts.tables[name] : source.table(name);
    if (table !== undefined) tables[name] = table;
  }
  const document = source.document("allocator_risk_v1_applied_meta");
  return runOfParts({
    info: source.info,
    tables,
    regimes: parts.regimes ?? source.regimes(),
    metrics: source.metrics(),
    log: parts.log ?? source.log(),
    documents: document === undefined ? {} : { allocator_risk_v1_applied_meta: document },
  });
}

/** A table with one cell replaced. */
export function withCell(table: Panel, date: string, column: string, of: (value: number) => number): Panel {
  const values = table.values.slice();
  const at = table.dates.indexOf(date) * table.columns.length + table.columns.indexOf(column);
  values[at] = of(values[at]!);
  return { ...table, values };
}

/** A copy of one of our golden cases in a folder of its own, removed afterwards. */
export async function withCopyOf<T>(
  name: string,
  work: (root: string, golden: GoldenCase) => Promise<T> | T,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), "tieout-golden-"));
  try {
    cpSync(join("golden", name), join(root, name), { recursive: true });
    return await work(root, readGoldenCase(join(root, name), name));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
