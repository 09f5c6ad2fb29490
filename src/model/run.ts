import { z } from "zod";
import type { Config, Conventions } from "./config.ts";
import { configSchema, conventionsSchema } from "./config.ts";
import type { LabelSeries, Panel } from "./panel.ts";

/** What an engine leaves behind: tables by date, metrics, a log. File formats: CONTRACT.md §3. */

/** How a table of a run is laid out: one row a market date or a rebalance; a column an asset, or named columns. */
export interface TableLayout {
  readonly rows: "dates" | "rebalances";
  readonly columns: "assets" | "any" | readonly string[];
}

/** Every numeric table of a run by name; its file is `<name>.csv`. In pipeline order. */
export const TABLES = {
  returns: { rows: "dates", columns: "assets" },
  weights_model: { rows: "rebalances", columns: "assets" },
  weights_pre: { rows: "rebalances", columns: "assets" },
  leverage_series: { rows: "rebalances", columns: ["vol", "leverage", "gross_before", "gross_after"] },
  weights_post: { rows: "rebalances", columns: "assets" },
  /** One column `<sleeve>/<asset>`: each sleeve's share of weights_post; present with sleeve scalars. */
  sleeve_weights_post: { rows: "rebalances", columns: "any" },
  /** The overlay's book times its budget, zero where the regime does not call for it; present with an overlay. */
  overlay_weights: { rows: "rebalances", columns: "assets" },
  allocator_state_v1: { rows: "dates", columns: "any" },
  allocator_risk_v1: { rows: "rebalances", columns: ["risk_scalar"] },
  allocator_risk_v1_applied_source: { rows: "rebalances", columns: ["risk_scalar_applied"] },
  allocator_risk_v1_applied_used: { rows: "rebalances", columns: ["risk_scalar_applied"] },
  allocator_scalars_at_rebalances: { rows: "rebalances", columns: ["source", "used"] },
  allocator_risk_v1_applied: { rows: "rebalances", columns: ["risk_scalar_applied"] },
  /** One column a sleeve: its scalar computed at the rebalance, and the one applied; present with sleeve scalars. */
  allocator_sleeve_risk_v1: { rows: "rebalances", columns: "any" },
  allocator_sleeve_risk_v1_applied: { rows: "rebalances", columns: "any" },
  weights_raw: { rows: "rebalances", columns: "assets" },
  weights_scaled: { rows: "rebalances", columns: "assets" },
  turnover: { rows: "rebalances", columns: ["turnover", "cost"] },
  weights_daily: { rows: "dates", columns: "assets" },
  portfolio_returns: { rows: "dates", columns: ["gross_return", "cost", "log_return", "simple_return"] },
  equity_curve: { rows: "dates", columns: ["equity", "drawdown"] },
} as const satisfies Record<string, TableLayout>;

/** The name of a numeric table: its file's name without `.csv`. */
export type TableName = keyof typeof TABLES;

export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];

const PLACES: ReadonlyMap<TableName, number> = new Map(TABLE_NAMES.map((name, place) => [name, place]));

/** The place of a table in {@link TABLE_NAMES}: who keeps tables in a list spares a map a run. */
export function placeOfTable(name: TableName): number {
  return PLACES.get(name)!;
}

/** The table of one regime label a date. */
export const REGIME_TABLE = "allocator_regime_v1";

/** JSON documents of a run beside `run.json` and `metrics.json`; a document's file is `<name>.json`. */
export const DOCUMENT_NAMES = ["allocator_risk_v1_applied_meta", "allocator_precomputed_meta"] as const;
export type DocumentName = (typeof DOCUMENT_NAMES)[number];

/** Figures by name; `null` where a figure is undefined (a Sharpe ratio without volatility). */
export type Metrics = Readonly<Record<string, number | string | null>>;

/** Who made a run. */
export interface EngineIdentity {
  readonly name: string;
  readonly version: string;
}

/** One file of a run directory as found on disk, and as `run.json` declares it. */
export interface ArtifactFile {
  readonly file: string;
  /** Digest of the file's bytes, `undefined` when the file is absent. */
  readonly sha256: string | undefined;
  readonly rows: number | undefined;
  readonly declared: { readonly sha256: string; readonly rows: number | null } | undefined;
}

/** A digest as it was declared, and as it is. */
export interface DeclaredDigest {
  readonly declared: string;
  readonly found: string;
}

/** What is known of a run beside its tables. A run of another engine may say little. */
export interface RunInfo {
  readonly engine: EngineIdentity | undefined;
  /** The config the run was made with; absent where the folder has no `run.json`. */
  readonly config: Config | undefined;
  readonly conventions: Conventions;
  /** All assets of the universe, in table order; absent where nothing declares it. */
  readonly universe: readonly string[] | undefined;
  /** What was taken for granted because the run does not say, one sentence each. */
  readonly assumptions: readonly string[];
  /** What lies in a run directory and was not looked at, one sentence each. */
  readonly notExamined?: readonly string[];
}

/** A run: made by an engine, or read from a run directory. Tables may be made on demand, and are then kept. */
export interface Run {
  readonly info: RunInfo;
  table(name: TableName): Panel | undefined;
  regimes(): LabelSeries | undefined;
  metrics(): Metrics | undefined;
  log(): readonly string[] | undefined;
  document(name: DocumentName): unknown;
  /** The files behind a recorded run; undefined for a run in memory. */
  files(): readonly ArtifactFile[] | undefined;
  /** Of a recorded run, the digest of its config: what `run.json` declares and what is there. */
  readonly configDigest?: DeclaredDigest | undefined;
}

export const RUN_SCHEMA = "tieout.run/1";

/** Some tools print digests in capitals. */
const sha256Schema = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, "64 hexadecimal digits")
  .toLowerCase();

/** `run.json`. */
export const runDocumentSchema = z.strictObject({
  schema: z.literal(RUN_SCHEMA),
  runId: z.string().min(1),
  engine: z.strictObject({ name: z.string(), version: z.string() }),
  seed: z.number().nullable().default(null),
  config: configSchema,
  /** Over the config as it stands here; another engine may leave it out. */
  configDigest: z.string().optional(),
  conventions: conventionsSchema,
  universe: z.array(z.string()),
  scenarioDigest: z.string(),
  artifacts: z.array(z.strictObject({ file: z.string(), sha256: sha256Schema, rows: z.int().nullable() })),
  environment: z.record(z.string(), z.string()).default({}),
});

export type RunDocument = z.infer<typeof runDocumentSchema>;
