import { z } from "zod";
import { TOOL } from "../model/version.ts";
import type { FileFinding } from "./file-findings.ts";
import { ROLES } from "./statement.ts";

/** What `tieout verify` found, as a document: `tieout.verification/1`. */
export const VERIFICATION_SCHEMA = "tieout.verification/1";

const fileFindingSchema = z.strictObject({
  name: z.string(),
  role: z.enum(ROLES),
  state: z.enum(["same", "changed", "missing", "new", "unreadable"]),
  expected: z.string().nullable(),
  actual: z.string().nullable(),
  note: z.string().nullable(),
});

/**
 * good: it holds under every key that was given · bad: it does not · missing: one was asked for and there is none ·
 * unchecked: no key was given, or there is nothing signed · waived: none was expected, by the user's own word.
 */
const signatureSchema = z.strictObject({
  state: z.enum(["good", "bad", "missing", "unchecked", "waived"]),
  reason: z.string(),
});
export type Signature = z.infer<typeof signatureSchema>;

export const verificationSchema = z.strictObject({
  schema: z.literal(VERIFICATION_SCHEMA),
  tool: z.strictObject({ name: z.literal("tieout"), version: z.string() }),
  verdict: z.enum(["ties-out", "changed", "incomplete"]),
  /** The verdict of the report, as the attestation or the report itself gives it; null where it cannot be read. */
  reported: z.string().nullable(),
  signature: signatureSchema,
  counts: z.strictObject({
    same: z.int(),
    changed: z.int(),
    missing: z.int(),
    new: z.int(),
    unreadable: z.int(),
  }),
  files: z.array(fileFindingSchema),
  /** What two parts say differently, one sentence each. */
  contradictions: z.array(z.string()),
  /** What could not be checked, one sentence each. */
  unchecked: z.array(z.string()),
});
export type Verification = z.infer<typeof verificationSchema>;

/** The exit code of a verification (CONTRACT.md §5). */
export const VERIFICATION_EXIT_CODES: Readonly<Record<Verification["verdict"], number>> = {
  "ties-out": 0,
  changed: 1,
  incomplete: 3,
};

/** Puts what was found together to a verdict: anything changed outranks what is open, and only nothing of both ties out. */
export function verificationOf(
  found: Pick<Verification, "reported" | "signature"> & {
    readonly files: readonly FileFinding[];
    readonly contradictions: readonly string[];
    readonly unchecked: readonly string[];
  },
): Verification {
  const counts = { same: 0, changed: 0, missing: 0, new: 0, unreadable: 0 };
  for (const { state } of found.files) counts[state]++;
  const { state } = found.signature;
  const changed =
    counts.changed + counts.missing + counts.new + found.contradictions.length > 0 ||
    state === "bad" ||
    state === "missing";
  const open = counts.unreadable + found.unchecked.length > 0 || state === "unchecked";
  return {
    schema: VERIFICATION_SCHEMA,
    tool: TOOL,
    verdict: changed ? "changed" : open ? "incomplete" : "ties-out",
    reported: found.reported,
    signature: found.signature,
    counts,
    files: [...found.files],
    contradictions: [...found.contradictions],
    unchecked: [...found.unchecked],
  };
}
