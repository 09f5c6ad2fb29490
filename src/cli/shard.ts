import { countBlocks } from "../campaign/plan.ts";
import type { CampaignPart } from "../model/campaign-part.ts";
import { ConfigError } from "../model/errors.ts";
import { EXIT_CODES } from "../model/report.ts";
import { printable } from "../report/escape.ts";
import { count, counted } from "../report/figures.ts";

/** Reads `--shard i/n`: the i-th of n, counted from 1. */
export function shardOption(value: string): CampaignPart["shard"] {
  const [, index = "0", of = "0"] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(value) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (shard.index >= 1 && shard.index <= shard.of) return shard;
  throw new ConfigError({
    what: "not a shard",
    where: "--shard",
    expected: "i/n: the i-th of n, counted from 1, such as 2/3",
    actual: JSON.stringify(value),
  });
}

/** The file name of a shard's part. */
export function partName({ index, of }: CampaignPart["shard"]): string {
  return `campaign-part-${index}-of-${of}.json`;
}

/** What a shard came to, in words; `file` is where its part was written. */
export function shardSummary({ shard, tally, ended, counterexamples }: CampaignPart, file: string): string {
  const blocks = tally.blocks.map(({ from, to }) => `${from} to ${to}`).join(", ") || "none";
  return [
    `shard ${shard.index} of ${shard.of}: blocks ${blocks} (${count(countBlocks(tally.blocks))}), ` +
      `${counted(tally.cases, "case")}, ${counted(counterexamples.length, "failure")}` +
      (ended === undefined ? "" : `; ended early: ${ended}`),
    ...counterexamples.map(({ signature, violation }) => `  ${printable(`${signature}: ${violation.message}`)}`),
    `its part: ${file}`,
    "the verdict is that of all parts together: tieout merge PART…",
    "",
  ].join("\n");
}

/**
 * The exit code of a shard: 1 where something that it looked at fails, 3 where it was interrupted; otherwise 0, which
 * says that the part is written, and nothing about the parts of the others.
 */
export function shardExitCode({ statements, tally, stored, ended }: CampaignPart): number {
  const fails = (id: string) => (tally.statements[id]?.violationCount ?? 0) > 0;
  const counts = ({ severity }: { severity: string }) => severity === "error";
  if (statements.filter(counts).some(({ id }) => fails(id))) return EXIT_CODES.fail;
  if (stored?.replays.some(({ status }) => status === "STILL FAILING") === true) return EXIT_CODES.fail;
  return ended === "interrupted" ? EXIT_CODES.unproven : EXIT_CODES.pass;
}
