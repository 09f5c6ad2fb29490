import type { Scenario } from "../../model/scenario.ts";
import { outrightParts } from "./config-parts.ts";
import type { CellChange } from "./edits.ts";
import { setReturns, setWeights, withoutMoves } from "./edits.ts";
import { scalarsOf, withoutScalars, withScalar } from "./scalars.ts";
import type { ReductionSession } from "./session.ts";
import { simplerThan } from "./simpler.ts";

/** From how many cells on whole dates and assets are tried before single cells are. */
const MANY_CELLS = 32;
/** More cells than any budget would get through one by one. */
const TOO_MANY_CELLS = 4_096;

/** Returns and weights that the failure does not need become 0; the others become figures one can work with by hand. */
export async function simplerValues(session: ReductionSession): Promise<void> {
  await fewerMoves(session);
  for (const { name } of outrightParts(session.scenario.config)) {
    const cells = weightCells(session.scenario, name);
    if (cells.length <= TOO_MANY_CELLS) await session.dropChunks(cells, (some) => setWeights(name, some.map(zero)));
  }
  for (const cell of returnCells(session.scenario)) {
    await session.attemptAny(simplerThan(cell.value, [0.1, 0.01]).map((value) => setReturns([{ ...cell, value }])));
    if (session.exhausted) return;
  }
  for (const { name } of outrightParts(session.scenario.config)) {
    for (const cell of weightCells(session.scenario, name)) {
      const edits = simplerThan(cell.value, [1, 0.5, 0.1, 0.001]).map((value) =>
        setWeights(name, [{ ...cell, value }]),
      );
      await session.attemptAny(edits);
      if (session.exhausted) return;
    }
  }
  await simplerScalars(session);
  await simplerDifferences(session);
}

/** No return at all; else none on the dates and of the assets that do without; then cell by cell. */
async function fewerMoves(session: ReductionSession): Promise<void> {
  const { market } = session.scenario;
  const cells = commonCells(session);
  if (await session.attempt(setReturns(cells.map(zero)))) return;
  if (market.dates.length * market.assets.length > MANY_CELLS) {
    await session.dropChunks(market.dates, (dates) => withoutMoves({ dates: new Set(dates) }));
    await session.dropChunks(market.assets, (assets) => withoutMoves({ assets: new Set(assets) }));
  }
  const left = commonCells(session);
  if (left.length <= TOO_MANY_CELLS) await session.dropChunks(left, (some) => setReturns(some.map(zero)));
}

/** The returns other than 0 that the scenarios of a pair have in common: where they differ, the failure may lie. */
function commonCells({ current: { scenario, followUp }, remadeWith }: ReductionSession): CellChange[] {
  const cells = returnCells(scenario);
  if (followUp === undefined || remadeWith !== undefined) return cells;
  const differing = new Set(differencesOf(scenario, followUp).map(({ cell }) => `${cell.date} ${cell.asset}`));
  return cells.filter(({ date, asset }) => !differing.has(`${date} ${asset}`));
}

/** The allocator's scalars: none, or a half, or few digits. */
async function simplerScalars(session: ReductionSession): Promise<void> {
  const count = scalarsOf(session.scenario.config).length;
  await session.dropChunks([...Array(count).keys()].reverse(), (indexes) => withoutScalars(new Set(indexes)));
  for (let k = 0; k < count; k++) await session.attemptAny([withScalar(k, 1), withScalar(k, 0.5)]);
}

/** Where the scenarios of a pair have different returns: fewer differences, and simpler ones on either side. */
async function simplerDifferences(session: ReductionSession): Promise<void> {
  const { scenario, followUp } = session.current;
  if (followUp === undefined || session.remadeWith !== undefined) return;
  const differing = differencesOf(scenario, followUp);
  if (differing.length > TOO_MANY_CELLS) return;
  await session.dropChunksOn("followUp", differing, (some) =>
    setReturns(some.map(({ cell, source }) => ({ ...cell, value: source }))),
  );
  for (const { cell, source } of differencesOf(session.scenario, session.current.followUp!)) {
    await simplerOn(session, "scenario", { ...cell, value: source });
    await simplerOn(session, "followUp", cell);
  }
}

/** Cells of the second scenario, with the value that the first one has there. */
function differencesOf(scenario: Scenario, followUp: Scenario): { cell: CellChange; source: number }[] {
  const valueIn = new Map(allCells(scenario).map((cell) => [`${cell.date} ${cell.asset}`, cell.value]));
  return allCells(followUp).flatMap((cell) => {
    const source = valueIn.get(`${cell.date} ${cell.asset}`);
    return source === undefined || source === cell.value ? [] : [{ cell, source }];
  });
}

async function simplerOn(session: ReductionSession, side: "scenario" | "followUp", cell: CellChange): Promise<void> {
  const wanted = cell.value === 0 ? [] : [0, ...simplerThan(cell.value, [0.1, 0.01])];
  for (const value of wanted) if (await session.attemptOn(side, setReturns([{ ...cell, value }]))) return;
}

function returnCells(scenario: Scenario): CellChange[] {
  return allCells(scenario).filter(({ value }) => value !== 0);
}

function allCells({ market }: Scenario): CellChange[] {
  const { assets, returns } = market;
  return market.dates.flatMap((date, t) =>
    assets.map((asset, i) => ({ date, asset, value: returns[t * assets.length + i]! })),
  );
}

function weightCells({ market, config }: Scenario, partName: string): CellChange[] {
  const strategy = outrightParts(config).find(({ name }) => name === partName)?.strategy;
  if (strategy === undefined) return [];
  return strategy.dates.flatMap((date, k) =>
    market.assets.flatMap((asset, i) => {
      const value = strategy.values[k]?.[i] ?? 0;
      return value === 0 ? [] : [{ date, asset, value }];
    }),
  );
}

function zero(cell: CellChange): CellChange {
  return { ...cell, value: 0 };
}
