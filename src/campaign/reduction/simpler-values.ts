import type { Scenario } from "../../model/scenario.ts";
import type { CellChange, Edit } from "./edits.ts";
import { setConfig, setReturns, setWeights } from "./edits.ts";
import type { ReductionSession } from "./session.ts";

/** Returns and weights that the failure does not need become 0; the others become figures one can work with by hand. */
export async function simplerValues(session: ReductionSession): Promise<void> {
  await session.dropChunks(returnCells(session.scenario), (cells) => setReturns(cells.map(zero)));
  for (const { name } of session.scenario.config.sleeves) {
    await session.dropChunks(weightCells(session.scenario, name), (cells) => setWeights(name, cells.map(zero)));
  }
  for (const cell of returnCells(session.scenario)) {
    await session.attemptAny(simplerThan(cell.value, [0.1, 0.01]).map((value) => setReturns([{ ...cell, value }])));
  }
  for (const { name } of session.scenario.config.sleeves) {
    for (const cell of weightCells(session.scenario, name)) {
      const edits = simplerThan(cell.value, [1, 0.5, 0.1]).map((value) => setWeights(name, [{ ...cell, value }]));
      await session.attemptAny(edits);
    }
  }
  await simplerScalars(session);
  await simplerDifferences(session);
}

/** Simpler values to try for one value, the simplest first; none where it is as simple as can be. */
function simplerThan(value: number, sizes: readonly number[]): number[] {
  const round = sizes.flatMap((size) => (value < 0 ? [size, -size] : [size]));
  const at = round.indexOf(value);
  if (at >= 0) return round.slice(0, at);
  const fewDigits = [1, 2, 3].map((digits) => Number(value.toPrecision(digits)));
  const length = String(value).length;
  return [...new Set([...round, ...fewDigits])].filter((each) => each !== value && String(each).length <= length);
}

/** The allocator's scalars: none, or a half, or few digits. */
async function simplerScalars(session: ReductionSession): Promise<void> {
  const { allocator } = session.scenario.config;
  if (allocator.mode === "off") return;
  const count = allocator.mode === "compute" ? (allocator.scalars ?? []).length : allocator.applied.length;
  await session.dropChunks([...Array(count).keys()].reverse(), (indexes) => withoutScalars(new Set(indexes)));
  for (let k = 0; k < count; k++) await session.attemptAny([withScalar(k, 1), withScalar(k, 0.5)]);
}

function withoutScalars(dropped: ReadonlySet<number>): Edit {
  return setConfig(({ allocator }) => {
    if (allocator.mode === "off") return {};
    if (allocator.mode === "precomputed") {
      return { allocator: { ...allocator, applied: allocator.applied.filter((_, k) => !dropped.has(k)) } };
    }
    return { allocator: { ...allocator, scalars: (allocator.scalars ?? []).filter((_, k) => !dropped.has(k)) } };
  });
}

function withScalar(at: number, scalar: number): Edit {
  return setConfig(({ allocator }) => {
    if (allocator.mode === "off") return {};
    if (allocator.mode === "precomputed") {
      const applied = allocator.applied.map((entry, k) =>
        k === at ? { ...entry, risk_scalar_applied: scalar } : entry,
      );
      return { allocator: { ...allocator, applied } };
    }
    return { allocator: { ...allocator, scalars: (allocator.scalars ?? []).map((s, k) => (k === at ? scalar : s)) } };
  });
}

/** Where the scenarios of a pair have different returns: fewer differences, and simpler ones on either side. */
async function simplerDifferences(session: ReductionSession): Promise<void> {
  const { scenario, followUp } = session.current;
  if (followUp === undefined) return;
  const valueIn = new Map(allCells(scenario).map((cell) => [`${cell.date} ${cell.asset}`, cell.value]));
  for (const cell of allCells(followUp)) {
    const value = valueIn.get(`${cell.date} ${cell.asset}`);
    if (value === undefined || value === cell.value) continue;
    const source = { ...cell, value };
    if (await session.attemptOn("followUp", setReturns([source]))) continue;
    await simplerOn(session, "scenario", source);
    await simplerOn(session, "followUp", cell);
  }
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

function weightCells({ market, config }: Scenario, sleeveName: string): CellChange[] {
  const strategy = config.sleeves.find(({ name }) => name === sleeveName)?.strategy;
  if (strategy?.kind !== "weights") return [];
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
