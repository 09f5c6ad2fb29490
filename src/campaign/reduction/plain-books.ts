import type { Config, Strategy } from "../../model/config.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Edit } from "./edits.ts";
import { inTurn, setConfig, setReturns } from "./edits.ts";
import { PLAIN_SETTINGS } from "./plain-config.ts";
import type { ReductionSession } from "./session.ts";
import { PLAIN_SEEDS } from "./session.ts";

type Rows = Extract<Strategy, { kind: "weights" }>;

/**
 * The books that everybody would try first, in place of those that are left: the first asset alone from the first date
 * on, or in plain settings on the last one; what a book that turns round earns, as the returns of one that does not; else one and the same
 * book at every rebalance, the last one, instead of a book each.
 */
export async function plainBooks(session: ReductionSession): Promise<void> {
  if (await session.attempt(unitFrom(0))) return;
  if (await session.attemptRemade(unitFrom(0), PLAIN_SEEDS)) return;
  const books = [
    inTurn([profitsAsReturns, unitFrom(0)]),
    setConfig((config) => ({ sleeves: withRows(config, repeatingTheLast) })),
  ];
  // Where both scenarios of a pair are kept, a candidate costs two runs.
  if (session.current.followUp === undefined)
    books.unshift(...[0, -1].map((row) => inTurn([PLAIN_SETTINGS, unitFrom(row)])));
  await session.attemptAny(books);
}

/** The first asset alone, in every sleeve, from a date on. */
function unitFrom(row: number): Edit {
  return setConfig((config, { market: { dates, assets } }) => ({
    sleeves: withRows(config, () => ({
      kind: "weights",
      dates: [dates.at(row)!],
      values: [assets.map((_, i) => (i === 0 ? 1 : 0))],
    })),
  }));
}

/** The returns of the only asset, each as the sign of the weight held makes it. */
const profitsAsReturns: Edit = (scenario) => {
  const { market } = scenario;
  if (market.assets.length !== 1) return undefined;
  const changes = market.dates.map((date, t) => ({
    date,
    asset: market.assets[0]!,
    value: market.returns[t]! === 0 ? 0 : market.returns[t]! * signHeld(scenario, date),
  }));
  return setReturns(changes)(scenario);
};

function signHeld({ config }: Scenario, date: string): number {
  const rows = config.sleeves.flatMap(({ strategy }) => {
    if (strategy.kind !== "weights") return [];
    return strategy.values[strategy.dates.findLastIndex((each) => each <= date)]?.[0] ?? 0;
  });
  return Math.sign(rows.reduce((sum, weight) => sum + weight, 0));
}

function withRows({ sleeves }: Config, change: (rows: Rows) => Rows): Config["sleeves"] {
  return sleeves.map((sleeve) =>
    sleeve.strategy.kind === "weights" ? { ...sleeve, strategy: change(sleeve.strategy) } : sleeve,
  );
}

function repeatingTheLast(rows: Rows): Rows {
  const last = rows.values.findLast((row) => row !== null);
  return last === undefined ? rows : { ...rows, values: rows.values.map((row) => (row === null ? null : last)) };
}
