import type { LogEvent } from "../adapters/run-directory/log.ts";
import { parseLog } from "../adapters/run-directory/log.ts";
import type { Config, Conventions } from "../model/config.ts";
import type { LabelSeries, Panel } from "../model/panel.ts";
import type { ArtifactFile, Metrics, Run, TableName } from "../model/run.ts";
import { placeOfTable, TABLE_NAMES } from "../model/run.ts";
import { Alignments } from "./align.ts";
import { DateLists } from "./date-numbers.ts";

/** A part of a run that is no table. */
type Part = "config" | "log" | "metrics" | "regimes" | "files";

/** What an invariant may ask for: a table by name, or one of the other parts of a run. */
export type Need = TableName | Part;

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
  /** This run's lists of dates, each read once. */
  readonly dates = new DateLists();
  readonly #alignments = new Alignments(this.dates);

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

  /** For each date the last of some events at or before it; −1 before the first. Not to be written to. */
  lastAtOrBefore(dates: readonly string[], events: readonly string[]): Int32Array {
    return this.#alignments.lastAtOrBefore(dates, events);
  }

  /** What is absent of the needs, as a reader would name it: a file, or a part of `run.json`. */
  missing(needs: readonly Need[]): readonly string[] {
    return new Needs(needs).missingIn(this);
  }
}

const NOTHING: readonly string[] = [];

/** How a reader would name a part: a file, or a part of `run.json`. */
const PARTS: Readonly<Record<Part, string>> = {
  config: "run.json (config)",
  log: "run.log",
  metrics: "metrics.json",
  regimes: "allocator_regime_v1.csv",
  files: "run.json (artifacts)",
};

/** The needs of an invariant; the places of the tables among them are looked up once for all runs. */
export class Needs {
  readonly #needs: readonly Need[];
  /** By need: the table's place in TABLE_NAMES; −1 for another part. */
  readonly #places: readonly number[];

  constructor(needs: readonly Need[]) {
    this.#needs = needs;
    this.#places = needs.map((need) => (isPart(need) ? -1 : placeOfTable(need)));
  }

  /** What a run lacks of them, as a reader would name it. */
  missingIn(view: RunView): readonly string[] {
    let missing: string[] | undefined;
    for (let i = 0; i < this.#needs.length; i++) {
      const need = this.#needs[i]!;
      const place = this.#places[i]!;
      if (place < 0 ? hasPart(view, need as Part) : view.tableAt(place) !== undefined) continue;
      missing ??= [];
      missing.push(isPart(need) ? PARTS[need] : `${need}.csv`);
    }
    return missing ?? NOTHING;
  }
}

// Not by name: a look-up by a name that changes is several times as slow.
function hasPart(view: RunView, part: Part): boolean {
  switch (part) {
    case "config":
      return view.config !== undefined;
    case "log":
      return view.log !== undefined;
    case "metrics":
      return view.metrics !== undefined;
    case "regimes":
      return view.regimes !== undefined;
    case "files":
      return view.files !== undefined;
  }
}

function isPart(need: Need): need is Part {
  return Object.hasOwn(PARTS, need);
}
