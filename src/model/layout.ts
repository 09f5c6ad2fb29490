import { z } from "zod";
import { conventionsSchema } from "./config.ts";
import { TABLE_NAMES } from "./run.ts";

/** How a folder of another engine is read as a run: which file and column hold which of our tables (docs/LAYOUTS.md). */

export const LAYOUT_SCHEMA = "tieout.layout/1";

function tableNames() {
  return z.enum(TABLE_NAMES as readonly [(typeof TABLE_NAMES)[number]]);
}

const fileSchema = z
  .string()
  .regex(/^(?!\/|[A-Za-z]:)(?!.*(?:^|[/\\])\.\.(?:[/\\]|$))[^\\\0]+$/, "expected the name of a file below the folder");

/** What is the same of all files of an engine as a rule; a table's own entry counts before it. */
const dialectSchema = z.strictObject({
  /** By default from the file's ending: `.parquet` and `.pq` are Parquet, all else CSV. */
  format: z.enum(["csv", "parquet"]).optional(),
  /** What stands between the fields of a CSV file. */
  delimiter: z
    .string()
    .regex(/^(?:\t|[!-!#-~])$/, "expected one mark, e.g. ; or a tab")
    .optional(),
  decimal: z.enum([".", ","]).optional(),
  /** The mark between groups of three digits; none by default. */
  thousands: z.enum([",", ".", " ", "_", "'", "\u00a0", "\u202f"]).optional(),
  /** `iso`, directives as strptime has them (`%d.%m.%Y`), `epoch-s`, `-ms`, `-us`, `-ns`, or `utc-day` for timestamps of Parquet. */
  dates: z.string().min(1).optional(),
  /** Texts that stand for a missing number, beside the empty cell. */
  missing: z.array(z.string()).optional(),
});

const tableParts = dialectSchema.extend({
  file: fileSchema,
  shape: z.enum(["wide", "long"]).default("wide"),
  /** The name of the column of dates; `""` is the column without a name that pandas writes. */
  date: z.string().default("date"),
  /** Long: the columns of the asset (or figure) and of its number. */
  asset: z.string().optional(),
  value: z.string().optional(),
  /** Long: what a pair of date and asset is that has no row. */
  absent: z.enum(["missing", "zero"]).optional(),
  /** Our name of a column → theirs; a number instead is what the column is taken to be on every date. */
  columns: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** Their columns that are no asset. */
  ignore: z.array(z.string()).optional(),
  /** All numbers are multiplied by it: 0.01 for percentages. */
  scale: z.number().optional(),
  /** What the numbers are, where the table is `returns`. */
  holds: z.enum(["log-returns", "simple-returns", "prices"]).optional(),
});

/** What is only said of long tables. */
const LONG_ONLY = ["asset", "value", "absent"] as const;

const tableSchema = tableParts.superRefine((entry, context) => {
  const named = LONG_ONLY.find((key) => entry[key] !== undefined);
  if (entry.shape === "long" || named === undefined) return;
  context.addIssue({
    code: "custom",
    path: ["shape"],
    input: entry.shape,
    message: `expected long, because ${named} is named`,
  });
});

/** Only returns are worked out of something else. */
const tablesSchema = z.partialRecord(tableNames(), tableSchema).superRefine((tables, context) => {
  for (const [name, entry] of Object.entries(tables)) {
    if (name === "returns" || entry?.holds === undefined) continue;
    context.addIssue({
      code: "custom",
      path: [name, "holds"],
      input: entry.holds,
      message: "expected nothing: only returns are worked out of prices or simple returns",
    });
  }
});

const logLineSchema = z.strictObject({
  tag: z.enum(["RT", "ExecSim", "Allocator"]),
  /** A regular expression with the named group `date`, and one for each figure by our name. */
  pattern: z.string().min(1).max(1000),
  dates: z.string().min(1).optional(),
  decimal: z.enum([".", ","]).optional(),
});

/** A layout as written; {@link import("../adapters/layout/load.ts")} reads one from a file. */
export const layoutSchema = z.strictObject({
  schema: z.literal(LAYOUT_SCHEMA),
  ...dialectSchema.shape,
  /** What the engine holds to, where the folder has no run.json. */
  conventions: conventionsSchema.optional(),
  universe: z.array(z.string()).optional(),
  /** Whether links that lead out of the folder are followed. */
  followLinks: z.boolean().default(false),
  tables: tablesSchema.default({}),
  regimes: dialectSchema
    .extend({
      file: fileSchema,
      date: z.string().default("date"),
      column: z.string().default("regime"),
      /** Their label → ours. */
      labels: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  metrics: z.strictObject({ file: fileSchema, names: z.record(z.string(), z.string()).optional() }).optional(),
  log: z.strictObject({ file: fileSchema, lines: z.array(logLineSchema).default([]) }).optional(),
});

export type Layout = z.infer<typeof layoutSchema>;
export type LayoutInput = z.input<typeof layoutSchema>;
export type TableLayoutEntry = z.infer<typeof tableParts>;
export type RegimeLayoutEntry = NonNullable<Layout["regimes"]>;
export type LogLine = z.infer<typeof logLineSchema>;

/** How one file is written, every choice made. */
export interface Dialect {
  readonly format: "csv" | "parquet";
  readonly delimiter: string;
  readonly decimal: "." | ",";
  readonly thousands: string | undefined;
  readonly dates: string;
  readonly missing: readonly string[];
}

/** A file's dialect: its own entry first, then the layout's, then what is usual. */
export function dialectOf(layout: Layout, entry: z.infer<typeof dialectSchema> & { readonly file: string }): Dialect {
  const parquet = /\.(parquet|pq)$/i.test(entry.file);
  return {
    format: entry.format ?? (parquet ? "parquet" : (layout.format ?? "csv")),
    delimiter: entry.delimiter ?? layout.delimiter ?? ",",
    decimal: entry.decimal ?? layout.decimal ?? ".",
    thousands: entry.thousands ?? layout.thousands,
    dates: entry.dates ?? layout.dates ?? "iso",
    missing: entry.missing ?? layout.missing ?? [],
  };
}
