import { describe, expect, it } from "vitest";
import { runOfParts } from "../../../src/adapters/plain-run.ts";
import { WAYS } from "../../../src/campaign/sensitivity/sensitivity.ts";
import { DEFAULT_CONVENTIONS } from "../../../src/model/config.ts";
import type { Panel } from "../../../src/model/panel.ts";
import type { Run } from "../../../src/model/run.ts";

/** Three dates, two assets, one line of log a rebalance; small enough to see what a corruption did. */
const DATES = ["2024-01-02", "2024-01-03", "2024-01-04"];
const RUN = runOfParts({
  info: {
    engine: undefined,
    config: undefined,
    conventions: DEFAULT_CONVENTIONS,
    universe: undefined,
    assumptions: [],
  },
  tables: {
    weights_post: { dates: DATES, columns: ["ZT", "ES"], values: Float64Array.of(0.5, -0.25, 0.125, 0, 0.3, 0.7) },
    turnover: { dates: DATES, columns: ["turnover", "cost"], values: Float64Array.of(0.75, 0, 0.625, 0.001, 0.875, 0) },
  },
  regimes: { dates: DATES, column: "regime", labels: ["NORMAL", "STRESS", "STRESS"] },
  metrics: { cagr: 0.1, sharpe: null },
  log: [
    "09:30 [ExecSim] 2024-01-02: turnover=0.750, cost=0.00%",
    "noise",
    "09:31 [ExecSim] 2024-01-03: turnover=0.625, cost=0.10%, regime=STRESS",
  ],
});

/** What a way makes of the run: place and corrupted run by artifact, at one size where it comes in sizes. */
function corrupted(id: string, size = 0.1): { artifact: string; place: string; run: Run }[] {
  const way = WAYS.find((each) => each.id === id);
  if (way === undefined) throw new Error(`there is no way ${id}`);
  return [...way.of(RUN, 1)].flatMap(({ artifact, place, apply }) => {
    const run = apply(size);
    return run === undefined ? [] : [{ artifact, place, run }];
  });
}

function tableAfter(id: string, name: "weights_post" | "turnover", size?: number): Panel {
  const found = corrupted(id, size).find(({ artifact }) => artifact === `${name}.csv`);
  if (found === undefined) throw new Error(`${id} leaves ${name} as it is`);
  return found.run.table(name)!;
}

function logsAfter(id: string): (readonly string[])[] {
  return corrupted(id).map(({ run }) => run.log()!);
}

