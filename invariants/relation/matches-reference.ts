import type { TableName } from "../../src/model/run.ts";
import { TABLE_NAMES } from "../../src/model/run.ts";
import { relative } from "../../src/numeric/tolerance.ts";
import { sameScenario } from "../../src/relations/same-scenario.ts";
import { relationInvariant } from "../../src/verify/invariant.ts";
import { compareRegimesBeyondRounding, STATE_BEYOND_ROUNDING } from "../../src/verify/regime-rounding.ts";
import { compareRelated } from "../../src/verify/related-run.ts";
import { stageOf } from "../../src/verify/stage-of.ts";
import { dutyForAll } from "../../src/verify/table-duties.ts";

export const matchesReference = relationInvariant({
  id: "relation/matches-reference",
  title: "The reference engine makes the same tables of the same scenario; the first divergence is named by its stage",
  severity: "error",
  why: `A port, a rewrite or a fast path is right when it gives the figures of what it replaces. A test that compares the
    last figure says that something is wrong; the first table, date and asset that differ say what.`,
  independentOf: "the engine under test: another program makes the same run.",
  blindTo: `an error that both make, tables that the engine does not leave, its metrics and log (metrics-recompute,
    artifact-log-consistency); and what rounding decides, from a regime within 1e-9 of its threshold on.`,
  tolerance: relative(1e-9),
  runner: "reference",
  optIn:
    "it is for other engines that follow docs/ENGINE.md: `--against-reference`, or campaign.reference in the config",
  followUp(scenario) {
    const { earnsFrom } = scenario.config.conventions;
    return earnsFrom === 1 ? "the reference does not do weights that earn a day later" : scenario;
  },
  compares: dutyForAll("same", {
    metrics: { leftOut: "they follow from the returns (accounting/metrics-recompute)" },
    "run.log": { leftOut: "every engine has its own (accounting/artifact-log-consistency)" },
  }),
  check({ source, followUp, scenario, followUpScenario }, probe) {
    const same = sameScenario(scenario, followUpScenario);
    probe.precondition("the same scenario for both engines", same);
    if (!same) return;
    const pair = { source: followUp, followUp: source, scenario: followUpScenario, followUpScenario: scenario };
    const compare = (names: readonly TableName[], before?: string) => {
      for (const name of names) {
        compareRelated(probe, name, pair, {
          because: `the reference has another figure (stage ${stageOf(name)})`,
          common: true,
          before,
          only: name === "allocator_state_v1" ? STATE_BEYOND_ROUNDING : undefined,
        });
      }
    };
    compare(TABLE_NAMES.filter((name) => comesBeforeRegimes(name)));
    const before = compareRegimesBeyondRounding(pair, probe, "the reference has another regime (stage assess)", true);
    compare(
      TABLE_NAMES.filter((name) => !comesBeforeRegimes(name)),
      before,
    );
  },
});

/** What no regime has a say in; it is compared first, so that the first violation is the first divergence. */
function comesBeforeRegimes(name: TableName): boolean {
  return ["market", "construct", "target"].includes(stageOf(name));
}
