import type { Allocator } from "../model/config.ts";
import type { Panel } from "../model/panel.ts";
import { panel } from "../model/panel.ts";
import type { TableName } from "../model/run.ts";
import { TABLES } from "../model/run.ts";
import { bytes, doubles } from "../numeric/arrays.ts";
import { interleave } from "./interleave.ts";
import {
  recordedApplied,
  recordedComputed,
  recordedSleeveApplied,
  recordedSleeveComputed,
} from "./recorded-scalars.ts";
import { sleeveBooksPost } from "./sleeves.ts";
import type { Held, Ledger, Settled } from "./stages.ts";

type Precomputed = Extract<Allocator, { mode: "precomputed" }>;

/**
 * Makes the tables of a run (CONTRACT.md §3) from its ledger, one at a time. All tables of one run share the market's
 * arrays of dates and assets and one array of rebalance dates, so that their alignment shows without a comparison.
 * Matrices of the ledger are adopted, not copied.
 */
export class TableMaker {
  readonly #ledger: Ledger;
  readonly #rebalanceDates: readonly string[];

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    const { dates } = ledger.scenario.market;
    const { rows } = ledger.books;
    const rebalanceDates: string[] = [];
    for (let k = 0; k < rows.length; k++) rebalanceDates.push(dates[rows[k]!]!);
    this.#rebalanceDates = rebalanceDates;
  }

  /** The table; undefined where this run has none of that name. */
  make(name: TableName): Panel | undefined {
    const { scenario, books, targeted, allocated, held, settled, measured } = this.#ledger;
    const { market, config } = scenario;
    switch (name) {
      case "returns":
        return panel(market.dates, market.assets, market.returns);
      case "weights_model":
        return this.#books(books.model);
      case "weights_pre":
        return this.#books(books.pre);
      case "weights_post":
        return this.#books(targeted.post);
      case "weights_raw":
        return this.#books(allocated.raw);
      case "weights_scaled":
        return this.#books(allocated.scaled);
      case "leverage_series":
        return this.#leverage();
      case "turnover":
        return this.#columns(name, [held.turnover, held.cost]);
      case "allocator_risk_v1":
        return this.#scalars(name, recordedComputed(this.#ledger));
      case "allocator_risk_v1_applied":
        return this.#scalars(name, recordedApplied(this.#ledger));
      case "allocator_sleeve_risk_v1":
        return this.#bySleeve(recordedSleeveComputed(this.#ledger));
      case "allocator_sleeve_risk_v1_applied":
        return this.#bySleeve(recordedSleeveApplied(this.#ledger));
      case "sleeve_weights_post":
        return this.#sleeveBooks();
      case "overlay_weights":
        return this.#overlay();
      case "allocator_risk_v1_applied_used":
        return config.allocator.mode === "precomputed" ? this.#scalars(name, allocated.applied!) : undefined;
      case "allocator_risk_v1_applied_source":
        return config.allocator.mode === "precomputed" ? loadedScalars(config.allocator) : undefined;
      case "allocator_scalars_at_rebalances":
        return config.allocator.mode === "precomputed" ? this.#sideBySide(config.allocator) : undefined;
      case "allocator_state_v1":
        return this.#state();
      case "weights_daily":
        return panel(market.dates, market.assets, dailyBooks(held, market.assets.length));
      case "portfolio_returns":
        return portfolioReturns(market.dates, settled);
      case "equity_curve":
        return panel(
          market.dates,
          TABLES[name].columns,
          interleave([measured.equity, measured.drawdown], market.dates.length),
        );
    }
  }

  #books(values: Float64Array): Panel {
    return panel(this.#rebalanceDates, this.#ledger.scenario.market.assets, values);
  }

  #columns(name: "turnover" | "leverage_series", columns: readonly Float64Array[], missing?: Uint8Array): Panel {
    return panel(this.#rebalanceDates, TABLES[name].columns, interleave(columns, this.#rebalanceDates.length), missing);
  }

  #scalars(
    name: "allocator_risk_v1" | "allocator_risk_v1_applied" | "allocator_risk_v1_applied_used",
    values: Float64Array,
  ): Panel {
    return panel(this.#rebalanceDates, TABLES[name].columns, values);
  }

  #bySleeve(values: Float64Array | undefined): Panel | undefined {
    const { sleeves } = this.#ledger.scenario.config;
    const names = sleeves.map(({ name }) => name);
    return values === undefined ? undefined : panel(this.#rebalanceDates, names, values);
  }

  #sleeveBooks(): Panel | undefined {
    const { scenario, books, targeted, allocated } = this.#ledger;
    const { market, config } = scenario;
    if (config.allocator.sleeveScalars === undefined) return undefined;
    const columns = config.sleeves.flatMap(({ name }) => market.assets.map((asset) => `${name}/${asset}`));
    return panel(this.#rebalanceDates, columns, allocated.sleeves?.post ?? sleeveBooksPost(config, books, targeted));
  }

  /** In mode off the overlay adds nothing, like everything of the allocator's. */
  #overlay(): Panel | undefined {
    const { scenario, targeted, allocated } = this.#ledger;
    if (scenario.config.allocator.overlay === undefined) return undefined;
    return this.#books(allocated.overlay ?? doubles(targeted.post.length));
  }

  #state(): Panel {
    const { columns, values, missing } = this.#ledger.assessed.state();
    return panel(this.#ledger.scenario.market.dates, columns, values, missing);
  }

  /** Where the exposure policy does not look at volatility, that column is missing. */
  #leverage(): Panel {
    const { targeted, scenario } = this.#ledger;
    const { vol, leverage, grossBefore, grossAfter } = targeted;
    const columns = [vol, leverage, grossBefore, grossAfter];
    if (scenario.config.exposure.kind === "vol-target") return this.#columns("leverage_series", columns);
    const missing = bytes(vol.length * columns.length);
    for (let k = 0; k < vol.length; k++) missing[k * columns.length] = 1;
    return this.#columns("leverage_series", columns, missing);
  }

  /** What the source says and what was used, at each rebalance; a date that the source lacks is missing. */
  #sideBySide({ applied }: Precomputed): Panel {
    const used = this.#ledger.allocated.applied!;
    const values = doubles(used.length * 2);
    const missing = bytes(values.length);
    let lacks = false;
    let next = 0; // both lists of dates increase, so one walk finds them all
    for (let k = 0; k < used.length; k++) {
      const date = this.#rebalanceDates[k]!;
      while (next < applied.length && applied[next]!.date < date) next++;
      const source = applied[next]?.date === date ? applied[next]!.risk_scalar_applied : undefined;
      values[k * 2] = source ?? Number.NaN;
      values[k * 2 + 1] = used[k]!;
      if (source !== undefined) continue;
      missing[k * 2] = 1;
      lacks = true;
    }
    const { columns } = TABLES.allocator_scalars_at_rebalances;
    return panel(this.#rebalanceDates, columns, values, lacks ? missing : undefined);
  }
}

