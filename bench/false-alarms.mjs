/**
 * False alarms: the clean engine and the equivalent ones in double precision (the same figures by another road, so that
 * only rounding differs) over more than 100,000 generated runs in all. Any violation is an alarm that a user would have had to look into.
 */
import { catalog } from "../dist/invariants/catalog.js";
import { runCampaign } from "../dist/src/campaign/campaign.js";
import { engineOf, referenceStages } from "../dist/src/engine/reference.js";
import { equivalents } from "../dist/src/equivalents/catalog.js";

const CLEAN_CASES = 50_000;
const VARIANT_CASES = 5_000;
const SEED = 20240105;

export default async function falseAlarms() {
  const roads = equivalents.filter(({ single }) => single === undefined); // single precision has a profile of its own
  const engines = [
    ["the reference", referenceStages, CLEAN_CASES],
    ...roads.map(({ id, stages }) => [id, stages(referenceStages), VARIANT_CASES]),
  ];
  const rows = [];
  let total = 0;
  for (const [name, stages, cases] of engines) {
    const result = await runCampaign({
      engine: engineOf(stages, name),
      invariants: catalog,
      seed: SEED,
      cases,
    });
    const failed = result.invariants.filter(({ verdict }) => verdict === "fail").map(({ id }) => id);
    total += failed.length;
    rows.push({
      name: `false alarms of ${name} in ${cases} cases`,
      measured: failed.length === 0 ? 0 : failed.join(", "),
      target: 0,
      unit: "invariants",
      ok: failed.length === 0,
    });
  }
  return [
    ...rows,
    {
      name: "false alarms in 100,000 cases of equivalent engines",
      measured: total,
      target: 0,
      unit: "invariants",
      ok: total === 0,
    },
  ];
}
