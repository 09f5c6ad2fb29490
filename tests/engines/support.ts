import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { catalog } from "../../invariants/catalog.ts";
import { engineOfCommand } from "../../src/adapters/process/command-engine.ts";
import { runCampaign } from "../../src/campaign/campaign.ts";
import type { CampaignResult } from "../../src/campaign/result.ts";
import type { Engine } from "../../src/model/engine.ts";

export const ENGINES = join(import.meta.dirname, "../../fixtures/engines");

/** Whether there is a Python to run the engines that are written in it. */
export const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** Works with an engine of the fixtures, by the words after `python3`, and closes it. */
export async function withPython<T>(
  folder: "python" | "broken",
  words: string,
  work: (engine: Engine) => Promise<T>,
  timeout = 20,
): Promise<T> {
  const engine = engineOfCommand(`python3 ${words}`, join(ENGINES, folder), { timeout });
  try {
    return await work(engine);
  } finally {
    await engine.close?.();
  }
}

/** A campaign over the whole catalog, with little spent on reduction. */
export function campaignOf(engine: Engine, cases: number, reductionBudget = 60): Promise<CampaignResult> {
  return runCampaign({ engine, invariants: catalog, seed: 20240105, cases, reductionBudget });
}

/** The ids with a verdict, in the catalog's order. */
export function idsWith(verdict: string, { invariants }: CampaignResult): string[] {
  return invariants.filter((each) => each.verdict === verdict).map(({ id }) => id);
}

/** What is recorded about one invariant. */
export function evidenceOn(id: string, { invariants }: CampaignResult) {
  return invariants.find((each) => each.id === id)!.evidence[0]!;
}
