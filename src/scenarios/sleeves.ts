import type { Sleeve, Strategy } from "../model/config.ts";
import type { Capabilities } from "../model/engine.ts";
import type { Random } from "../numeric/random.ts";
import type { Mix } from "./mix.ts";
import { nextAnswer } from "./weight-rows.ts";

/** Strategies that decide by themselves. */
const OWN_RULES: readonly string[] = ["equal-weight", "momentum", "sector-rotation"];
const SLEEVES = ["core", "trend", "carry"] as const;
const BUDGETS = [1, 0.5, 2, 6.14, 0.25, 0] as const;

/** What sleeves have to fit to. */
export interface Plan {
  readonly capabilities: Capabilities;
  readonly mix: Mix;
  readonly dates: readonly string[];
  /** Rows of the dates that are scheduled. */
  readonly scheduled: readonly number[];
  readonly assets: number;
}

/** One to three sleeves; weights outright may leave one asset out on every date. */
export function anySleeves(random: Random, plan: Plan): Sleeve[] {
  const { mix, assets } = plan;
  const count = random.chance(mix.severalSleeves) ? random.between(2, SLEEVES.length) : 1;
  const unheld = assets > 1 && random.chance(mix.unheldAsset) ? random.integer(assets) : -1;
  const sleeves: Sleeve[] = [];
  for (let i = 0; i < count; i++) {
    const budget = count === 1 && random.chance(0.6) ? 1 : random.pick(BUDGETS);
    sleeves.push({ name: SLEEVES[i]!, budget, strategy: anyStrategy(random, plan, unheld) });
  }
  return sleeves;
}

/** Weights outright most of the time, because a counterexample then stands for itself. */
function anyStrategy(random: Random, plan: Plan, unheld: number): Strategy {
  const { capabilities, mix, dates, scheduled, assets } = plan;
  const outright = capabilities.strategies.includes("weights");
  if (!outright || random.chance(mix.ownRule)) {
    const others = capabilities.strategies.filter((kind) => OWN_RULES.includes(kind));
    const longest = Math.min(8, dates.length - 2);
    const kind = others.length === 0 ? undefined : random.pick(others);
    if (kind === "momentum" && longest >= 2) {
      return { kind, period: random.between(2, longest), skip: 0, fraction: random.pick([0.2, 0.5]) };
    }
    if (kind === "sector-rotation" && longest >= 2) return anyRotation(random, longest, scheduled.length, assets);
    if (others.includes("equal-weight")) return { kind: "equal-weight" };
  }
  return weightsOutright(random, plan, unheld);
}

/**
 * A rotation that, where there is a choice of assets and a dozen dates to trade on, spreads over two of them at least:
 * in one and the same asset all the time it would be what data/not-stuck-in-one-asset warns of.
 */
function anyRotation(random: Random, longest: number, scheduled: number, assets: number): Strategy {
  const every = random.pick(["week", "month", "quarter"] as const);
  const canLookStuck = assets > 2 && scheduled >= 12;
  return {
    kind: "sector-rotation",
    momentumPeriod: random.between(2, longest),
    topN: random.between(canLookStuck ? 2 : 1, assets),
    minMomentum: canLookStuck ? -100 : random.pick([0.044, 0.01, 0, -0.02, -1]),
    every,
  };
}

function weightsOutright(random: Random, { mix, dates, scheduled, assets }: Plan, unheld: number): Strategy {
  const chosen: string[] = [];
  const values: (number[] | null)[] = [];
  let previous: number[] | undefined;
  let next = 0;
  for (let row = 0; row < dates.length; row++) {
    const isScheduled = scheduled[next] === row;
    if (isScheduled) next++;
    // A scheduled date without a row holds; a row on an unscheduled date is never read.
    if (!random.chance(isScheduled ? 0.92 : 0.02)) continue;
    const answer = nextAnswer(random, mix, assets, previous);
    if (answer !== null) {
      if (unheld >= 0) answer[unheld] = 0;
      previous = answer;
    }
    chosen.push(dates[row]!);
    values.push(answer);
  }
  return { kind: "weights", dates: chosen, values };
}

/** An upper bound of gross and of one asset's weight over all books: each sleeve's largest, as if on one date. */
export function largestBook(sleeves: readonly Sleeve[]): { gross: number; asset: number } {
  let gross = 0;
  let asset = 0;
  for (let s = 0; s < sleeves.length; s++) {
    const { budget, strategy } = sleeves[s]!;
    const largest = strategy.kind === "weights" ? largestRow(strategy.values) : { gross: 2, asset: 1 };
    gross += budget * largest.gross;
    asset += budget * largest.asset;
  }
  return { gross, asset };
}

/** The largest gross of a row and the largest weight of any. */
function largestRow(rows: readonly (readonly number[] | null)[]): { gross: number; asset: number } {
  let gross = 0;
  let asset = 0;
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!;
    if (row === null) continue;
    let total = 0;
    for (let i = 0; i < row.length; i++) {
      const size = Math.abs(row[i]!);
      total += size;
      if (size > asset) asset = size;
    }
    if (total > gross) gross = total;
  }
  return { gross, asset };
}
