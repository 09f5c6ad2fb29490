import type { Panel } from "../model/panel.ts";
import { doubles } from "../numeric/arrays.ts";
import { cellAt } from "./align.ts";
import { placeOfColumn } from "./column.ts";
import type { Cells, Probe } from "./probe.ts";
import { marketDates, rebalanceDates } from "./rebalance-dates.ts";
import type { RunView } from "./run-view.ts";
import type { StateWarmup } from "./state-warmup.ts";
import { stateWarmup } from "./state-warmup.ts";

/** The features that every state has. */
const REQUIRED = [
  "port_rvol_20d",
  "port_rvol_60d",
  "vol_accel",
  "corr_20d",
  "corr_60d",
  "corr_shock",
  "dd_level",
  "dd_slope_10d",
] as const;

/** All features that something is known of, and the mark of the warm-up. */
export const KNOWN_FEATURES: readonly string[] = [
  ...REQUIRED,
  "trend_breadth_20d",
  "sleeve_concentration_60d",
  "warmup",
];

const SLOPE_BARS = 10;
const NO_BOUND = Number.POSITIVE_INFINITY;

/** What a feature lies between, where it is known. */
const BOUNDS: ReadonlyMap<string, readonly [low: number, high: number]> = new Map([
  ["port_rvol_20d", [0, NO_BOUND]],
  ["port_rvol_60d", [0, NO_BOUND]],
  ["vol_accel", [0, NO_BOUND]],
  ["corr_20d", [-1, 1]],
  ["corr_60d", [-1, 1]],
  ["dd_level", [-1, 0]],
  ["trend_breadth_20d", [0, 1]],
  ["sleeve_concentration_60d", [0, 1]],
  ["warmup", [0, 1]],
]);

/**
 * One row a market date, all features: the first that lacks is named. Features of the sleeves are due where the config
 * has the sleeves, and the mark where there is something to mark.
 */
export function checkStateShape(run: RunView, state: Panel, probe: Probe): void {
  const artifact = "allocator_state_v1.csv";
  const sleeves = run.config?.sleeves ?? [];
  const required: string[] = [];
  if (sleeves.some(({ name }) => name === "trend")) required.push("trend_breadth_20d");
  if (sleeves.length > 1) required.push("sleeve_concentration_60d");
  if (state.missing?.includes(1) === true) required.push("warmup");
  for (const name of required.length === 0 ? REQUIRED : [...REQUIRED, ...required]) {
    if (state.columns.includes(name)) probe.examined++;
    else probe.holds(false, { artifact }, name, "no such column", () => `the state has no column ${name}`);
  }
  const dates = marketDates(run) ?? [];
  const rows = run.align(dates, state.dates);
  probe.examined += dates.length;
  for (let t = 0; t < dates.length; t++) {
    if (rows[t]! >= 0) continue;
    const message = "the market has this date, and the state has no row for it";
    probe.violate({ artifact, date: dates[t]! }, "a row", "no row", null, null, message);
  }
}

/** Once its window is full a feature is there; where one is not, the row is marked. */
export function checkStateWarmup(run: RunView, state: Panel, probe: Probe): void {
  const market = marketDates(run) ?? [];
  const width = state.columns.length;
  const booked = firstBookedRow(run);
  const full = doubles(width);
  for (let i = 0; i < width; i++) full[i] = firstFullRow(state.columns[i]!, booked);
  const mark = state.columns.indexOf("warmup");
  const cells = probe.cells("allocator_state_v1", state.dates, undefined, (_, i) => {
    return i === mark
      ? "a row is marked 1 where a feature is missing, else 0"
      : `${state.columns[i]}: its window is full`;
  });
  const warmup = stateWarmup(run);
  if (state.dates === market && isInTime(warmup, full)) {
    for (let i = 0; i < width; i++) probe.examined += Math.max(0, market.length - full[i]!);
    if (mark < 0) return;
    let last = 0;
    for (let i = 0; i < width; i++) if (i !== mark) last = Math.max(last, warmup.rows[i]!);
    for (let t = 0; t < market.length; t++) cells.equal(t, mark, state.values[t * width + mark]!, t < last ? 1 : 0);
    return;
  }
  compareEmptyCells(state, run.align(state.dates, market), full, mark, cells, probe);
}

/** Whether nothing but warm-ups is empty, and each ends before its feature is due. */
function isInTime({ rows, isAll }: StateWarmup, full: Float64Array): boolean {
  for (let i = 0; i < rows.length; i++) if (rows[i]! > full[i]!) return false;
  return isAll;
}

