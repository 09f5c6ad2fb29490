import { z } from "zod";
import { VERDICTS } from "../../model/verdict.ts";
import { GOLDEN_STAGES } from "../pipeline.ts";
import { changeSchema } from "./change.ts";
import { divergenceSchema } from "./divergence.ts";
import { headroomSchema } from "./headroom.ts";

/** What `golden diff` found, `tieout.golden-diff/1`: one shape, written as text, Markdown, a page and JSON. */
export const GOLDEN_DIFF_SCHEMA = "tieout.golden-diff/1";

const counts = z.strictObject({ added: z.int(), removed: z.int(), changed: z.int(), moved: z.int() });

const identity = z.strictObject({ name: z.string(), version: z.string() });

/** How a stage stands: `absent` where neither run has anything of it. */
export const STANDINGS = ["identical", "within tolerance", "differs"] as const;

const stageSchema = z.strictObject({
  stage: z.enum(GOLDEN_STAGES),
  standing: z.enum(STANDINGS),
  /** Digests of the stage as accepted and as it is today; `null` where a run has nothing of it. */
  expected: z.string().nullable(),
  actual: z.string().nullable(),
  changes: z.int(),
});
export type StageStanding = z.infer<typeof stageSchema>;

const artifactSchema = z.strictObject({
  artifact: z.string(),
  stage: z.enum(GOLDEN_STAGES),
  compared: z.int(),
  /** Of those, not the same to the bit. */
  rounded: z.int(),
  counts,
  /** Every column of figures with its tolerance and how close it came. */
  headroom: z.array(headroomSchema),
  /** The first changes by date; `counts` counts all. */
  changes: z.array(changeSchema),
});
export type ArtifactDiff = z.infer<typeof artifactSchema>;

/** An invariant whose verdict is another one than when the run was accepted. */
const reportChangeSchema = z.strictObject({ id: z.string(), expected: z.string(), actual: z.string() });

export const caseDiffSchema = z.strictObject({
  case: z.string(),
  verdict: z.enum(VERDICTS),
  /** Why it is unproven. */
  reason: z.string().optional(),
  /** What was run. */
  scenario: z.strictObject({ name: z.string(), from: z.string(), to: z.string(), dates: z.int(), assets: z.int() }),
  /** Who made the accepted run, and who today's. */
  engine: z.strictObject({ expected: identity.optional(), actual: identity }),
  compared: z.int(),
  rounded: z.int(),
  counts,
  /** What stands at the beginning, earliest first; the first one is the first divergence. */
  divergences: z.array(divergenceSchema),
  /** What has vanished, is new or stands in another order, always by name. */
  named: z.array(changeSchema),
  stages: z.array(stageSchema),
  artifacts: z.array(artifactSchema),
  /** Invariants whose verdict changed since. */
  report: z.array(reportChangeSchema),
  /** Files of the golden run itself that are not what was accepted, and a scenario that is not. */
  tampered: z.array(z.strictObject({ artifact: z.string(), expected: z.string(), actual: z.string() })),
});
export type CaseDiff = z.infer<typeof caseDiffSchema>;

export const goldenDiffSchema = z.strictObject({
  schema: z.literal(GOLDEN_DIFF_SCHEMA),
  tool: z.strictObject({ name: z.literal("tieout"), version: z.string() }),
  verdict: z.enum(["pass", "fail", "unproven"]),
  /** When two figures agree. */
  formula: z.string(),
  cases: z.array(caseDiffSchema),
  /** What lies in the folder of golden runs and belongs to no case. */
  unreferenced: z.array(z.string()),
});
export type GoldenDiff = z.infer<typeof goldenDiffSchema>;
