import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { parseConfig } from "../../../src/model/config.ts";
import type { LabelSeries, Panel } from "../../../src/model/panel.ts";
import { panel } from "../../../src/model/panel.ts";
import type { DocumentName, Metrics, Run, RunInfo, TableName } from "../../../src/model/run.ts";

/** A new temporary folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tieout-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The parts of a run in memory; what is left out is absent. */
export interface Parts {
  readonly info?: Partial<RunInfo>;
  readonly tables?: Partial<Record<TableName, Panel>>;
  readonly regimes?: LabelSeries;
  readonly metrics?: Metrics;
  readonly log?: readonly string[];
  readonly documents?: Partial<Record<DocumentName, unknown>>;
}

export const DATES = ["2024-01-02", "2024-01-03"];

/** Two assets on two dates, every kind of file among them. */
export const SMALL: Parts = {
  tables: {
    returns: panel(DATES, ["ES", "ZN"], Float64Array.of(0, 0, 0.01, -0.002)),
    weights_post: panel(DATES.slice(1), ["ES", "ZN"], Float64Array.of(0.5, -1.25)),
    leverage_series: panel(
      DATES.slice(1),
      ["vol", "leverage", "gross_before", "gross_after"],
      Float64Array.of(Number.NaN, 1.75, 1, 1.75),
      Uint8Array.of(1, 0, 0, 0),
    ),
  },
  regimes: { dates: DATES, column: "regime", labels: ["NORMAL", null] },
  metrics: { cagr: 0.1, sharpe: null, max_drawdown_date: "2024-01-03" },
  log: ["start", "[ExecSim] 2024-01-03: turnover=1.750, cost=0.000000"],
  documents: { allocator_risk_v1_applied_meta: { mode: "off", lags: [1] } },
};

export const PROVENANCE = { seed: 7, scenarioDigest: `sha256:${"0123456789abcdef".repeat(4)}` };

/** A run in memory. */
export function runOf(parts: Parts): Run {
  const config = parseConfig({
    sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }],
    exposure: { kind: "none" },
  });
  return {
    info: {
      engine: { name: "toy", version: "1.0.0" },
      config,
      conventions: config.conventions,
      universe: ["ES", "ZN"],
      assumptions: [],
      ...parts.info,
    },
    table: (name) => parts.tables?.[name],
    regimes: () => parts.regimes,
    metrics: () => parts.metrics,
    log: () => parts.log,
    document: (name) => parts.documents?.[name],
    files: () => undefined,
  };
}