/** {@link checkStateWarmup} cell by cell; `bars` are the market rows of the rows of the state. */
function compareEmptyCells(
  { columns: { length: width }, values, missing }: Panel,
  bars: Int32Array,
  full: Float64Array,
  mark: number,
  cells: Cells,
  probe: Probe,
): void {
  for (let t = 0, cell = 0; t < bars.length; t++) {
    let lacks = 0;
    let there = 0;
    const bar = bars[t]!;
    for (let i = 0; i < width; i++, cell++) {
      const absent = missing !== undefined && missing[cell] === 1;
      if (absent && i !== mark) lacks = 1;
      if (bar < full[i]!) continue;
      if (absent) cells.holds(false, t, i, Number.NaN, "a number");
      else there++;
    }
    probe.examined += there;
    if (mark >= 0) cells.equal(t, mark, values[t * width + mark]!, lacks);
  }
}

/** Each figure lies where such a figure can lie. */
export function checkStateBounds(state: Panel, probe: Probe): void {
  const { columns, values, missing } = state;
  const cells = probe.cells("allocator_state_v1", state.dates, undefined, (_, i) => {
    return `${columns[i]} lies between ${BOUNDS.get(columns[i]!)?.join(" and ")}`;
  });
  for (let i = 0; i < columns.length; i++) {
    const bounds = BOUNDS.get(columns[i]!);
    if (bounds === undefined) continue;
    const low = bounds[0];
    const high = bounds[1];
    let inside = 0;
    for (let t = 0, cell = i; cell < values.length; t++, cell += columns.length) {
      const value = values[cell]!;
      if (value >= low && value <= high) inside++;
      else if (missing !== undefined && missing[cell] === 1) continue;
      else if (value > high) cells.atMost(t, i, value, high);
      else cells.atMost(t, i, -value, -low);
    }
    probe.examined += inside;
  }
}

const PARTS = [
  "vol_accel is port_rvol_20d / port_rvol_60d, 1 where that is 0",
  "corr_shock is corr_20d − corr_60d",
  `dd_slope_10d is dd_level less the one ${SLOPE_BARS} bars before`,
] as const;

/** vol_accel, corr_shock and dd_slope_10d follow from the features beside them. */
export function checkStateParts(run: RunView, state: Panel, probe: Probe): void {
  const market = marketDates(run) ?? [];
  const bars = run.align(state.dates, market);
  const rows = run.align(market, state.dates);
  const { rows: warm } = stateWarmup(run);
  const at = (name: string) => placeOfColumn(state, name);
  const accel = at("vol_accel");
  const short = at("port_rvol_20d");
  const long = at("port_rvol_60d");
  const shock = at("corr_shock");
  const near = at("corr_20d");
  const far = at("corr_60d");
  const level = at("dd_level");
  const slope = at("dd_slope_10d");
  const cells = probe.cells("allocator_state_v1", state.dates, undefined, (_, part) => PARTS[part]!);
  const accelFrom = firstKnown(warm, accel, long);
  const shockFrom = firstKnown(warm, shock, far);
  const slopeFrom = firstKnown(warm, slope, level);
  for (let t = Math.min(accelFrom, shockFrom, slopeFrom); t < bars.length; t++) {
    if (t >= accelFrom) {
      const base = cellAt(state, t, long);
      const part = cellAt(state, t, accel);
      if (known(part, base)) cells.equal(t, 0, part, base === 0 ? 1 : cellAt(state, t, short) / base);
    }
    if (t >= shockFrom) {
      const base = cellAt(state, t, far);
      const part = cellAt(state, t, shock);
      if (known(part, base)) cells.equalAtScale(t, 1, part, cellAt(state, t, near) - base, 1);
    }
    const before = t < slopeFrom || bars[t]! < SLOPE_BARS ? -1 : rows[bars[t]! - SLOPE_BARS]!;
    if (before < 0) continue; // found by date: a lost row is one finding
    const now = cellAt(state, t, level);
    const part = cellAt(state, t, slope);
    if (known(part, now)) cells.equalAtScale(t, 2, part, now - cellAt(state, before, level), 1);
  }
}

/** The first row on which two columns can both be known; past all rows where one of them is not there. */
function firstKnown(warmup: Int32Array, a: number, b: number): number {
  return a < 0 || b < 0 ? Number.POSITIVE_INFINITY : Math.max(warmup[a]!, warmup[b]!);
}

function known(a: number, b: number): boolean {
  return !Number.isNaN(a) && !Number.isNaN(b);
}

/** The first market row on which a book is held, past row 0, which has no return. */
function firstBookedRow(run: RunView): number {
  const first = rebalanceDates(run)[0];
  return first === undefined ? NO_BOUND : Math.max(1, (marketDates(run) ?? []).indexOf(first));
}

/** The market row from which on a feature must be there; what reads the book needs one first. */
function firstFullRow(name: string, booked: number): number {
  switch (name) {
    case "warmup":
    case "dd_level":
      return 0;
    case "dd_slope_10d":
      return SLOPE_BARS;
    case "corr_20d":
      return 21;
    case "corr_60d":
    case "corr_shock":
      return 61;
    case "port_rvol_20d":
    case "trend_breadth_20d":
      return booked + 20;
    case "port_rvol_60d":
    case "vol_accel":
    case "sleeve_concentration_60d":
      return booked + 60;
    default:
      return NO_BOUND;
  }
}