describe("the standard corruptions", () => {
  it("have ids of their own and leave the run they are made from as it was", () => {
    const before = structuredClone([RUN.table("weights_post"), RUN.table("turnover"), RUN.log(), RUN.metrics()]);
    expect(new Set(WAYS.map(({ id }) => id)).size).toBe(WAYS.length);
    for (const { id } of WAYS) expect(corrupted(id).length, id).toBeGreaterThan(0);
    expect([RUN.table("weights_post"), RUN.table("turnover"), RUN.log(), RUN.metrics()]).toEqual(before);
  });

  it("are the same again for a seed", () => {
    const places = (seed: number) => WAYS.flatMap((way) => [...way.of(RUN, seed)].map(({ place }) => place));
    expect(places(5)).toEqual(places(5));
    expect(places(5)).not.toEqual(places(6));
  });

  it("drop an asset of a panel of assets only, and a column of the others only", () => {
    expect(corrupted("drop-asset").map(({ artifact }) => artifact)).toEqual(["weights_post.csv"]);
    expect(tableAfter("drop-asset", "weights_post").columns).toHaveLength(1);
    expect(corrupted("drop-column").map(({ artifact }) => artifact)).toEqual(["turnover.csv"]);
  });

  it("drop, repeat and misdate rows", () => {
    expect(tableAfter("drop-row", "weights_post").dates).toHaveLength(2);
    expect(tableAfter("drop-last-row", "weights_post").dates).toEqual(DATES.slice(0, 2));
    const twice = tableAfter("duplicate-row", "weights_post");
    expect(twice.dates).toHaveLength(4);
    expect(new Set(twice.dates).size).toBe(3);
    expect(tableAfter("swap-dates", "weights_post").dates.toSorted()).toEqual(DATES);
    expect(tableAfter("swap-dates", "weights_post").dates).not.toEqual(DATES);
    expect([...tableAfter("shift-dates", "weights_post").values]).toEqual([0.5, -0.25, 0.5, -0.25, 0.125, 0]);
  });

  it("swap two columns under their names", () => {
    expect([...tableAfter("swap-columns", "weights_post").values]).toEqual([-0.25, 0.5, 0, 0.125, 0.7, 0.3]);
  });

  it("set one cell to 0, empty and NaN, and keep empty and NaN apart", () => {
    const cells = (id: string) => {
      const table = tableAfter(id, "weights_post");
      const changed = [...table.values.keys()].filter(
        (cell) => !Object.is(table.values[cell], RUN.table("weights_post")!.values[cell]),
      );
      return changed.map((cell) => ({ value: table.values[cell], missing: table.missing?.[cell] ?? 0 }));
    };
    expect(cells("cell-zero")).toEqual([{ value: 0, missing: 0 }]);
    expect(cells("cell-empty")).toEqual([{ value: Number.NaN, missing: 1 }]);
    expect(cells("cell-nan")).toEqual([{ value: Number.NaN, missing: 0 }]);
  });

  it("add to a cell of each named column, and to a figure and a zero of a panel of assets", () => {
    expect(corrupted("add").map(({ artifact }) => artifact)).toEqual([
      ...["weights_post.csv", "weights_post.csv", "turnover.csv", "turnover.csv"],
    ]);
    expect(corrupted("add", 1e-20).map(({ place }) => place)).toHaveLength(1); // only a zero takes so little
    expect(corrupted("metric").map(({ place, run }) => [place, run.metrics()?.cagr])).toEqual([["cagr", 0.2]]);
  });

  it("take digits away, and change nothing where there are none to take", () => {
    expect([...tableAfter("float32", "weights_post").values][4]).toBe(Math.fround(0.3));
    expect([...tableAfter("round", "weights_post", 0.1).values]).toEqual([0.5, -0.2, 0.1, 0, 0.3, 0.7]);
    expect(corrupted("round", 1e-12)).toEqual([]);
  });

  it("lose a line of the log, and give one the figures or the date of the line before it", () => {
    expect(logsAfter("log-line-dropped").map(({ length }) => length)).toEqual([2]);
    expect(logsAfter("log-figures-stale").map((log) => log[2])).toEqual([
      "09:31 [ExecSim] 2024-01-03: turnover=0.750, cost=0.00%",
    ]);
    expect(logsAfter("log-date-stale").map((log) => log[2])).toEqual([
      "09:31 [ExecSim] 2024-01-02: turnover=0.625, cost=0.10%, regime=STRESS",
    ]);
  });

  it("change the last digit of each figure of a log line, and each of its words", () => {
    const changed = corrupted("log-digit").map(({ place, run }) => {
      const line = run.log()!.findIndex((text, i) => text !== RUN.log()![i]);
      return [
        place.split(", ").at(-1),
        run
          .log()!
          [line]!.match(/turnover=([^,]+), cost=([^,]+)/)!
          .slice(1)
          .join(" "),
      ];
    });
    expect(changed.map(([name]) => name)).toEqual(["turnover", "cost"]);
    for (const [, figures] of changed)
      expect(["0.751 0.00%", "0.750 0.01%", "0.626 0.10%", "0.625 0.11%"]).toContain(figures);
    for (const log of logsAfter("log-word")) expect(log[2]).toContain("regime=NORMAL");
  });

  it("record another regime", () => {
    const [found] = corrupted("label");
    expect(found?.artifact).toBe("allocator_regime_v1.csv");
    const labels = found!.run.regimes()!.labels;
    expect(labels.filter((label, t) => label !== RUN.regimes()!.labels[t])).toHaveLength(1);
  });
});
