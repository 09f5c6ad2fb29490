import type { LogEvent } from "../adapters/run-directory/log.ts";
import type { Config } from "../model/config.ts";
import type { LabelSeries } from "../model/panel.ts";
import type { ArtifactFile, Metrics } from "../model/run.ts";
import { TABLE_NAMES } from "../model/run.ts";
import type { Subject } from "./invariant.ts";
import type { Need, RunView } from "./run-view.ts";

/**
 * All parts of a run, each looked up when a check reads it: one object serves every invariant. Types keep a check to
 * the needs that it declared; the judge has made sure that those are present.
 */
class Parts {
  readonly run: RunView;

  constructor(run: RunView) {
    this.run = run;
  }

  get config(): Config | undefined {
    return this.run.config;
  }

  get log(): readonly LogEvent[] | undefined {
    return this.run.log;
  }

  get metrics(): Metrics | undefined {
    return this.run.metrics;
  }

  get regimes(): LabelSeries | undefined {
    return this.run.regimes;
  }

  get files(): readonly ArtifactFile[] | undefined {
    return this.run.files;
  }
}

for (const [place, name] of TABLE_NAMES.entries()) {
  Object.defineProperty(Parts.prototype, name, {
    get(this: Parts) {
      return this.run.tableAt(place);
    },
  });
}

/** What checks and their `applies` are handed for this run, made once. */
export function subjectOf(view: RunView): Subject<Need> {
  return view.share(partsOf);
}

function partsOf(view: RunView): Subject<Need> {
  return new Parts(view) as unknown as Subject<Need>;
}
