import { createHash } from "node:crypto";
import { basename, resolve } from "node:path";
import { readJsonFile } from "../adapters/json-file.ts";
import { wayTo } from "../adapters/way.ts";
import { writeAside } from "../adapters/write-aside.ts";
import type { PlacedPart } from "../campaign/parts.ts";
import type { CampaignPart, PartStored } from "../model/campaign-part.ts";
import { CAMPAIGN_PART_SCHEMA, campaignPartSchema } from "../model/campaign-part.ts";
import { parseWith } from "../model/config.ts";
import type { GeneratorSettings, Settings } from "../model/settings.ts";
import { TOOL } from "../model/version.ts";
import type { Invariant } from "../verify/invariant.ts";
import type { CampaignRun } from "./campaign.ts";
import { leastOf } from "./campaign.ts";
import type { StoredOutcome } from "./stored.ts";

/** What a shard's part is made of. */
export interface PartRequest {
  readonly run: CampaignRun;
  readonly shard: CampaignPart["shard"];
  readonly invariants: readonly Invariant[];
  readonly settings: Settings;
  readonly stored: StoredOutcome | undefined;
  readonly cwd: string;
}

/** The part of a campaign that one shard has found. */
export function campaignPart({ run, shard, invariants, settings, stored, cwd }: PartRequest): CampaignPart {
  const { subject, examined, ended } = run;
  return {
    schema: CAMPAIGN_PART_SCHEMA,
    tool: TOOL,
    engine: { name: subject.engine.name, version: subject.engine.version },
    seed: subject.seed,
    cases: subject.cases,
    shard,
    catalog: catalogDigest(invariants, settings),
    statements: [...subject.statements],
    least: leastOf(settings),
    tolerances: settings.tolerances,
    waivers: settings.waivers,
    tally: examined.tally,
    ...(ended === undefined ? {} : { ended }),
    ...(stored === undefined ? {} : { stored: partStored(stored, cwd) }),
    counterexamples: [...examined.counterexamples],
  };
}

/** Writes a part aside and then renames it. */
export function writePart(part: CampaignPart, file: string): void {
  writeAside(file, `${JSON.stringify(part)}\n`);
}

/**
 * Reads a part; throws a ConfigError that says what is wrong with it. The document stays as it was written: the name
 * of a counterexample's file is a digest of its text.
 */
export function readPart(file: string, cwd: string): PlacedPart {
  const document = readJsonFile(resolve(cwd, file), file);
  parseWith(campaignPartSchema, document, file);
  return { where: file, part: document as CampaignPart };
}

/** What is judged and by what measure: two shards with the same digest look for the same. */
function catalogDigest(invariants: readonly Invariant[], { invariants: own, campaign }: Settings): string {
  const judged = invariants.map(({ id, kind, title, severity, tolerance, why, independentOf, blindTo }) => {
    const { absolute, relative: share } = tolerance;
    return [id, kind, title, severity, absolute, share, why, independentOf, blindTo];
  });
  const declared = own.filter((each) => typeof each !== "string");
  const digest = createHash("sha256")
    .update(JSON.stringify([judged, declared, campaign.generators.map(generatorName), campaign.reference]))
    .digest("hex");
  return `sha256:${digest}`;
}

/** A price file by its name: it lies elsewhere on another machine. */
function generatorName(generator: GeneratorSettings): string {
  return typeof generator === "string" ? generator : `prices ${basename(generator.prices)}, ${generator.gaps}`;
}

/** Files stand as paths from the working directory, with slashes, because parts are merged on other machines. */
function partStored({ replays, gone, notExamined }: StoredOutcome, cwd: string): PartStored {
  return {
    replays: replays.map(({ file, counterexample, status, detail, violation }) => ({
      file: wayTo(file, cwd),
      counterexample,
      status,
      detail,
      ...(violation === undefined ? {} : { violation }),
    })),
    gone: gone.map(({ id, title, severity }) => ({ id, title, severity })),
    notExamined: [...notExamined],
  };
}
