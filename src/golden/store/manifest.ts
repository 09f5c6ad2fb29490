import { z } from "zod";
import { sha256 } from "../../adapters/run-directory/digest.ts";
import { conventionsSchema } from "../../model/config.ts";
import { GOLDEN_STAGES } from "../pipeline.ts";

/** `run/golden.json`: what was accepted, stage by stage. */
export const GOLDEN_RUN_SCHEMA = "tieout.golden-run/1";
export const MANIFEST_FILE = "golden.json";
/** The verdicts of the invariants on the accepted run, a `tieout.report/1` document. */
export const REPORT_FILE = "report.json";
/** Ends the names of files that are kept compressed. */
export const COMPRESSED = ".gz";

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);

const keptFileSchema = z.strictObject({
  /** The file in this folder; `.gz` where it is compressed. */
  file: z.string(),
  /** Of the content before compression, so that no other version of a compressor changes it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  rows: z.int().nullable(),
});
export type KeptFile = z.infer<typeof keptFileSchema>;

export const goldenRunSchema = z.strictObject({
  schema: z.literal(GOLDEN_RUN_SCHEMA),
  engine: z.strictObject({ name: z.string(), version: z.string() }),
  /** Digest of the scenario that was run: config, dates, assets and returns. */
  scenario: digest,
  conventions: conventionsSchema,
  universe: z.array(z.string()).optional(),
  /** The stages that left something behind, in pipeline order. */
  stages: z.array(z.strictObject({ stage: z.enum(GOLDEN_STAGES), digest, files: z.array(keptFileSchema).min(1) })),
  report: keptFileSchema,
});
export type GoldenRunDocument = z.infer<typeof goldenRunSchema>;

/**
 * The digest of a stage: over a line `<sha256>  <artifact>` for each of its files in pipeline order, as `sha256sum`
 * prints them. Two runs have the same one where all figures of the stage are the same to the bit.
 */
export function stageDigest(files: readonly { readonly file: string; readonly sha256: string }[]): string {
  const lines = files.map(({ file, sha256: each }) => `${each}  ${artifactOf(file)}\n`);
  return `sha256:${sha256(Buffer.from(lines.join(""), "utf8"))}`;
}

/** What a file holds, by the name that reports give it. */
export function artifactOf(file: string): string {
  return file.endsWith(COMPRESSED) ? file.slice(0, -COMPRESSED.length) : file;
}
