import type { Engine } from "../model/engine.ts";
import type { Run } from "../model/run.ts";
import type { Scenario } from "../model/scenario.ts";
import { VERSION } from "../model/version.ts";
import { allocate } from "./allocate.ts";
import { assess } from "./assess.ts";
import { construct } from "./construct.ts";
import { hold } from "./hold.ts";
import { measure } from "./measure.ts";
import { REFERENCE, record } from "./record.ts";
import { schedule } from "./schedule.ts";
import { settle } from "./settle.ts";
import type { Stages } from "./stages.ts";
import { CAPABILITIES, requireSupported } from "./support.ts";
import { target } from "./target.ts";

/** The reference engine, stage by stage; ENGINE.md is its specification. */
export const referenceStages: Stages = Object.freeze({
  schedule,
  construct,
  target,
  assess,
  allocate,
  hold,
  settle,
  measure,
  record,
});

/**
 * Runs a scenario through the stages, in the order in which the data flows. Everything up to the metrics is worked out
 * here; tables and log follow on demand. Throws a ConfigError for what this version does not support and a LimitError
 * for a book over its limits under a policy that does not scale.
 */
export function runStages(scenario: Scenario, stages: Stages = referenceStages): Run {
  requireSupported(scenario.config);
  const books = stages.construct(scenario, stages.schedule(scenario));
  const targeted = stages.target(scenario, books);
  const assessed = stages.assess(scenario, books, targeted);
  const allocated = stages.allocate(scenario, books, targeted, assessed);
  const held = stages.hold(scenario, books, allocated);
  const settled = stages.settle(scenario, held);
  const measured = stages.measure(scenario, held, settled);
  return stages.record({ scenario, books, targeted, assessed, allocated, held, settled, measured });
}

/** Any set of stages behind the engine port, under the reference's version and capabilities. */
export function engineOf(stages: Stages, name: string = REFERENCE.name): Engine {
  const identity = { name, version: VERSION };
  return {
    async describe() {
      return { ...identity, capabilities: CAPABILITIES };
    },
    async run(scenario, signal) {
      signal?.throwIfAborted();
      const run = runStages(scenario, stages);
      return name === REFERENCE.name ? run : signedBy(run, identity);
    },
  };
}

/** The reference engine behind the engine port. Its stages keep nothing, so its runs are final. */
export const referenceEngine: Engine = { ...engineOf(referenceStages), runsAreFinal: true };

/** The same run under another engine's name. */
function signedBy(run: Run, engine: { readonly name: string; readonly version: string }): Run {
  return {
    info: { ...run.info, engine },
    table: (name) => run.table(name),
    regimes: () => run.regimes(),
    metrics: () => run.metrics(),
    log: () => run.log(),
    document: (name) => run.document(name),
    files: () => run.files(),
  };
}
