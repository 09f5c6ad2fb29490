import type { LabelSeries, Panel } from "../model/panel.ts";
import { REGIMES } from "../model/regime.ts";
import type { ArtifactFile, DocumentName, EngineIdentity, Metrics, Run, RunInfo, TableName } from "../model/run.ts";
import { placeOfTable, TABLE_NAMES } from "../model/run.ts";
import { VERSION } from "../model/version.ts";
import { documentOf } from "./documents.ts";
import { logLines } from "./log.ts";
import type { Ledger } from "./stages.ts";
import { TableMaker } from "./tables.ts";

/** Who the reference engine is. */
export const REFERENCE: EngineIdentity = Object.freeze({ name: "tieout-reference", version: VERSION });

/** Stage 8: the run. Tables and log are made when somebody asks for them, once, and then kept. */
export function record(ledger: Ledger): Run {
  return new LedgerRun(ledger);
}

class LedgerRun implements Run {
  readonly #ledger: Ledger;
  /** By place in TABLE_NAMES; null where this run has none of that name. */
  readonly #tables: (Panel | null | undefined)[] = Array(TABLE_NAMES.length).fill(undefined);
  #maker: TableMaker | undefined;
  #info: RunInfo | undefined;
  #regimes: LabelSeries | undefined;
  #log: readonly string[] | undefined;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  get info(): RunInfo {
    const { market, config } = this.#ledger.scenario;
    this.#info ??= {
      engine: REFERENCE,
      config,
      conventions: config.conventions,
      universe: market.assets,
      assumptions: [],
    };
    return this.#info;
  }

  table(name: TableName): Panel | undefined {
    const place = placeOfTable(name);
    const kept = this.#tables[place];
    if (kept !== undefined) return kept ?? undefined;
    this.#maker ??= new TableMaker(this.#ledger);
    const made = this.#maker.make(name);
    this.#tables[place] = made ?? null;
    return made;
  }

  /** The regime by bar. */
  regimes(): LabelSeries {
    const { scenario, assessed } = this.#ledger;
    if (this.#regimes === undefined) {
      const levels = assessed.regimes();
      const labels: string[] = [];
      for (let t = 0; t < levels.length; t++) labels.push(REGIMES[levels[t]!]!);
      this.#regimes = { dates: scenario.market.dates, column: "regime", labels };
    }
    return this.#regimes;
  }

  metrics(): Metrics {
    return this.#ledger.measured.metrics;
  }

  log(): readonly string[] {
    this.#log ??= logLines(this.#ledger);
    return this.#log;
  }

  document(name: DocumentName): unknown {
    return documentOf(name, this.#ledger);
  }

  /** A run in memory has no files. */
  files(): readonly ArtifactFile[] | undefined {
    return undefined;
  }
}
