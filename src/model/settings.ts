import { z } from "zod";
import { declaredInvariantSchema } from "./declared-invariant.ts";
import { capabilitiesSchema } from "./engine.ts";
import { layoutSchema } from "./layout.ts";
import { traceRequestSchema } from "./trace-request.ts";
import { tolerancesSchema, waiverSchema } from "./waiver.ts";

/** The tool's own config file, `tieout.config.ts` (or .js, .mjs, .json). Paths in it are relative to it. */
const subjectSchema = z.strictObject({
  /** A built-in market by name … */
  market: z.string().optional(),
  /** … or a CSV file of prices. */
  prices: z.string().optional(),
  gaps: z.enum(["forward-fill", "start-late", "drop-assets"]).optional(),
  /** What the subject is called in reports; the market's name or the file's by default. */
  name: z.string().optional(),
  /** The scenario's config (CONTRACT.md §2); the market's default by default. */
  config: z.unknown().optional(),
});

/** Small structured scenarios; the same at the ends of double precision; invalid ones; windows of a CSV file of prices. */
const generatorSchema = z.union([
  z.enum(["structured", "wide-float", "hostile"]),
  z.strictObject({ prices: z.string(), gaps: z.enum(["forward-fill", "start-late", "drop-assets"]).optional() }),
]);
export type GeneratorSettings = z.infer<typeof generatorSchema>;

const auditSchema = traceRequestSchema.extend({
  /** The rule by id, `audits/<rule>.ts`. */
  rule: z.string().default("post-rt-normalization"),
  /** What the audit is called in reports and its accepted chain's file; the rule's id by default. */
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, "small letters, digits and hyphens")
    .optional(),
});

export const settingsSchema = z.strictObject({
  /** `reference`, the file of a module that exports an engine, or a command: `python3 my_engine.py`. */
  engine: z.string().default("reference"),
  /** Seconds that an engine in a process of its own may take for one scenario. */
  timeout: z.number().gt(0).lte(86_400).default(10),
  /** What a one-shot command can do, which cannot say so itself. */
  capabilities: capabilitiesSchema.optional(),
  subjects: z.array(subjectSchema).optional(),
  campaign: z
    .strictObject({
      cases: z.int().gte(1).default(2048),
      seed: z.int().gte(0).lte(0xffffffff).default(20240105),
      /** What makes the scenarios; several share the campaign evenly. */
      generators: z.array(generatorSchema).min(1).default(["structured"]),
      /** An invariant that examined fewer cases, or a smaller share of those it was put to, is unproven. */
      leastCases: z.int().gte(1).default(30),
      leastShare: z.number().gte(0).lte(1).default(0.05),
      /** Hold the engine to the reference's tables too: for engines that follow docs/ENGINE.md. */
      reference: z.boolean().default(false),
      /** Threads that share the campaign; as many as are worth their start where it is absent. */
      workers: z.int().gte(1).lte(256).optional(),
    })
    .default({
      cases: 2048,
      seed: 20240105,
      generators: ["structured"],
      leastCases: 30,
      leastShare: 0.05,
      reference: false,
    }),
  /** How run directories of another engine are read: a layout (docs/LAYOUTS.md), or the file of one. */
  layout: z.union([z.string(), layoutSchema]).optional(),
  /** Violations that are known and let through for a time. */
  waivers: z.array(waiverSchema).default([]),
  tolerances: tolerancesSchema.default({ profile: "default", tables: {} }),
  /** Invariants of your own: files of modules, or declarations with an expression. */
  invariants: z.array(z.union([z.string(), declaredInvariantSchema])).default([]),
  /** Static audits of source code: the rule by id, the project, and the names that the rule asks for. */
  audits: z.array(auditSchema).default([]),
  /** Folder of accepted chains, a file an audit; none are compared when it is absent. */
  chains: z.string().optional(),
  /** Folder of golden cases; none are compared when it is absent. */
  golden: z.string().optional(),
  /** Where new counterexamples are stored, and stored ones are replayed from. */
  counterexamples: z.string().default(".tieout/counterexamples"),
  /** Folder of counterexamples that are kept as regression tests, a folder an invariant; replayed like stored ones. */
  regressions: z.string().default("fixtures/counterexamples"),
  /** Folder that `check` writes its report to. */
  report: z.string().default(".tieout/report"),
});

export type SubjectSettings = z.infer<typeof subjectSchema>;
/** The settings as written. */
export type SettingsInput = z.input<typeof settingsSchema>;
/** The settings with defaults filled in and all paths absolute. */
export type Settings = z.infer<typeof settingsSchema>;

/** Types a config file's export: `export default defineConfig({ … })`. */
export function defineConfig(settings: SettingsInput): SettingsInput {
  return settings;
}
