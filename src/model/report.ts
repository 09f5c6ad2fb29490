import { z } from "zod";
import { evidenceSchema, VERDICTS } from "./verdict.ts";
import { waiverSchema } from "./waiver.ts";

/** The report document (CONTRACT.md §6): one shape, rendered by every writer. */
export const REPORT_SCHEMA = "tieout.report/1";

export const invariantReportSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  severity: z.enum(["error", "warning"]),
  /** What two figures may differ by: absolute + relative · their size; absent where nothing is compared by size. */
  tolerance: z.strictObject({ absolute: z.number(), relative: z.number() }).optional(),
  verdict: z.enum(VERDICTS),
  evidence: z.array(evidenceSchema),
});
export type InvariantReport = z.infer<typeof invariantReportSchema>;

/** A seeded fault's outcome in a self-test: which invariants noticed it. */
export const killSchema = z.strictObject({
  fault: z.string(),
  story: z.string(),
  breaks: z.array(z.string()),
  killedBy: z.array(z.string()),
  /** Named in `breaks` and not killed: the harness cannot be trusted on these. */
  survived: z.array(z.string()),
});
export type KillReport = z.infer<typeof killSchema>;

/** Where a report comes from, as far as it changes what the report says. */
export const provenanceSchema = z.strictObject({
  /** The command line that makes this report again; without what only changes how it is shown or how fast it is made. */
  command: z.string().optional(),
  engine: z.strictObject({ name: z.string(), version: z.string() }).optional(),
  /** Digest over the ids, titles and severities of the statements that were judged. */
  catalog: z.string().optional(),
  /** What was read or run: files of a recorded run, scenarios of subjects. */
  inputs: z.array(z.strictObject({ name: z.string(), digest: z.string() })).optional(),
});
export type Provenance = z.infer<typeof provenanceSchema>;

export const reportSchema = z.strictObject({
  schema: z.literal(REPORT_SCHEMA),
  tool: z.strictObject({ name: z.literal("tieout"), version: z.string() }),
  verdict: z.enum(["pass", "fail", "unproven", "harness-invalid"]),
  subject: z.strictObject({
    kind: z.enum(["engine", "run", "source", "golden", "passes"]),
    name: z.string(),
    digest: z.string(),
  }),
  seed: z.int().nullable(),
  summary: z.strictObject({ pass: z.int(), fail: z.int(), unproven: z.int(), skipped: z.int() }),
  invariants: z.array(invariantReportSchema),
  /** Canaries or the whole kill matrix: seeded faults that the invariants had to notice. */
  kills: z.array(killSchema).optional(),
  /** What a campaign looked at: scenarios and how many of them each label is true of, labels in alphabetical order. */
  generated: z.strictObject({ cases: z.int(), labels: z.record(z.string(), z.int()) }).optional(),
  /** What this report did not look at, one sentence each. */
  notExamined: z.array(z.string()),
  assumptions: z.array(z.string()),
  waivers: z.array(waiverSchema),
  provenance: provenanceSchema.optional(),
});
export type Report = z.infer<typeof reportSchema>;

export type ReportVerdict = Report["verdict"];
export type Subject = Report["subject"];

/** The exit code of a report's verdict (CONTRACT.md §5); 2 is for usage, config and unreadable input. */
export const EXIT_CODES: Readonly<Record<ReportVerdict, number>> = {
  pass: 0,
  fail: 1,
  unproven: 3,
  "harness-invalid": 4,
};
export const EXIT_USAGE = 2;