/** The precomputed scalars as given, on the source's own dates. */
function loadedScalars({ applied }: Precomputed): Panel {
  const dates: string[] = [];
  const values = doubles(applied.length);
  for (let k = 0; k < applied.length; k++) {
    const { date, risk_scalar_applied } = applied[k]!;
    dates.push(date);
    values[k] = risk_scalar_applied;
  }
  return panel(dates, TABLES.allocator_risk_v1_applied_source.columns, values);
}

/** The book in force on each bar, T × N; zero before the first rebalance. */
function dailyBooks({ bookOf, books }: Held, width: number): Float64Array {
  const daily = doubles(bookOf.length * width);
  for (let t = 0; t < bookOf.length; t++) {
    const book = bookOf[t]!;
    if (book < 0) continue;
    for (let i = 0; i < width; i++) daily[t * width + i] = books[book * width + i]!;
  }
  return daily;
}

/** On a bar of ruin there is no log return: that cell is missing. */
function portfolioReturns(dates: readonly string[], settled: Settled): Panel {
  const columns = [settled.grossReturn, settled.cost, settled.logReturn, settled.simpleReturn];
  const values = interleave(columns, dates.length);
  if (settled.ruinRow < 0) return panel(dates, TABLES.portfolio_returns.columns, values);
  const missing = bytes(values.length);
  for (let t = 0; t < dates.length; t++) {
    if (settled.simpleReturn[t] === -1 && Number.isNaN(settled.logReturn[t])) missing[t * columns.length + 2] = 1;
  }
  return panel(dates, TABLES.portfolio_returns.columns, values, missing);
}
