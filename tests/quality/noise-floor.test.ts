import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { runCampaign } from "../../src/campaign/campaign.ts";
import { underSettings } from "../../src/campaign/terms.ts";
import { engineOf, referenceStages } from "../../src/engine/reference.ts";
import { equivalents } from "../../src/equivalents/catalog.ts";
import type { InvariantReport } from "../../src/model/report.ts";
import type { Invariant } from "../../src/verify/invariant.ts";

/**
 * How far equivalent engines come under each tolerance: an engine that rounds otherwise must be nowhere near an alarm,
 * and a fault of a hundred times what rounding does must be one. docs/TOLERANCES.md has the figures.
 */
const CASES = 96;
const SEED = 20240105;
/** So many times the rounding of an equivalent engine an alarm is away, in double and in single precision. */
const HEADROOM = [100, 2] as const;
/** Its tolerance is half a unit of the digits that a log prints, which figures take up by being rounded. */
const BY_DIGITS = "accounting/artifact-log-consistency";

const singles = equivalents.filter(({ single }) => single === true);
const doubles = equivalents.filter(({ single }) => single === undefined);
const float32 = underSettings(catalog, { waivers: [], tolerances: { profile: "float32", tables: {} } }, "2024-01-05");
const tolerant = catalog.filter(({ id, tolerance }) => tolerance.relative > 0 && id !== BY_DIGITS);

async function judged(road: (typeof equivalents)[number], invariants: readonly Invariant[]) {
  const engine = engineOf(road.stages(referenceStages), road.id);
  const result = await runCampaign({ engine, invariants, seed: SEED, cases: CASES, reductionBudget: 0 });
  return result.invariants;
}

const failed = (reports: readonly InvariantReport[]) =>
  reports.filter(({ verdict }) => verdict === "fail").map(({ id }) => id);

/** The largest share of its tolerance that an invariant's residuals took, in all reports; invariants without any left out. */
function shares(reports: readonly InvariantReport[]): Map<string, number> {
  const worst = new Map<string, number>();
  for (const { id, evidence } of reports) {
    if (!tolerant.some((each) => each.id === id)) continue;
    for (const each of evidence) {
      const share = Number(each.worst?.toleranceUsed ?? 0);
      if (each.examined > 0) worst.set(id, Math.max(worst.get(id) ?? 0, share));
    }
  }
  return worst;
}

/** The columns of the table of docs/TOLERANCES.md, by invariant. */
function documented(): Map<string, readonly [inDouble: number, inSingle: number]> {
  const page = readFileSync(join(resolve(import.meta.dirname, "../.."), "docs/TOLERANCES.md"), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z-]+\/[a-z-]+)` \| (\S+) \| (\S+) \|$/gm)];
  return new Map(rows.map(([, id, inDouble, inSingle]) => [id!, [Number(inDouble), Number(inSingle)]]));
}

describe("the noise floor of equivalent engines", () => {
  const reports: InvariantReport[] = [];
  const singleReports: InvariantReport[] = [];
  beforeAll(async () => {
    for (const road of doubles) reports.push(...(await judged(road, catalog)));
    for (const road of singles) singleReports.push(...(await judged(road, float32)));
  }, 60_000); // on a loaded machine

  it("raises no alarm in double precision, nor in single precision under its profile", () => {
    expect(failed(reports)).toEqual([]);
    expect(failed(singleReports)).toEqual([]);
  });

  it("lies at least a hundred times under every tolerance, and is there", () => {
    const measured = shares(reports);
    for (const [id, share] of measured) expect(share, id).toBeLessThan(1 / HEADROOM[0]);
    expect([...measured.values()].filter((share) => share > 0).length).toBeGreaterThan(10);
    for (const [id, share] of shares(singleReports)) expect(share, id).toBeLessThan(1 / HEADROOM[1]);
  });

  it("is what docs/TOLERANCES.md says at most, for each invariant that was examined", () => {
    const table = documented();
    for (const [column, measured] of [shares(reports), shares(singleReports)].entries()) {
      for (const [id, share] of measured) {
        expect(table.get(id), `docs/TOLERANCES.md has no row of ${id}`).toBeDefined();
        expect(share, id).toBeLessThanOrEqual(table.get(id)![column]!);
      }
    }
    for (const [id, bounds] of table) {
      expect(tolerant.map((each) => each.id)).toContain(id);
      for (const [column, bound] of bounds.entries()) expect(bound, id).toBeLessThanOrEqual(1 / HEADROOM[column]!);
    }
  });

  it("of single precision is above the default tolerance", async () => {
    for (const road of singles) {
      expect(failed(await judged(road, catalog))).toEqual(
        expect.arrayContaining([
          "accounting/pnl-linear-in-weights",
          "accounting/equity-compounds-returns",
          "exposure/leverage-identity",
          "exposure/no-post-rt-renormalization",
          "drawdown/drawdown-recomputes",
        ]),
      );
    }
  });
});
