import { z } from "zod";
import { counterexampleSchema, worstSchema } from "./counterexample.ts";
import { tallySchema } from "./tally.ts";
import { METHODS, violationSchema } from "./verdict.ts";
import { tolerancesSchema, waiverSchema } from "./waiver.ts";

/** A part of a campaign: what one shard of it found, for `tieout merge` (docs/CAMPAIGNS.md). */
export const CAMPAIGN_PART_SCHEMA = "tieout.campaign-part/1";

const blockRangeSchema = z.strictObject({ from: z.int().gte(0), to: z.int().gte(0) });

/** Neighbouring blocks by number, both ends included. */
export type BlockRange = z.infer<typeof blockRangeSchema>;

export const campaignTallySchema = z.strictObject({
  /** The blocks that were judged, ascending, with a gap between any two ranges. */
  blocks: z.array(blockRangeSchema),
  /** Scenarios that were generated and given to the engine. */
  cases: z.int(),
  /** Scenarios that the engine refused, and the first reason. */
  rejected: z.int(),
  rejection: z.string().optional(),
  /** How many cases of each kind were looked at, by label. */
  labels: z.record(z.string(), z.int()),
  /** By statement id. */
  statements: z.record(z.string(), tallySchema),
  /** The worst residual of each failure, by signature. */
  worst: z.record(z.string(), worstSchema),
});

/** What was counted on some blocks of a campaign. */
export type CampaignTally = z.infer<typeof campaignTallySchema>;

const judgedStatementSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  severity: z.enum(["error", "warning"]),
  method: z.enum(METHODS),
});

/** What a report says of a statement that a campaign judges. */
export type JudgedStatement = z.infer<typeof judgedStatementSchema>;

const storedSchema = z.strictObject({
  replays: z.array(
    z.strictObject({
      /** From the working directory. */
      file: z.string(),
      counterexample: counterexampleSchema,
      status: z.enum(["FIXED", "STILL FAILING", "STALE"]),
      detail: z.string(),
      violation: violationSchema.optional(),
    }),
  ),
  /** Statements that are stored about and that there are none of any more. */
  gone: z.array(judgedStatementSchema.omit({ method: true })),
  notExamined: z.array(z.string()),
});

/** What came of the stored counterexamples. */
export type PartStored = z.infer<typeof storedSchema>;

export const campaignPartSchema = z.strictObject({
  schema: z.literal(CAMPAIGN_PART_SCHEMA),
  tool: z.strictObject({ name: z.literal("tieout"), version: z.string() }),
  engine: z.strictObject({ name: z.string(), version: z.string() }),
  seed: z.int(),
  /** Of the whole campaign. */
  cases: z.int().gte(1),
  /** Which part it is, from 1, and of how many. */
  shard: z.strictObject({ index: z.int().gte(1), of: z.int().gte(1) }),
  /** Digest of all that was judged and how: statements, tolerances, expressions of the config. */
  catalog: z.string(),
  /** In the order of the report. */
  statements: z.array(judgedStatementSchema),
  /** What a statement must have examined for a pass. */
  least: z.strictObject({ cases: z.int(), share: z.number() }),
  tolerances: tolerancesSchema,
  waivers: z.array(waiverSchema),
  tally: campaignTallySchema,
  /** Why it ended before its last block; absent when it did not. */
  ended: z.enum(["the time was up", "interrupted"]).optional(),
  /** Stored counterexamples, run again by the first shard. */
  stored: storedSchema.optional(),
  /** One a signature, reduced, in the order of their cases. */
  counterexamples: z.array(counterexampleSchema),
});
export type CampaignPart = z.infer<typeof campaignPartSchema>;
