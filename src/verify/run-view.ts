import type { LogEvent } from "../adapters/run-directory/log.ts";
import { parseLog } from "../adapters/run-directory/log.ts";
import type { Config, Conventions } from "../model/config.ts";
import type { LabelSeries, Panel } from "../model/panel.ts";
import type { ArtifactFile, Metrics, Run, TableName } from "../model/run.ts";
import { placeOfTable, TABLE_NAMES } from "../model/run.ts";
import { Alignments } from "./align.ts";

/** What an invariant may ask for: a table by name, or one of the other parts of a run. */
export type Need = TableName | "config" | "log" | "metrics" | "regimes" | "files";

const NOTHING: readonly string[] = [];

/** A run as invariants see it: each part is fetched once and shared by all of them. */
export class RunView {
  readonly run: Run;
  /** What this run is called in reports. */
  readonly name: string;
  /** By place in TABLE_NAMES; `null` where the run was asked and has none. */
  readonly #tables: (Panel | null | undefined)[] = Array(TABLE_NAMES.length).fill(undefined);
  #events: readonly LogEvent[] | undefined;
  /** What was derived, and from what: two lists in step, which are searched faster than a map is made. */
  readonly #derivations: ((view: RunView) => unknown)[] = [];
  readonly #derived: unknown[] = [];
  readonly #alignments = new Alignments();

  constructor(run: Run, name: string) {
    this.run = run;
    this.name = name;
  }

  get conventions(): Conventions {
    return this.run.info.conventions;
  }

  get config(): Config | undefined {
    return this.run.info.config;
  }

  get metrics(): Metrics | undefined {
    return this.run.metrics();
  }

  get regimes(): LabelSeries | undefined {
    return this.run.regimes();
  }

  get files(): readonly ArtifactFile[] | undefined {
    return this.run.files();
  }

  table(name: TableName): Panel | undefined {
    return this.tableAt(placeOfTable(name));
  }

  /** The table at a place in TABLE_NAMES, for who looks the place up once for many runs. */
  tableAt(place: number): Panel | undefined {
    const known = this.#tables[place];
    if (known !== undefined) return known ?? undefined;
    const table = this.run.table(TABLE_NAMES[place]!);
    this.#tables[place] = table ?? null;
    return table;
  }

  /** The log's events, parsed once; undefined when the run has no log. */
  get log(): readonly LogEvent[] | undefined {
    if (this.#events === undefined) {
      const lines = this.run.log();
      if (lines !== undefined) this.#events = parseLog(lines);
    }
    return this.#events;
  }

  /** A figure that several invariants derive from this run, worked out once. `derive` itself is the key. */
  share<T>(derive: (view: RunView) => T): T {
    const derivations = this.#derivations;
    for (let i = 0; i < derivations.length; i++) if (derivations[i] === derive) return this.#derived[i] as T;
    const derived = derive(this); // may itself share, so it takes its place only now
    derivations.push(derive);
    this.#derived.push(derived);
    return derived;
  }

  /**
   * Which entry of `to` each entry of `from` is, by text; −1 where it is not there. Dates or columns of two tables of
   * this run are compared through it, never by position. Not to be written to.
   */
  align(from: readonly string[], to: readonly string[]): Int32Array {
    return this.#alignments.of(from, to);
  }

  /** What is absent of the needs, as a reader would name it: a file, or a part of `run.json`. */
  missing(needs: readonly Need[]): readonly string[] {
    let missing: string[] | undefined;
    for (let i = 0; i < needs.length; i++) {
      if (this.#has(needs[i]!)) continue;
      missing ??= [];
      missing.push(nameOfNeed(needs[i]!));
    }
    return missing ?? NOTHING;
  }

  #has(need: Need): boolean {
    switch (need) {
      case "config":
        return this.config !== undefined;
      case "log":
        return this.log !== undefined;
      case "metrics":
        return this.metrics !== undefined;
      case "regimes":
        return this.regimes !== undefined;
      case "files":
        return this.files !== undefined;
      default:
        return this.table(need) !== undefined;
    }
  }
}

function nameOfNeed(need: Need): string {
  switch (need) {
    case "config":
      return "run.json (config)";
    case "log":
      return "run.log";
    case "metrics":
      return "metrics.json";
    case "regimes":
      return "allocator_regime_v1.csv";
    case "files":
      return "run.json (artifacts)";
    default:
      return `${need}.csv`;
  }
}
