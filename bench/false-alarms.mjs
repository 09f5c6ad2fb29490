/**
 * False alarms: the clean engine and the equivalent ones in double precision (the same figures by another road, so that
 * only rounding differs) over more than 100,000 generated runs in all. Any violation is an alarm that a user would have had to look into.
 */
import { catalog } from "../dist/invariants/catalog.js";
import { runCampaign } from "../dist/src/campaign/campaign.js";
import { engineOf, referenceStages } from "../dist/src/engine/reference.js";
import { equivalents } from "../dist/src/equivalents/catalog.js";

const SEED = 20240105;

/** What makes the scenarios, and how many: structured ones, and those at the ends of double precision. */
const PROFILES = [
  { kind: "structured", clean: 50_000, variant: 5_000 },
  { kind: "wide-float", clean: 20_000, variant: 2_000 },
];

/** All profiles, or the one that the environment variable GENERATOR names. */
export default async function falseAlarms() {
  const rows = [];
  for (const profile of PROFILES) {
    if ((process.env.GENERATOR ?? profile.kind) === profile.kind) rows.push(...(await alarmsOf(profile)));
  }
  return rows;
}

async function alarmsOf({ kind, clean, variant }) {
  const roads = equivalents.filter(({ single }) => single === undefined); // single precision has a profile of its own
  const engines = [
    ["the reference", referenceStages, clean],
    ...roads.map(({ id, stages }) => [id, stages(referenceStages), variant]),
  ];
  const rows = [];
  let total = 0;
  let looked = 0;
  for (const [name, stages, cases] of engines) {
    const result = await runCampaign({
      engine: engineOf(stages, name),
      invariants: catalog,
      seed: SEED,
      cases,
      generators: [{ kind }],
    });
    const failed = result.invariants.filter(({ verdict }) => verdict === "fail").map(({ id }) => id);
    total += failed.length;
    looked += result.cases;
    rows.push({
      name: `false alarms of ${name} in ${cases} ${kind} cases`,
      measured: failed.length === 0 ? 0 : failed.join(", "),
      target: 0,
      unit: "invariants",
      ok: failed.length === 0,
    });
  }
  const name = `false alarms in ${looked} ${kind} cases of equivalent engines`;
  return [...rows, { name, measured: total, target: 0, unit: "invariants", ok: total === 0 }];
}
