import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../../src/model/config.ts";
import type { Panel } from "../../src/model/panel.ts";
import type { TableName } from "../../src/model/run.ts";
import { bookSizes } from "../../src/verify/book-sizes.ts";
import { HeldBefore } from "../../src/verify/held-before.ts";
import { limitedBooks } from "../../src/verify/limited-books.ts";
import { postTargetScalars } from "../../src/verify/post-target-scalars.ts";
import { UnitBooks } from "../../src/verify/unit-book.ts";
import { viewOf, withoutColumns, withoutRows } from "../support/run-of.ts";
import { table } from "../support/tables.ts";

type Tables = Readonly<Partial<Record<TableName, Panel>>>;

const book = table`
  date        ES    TY
  2024-01-05  1     -3
  2024-02-05  -0.5  0.25
  2024-03-05  0     0`;

describe("the sizes of books", () => {
  it("are Σ|w| and max|w| of each row, and NaN shows in the sum", () => {
    const { gross, largest } = bookSizes(viewOf({ weights_post: book }), "weights_post");
    expect([[...gross], [...largest]]).toEqual([
      [4, 0.75, 0],
      [3, 0.5, 0],
    ]);
    const broken = { ...book, values: Float64Array.of(1, Number.NaN, 1, 1, 0, 0) };
    expect([...bookSizes(viewOf({ weights_daily: broken }), "weights_daily").gross]).toEqual([Number.NaN, 2, 0]);
    const none = bookSizes(viewOf({}), "weights_pre");
    expect([none.gross.length, none.largest.length]).toEqual([0, 0]);
    expect(bookSizes(viewOf({ weights_model: book }), "weights_pre").gross).toHaveLength(0);
  });

  it.each([
    ["weights_model", "weights_pre"],
    ["weights_post", "weights_raw"],
    ["weights_raw", "weights_scaled"],
  ] as const)("are measured once where %s and %s share their cells and columns", (before, after) => {
    const shared = viewOf({ [before]: book, [after]: { ...book } });
    expect(bookSizes(shared, after)).toBe(bookSizes(shared, before));
    const copied = viewOf({ [before]: book, [after]: { ...book, values: Float64Array.from(book.values) } });
    expect(bookSizes(copied, after)).not.toBe(bookSizes(copied, before));
    const wider = { dates: book.dates.slice(0, 2), columns: ["ES", "TY", "GC"], values: book.values };
    expect([...bookSizes(viewOf({ [before]: book, [after]: wider }), after).gross]).toEqual([4.5, 0.25]);
  });
});

describe("the books that limits hold for", () => {
  const tables = { weights_post: book, weights_scaled: book, weights_daily: book };
  const limits = { maxGross: 3, maxAssetWeight: 2 };
  const of = (config?: Partial<ConfigInput>, parts: Tables = tables) =>
    limitedBooks(viewOf(parts, config)).map(({ name, maxGross, maxAssetWeight }) => [name, maxGross, maxAssetWeight]);
  const strategy = { kind: "equal-weight" } as const;
  const overlay = { name: "crisis", budget: 0.5, strategy };
  const target = { kind: "vol-target", targetVol: 0.1, leverageCap: 2 } as const;
  const infinite = Number.POSITIVE_INFINITY;

  it("have no limit that is known without a config", () => {
    expect(of()).toEqual([
      ["weights_post", infinite, infinite],
      ["weights_scaled", infinite, infinite],
      ["weights_daily", infinite, infinite],
    ]);
    expect(of(undefined, { weights_scaled: book })).toEqual([["weights_scaled", infinite, infinite]]);
  });

  it("leave room for an overlay's budget before it is on top", () => {
    expect(of({ limits })).toEqual([
      ["weights_post", 3, 2],
      ["weights_scaled", 3, 2],
      ["weights_daily", 3, 2],
    ]);
    expect(of({ limits, allocator: { mode: "off", overlay } })).toEqual([
      ["weights_post", 2.5, 1.5],
      ["weights_scaled", 3, 2],
      ["weights_daily", 3, 2],
    ]);
    expect(of({ limits, exposure: target, allocator: { mode: "off", overlay } }).slice(0, 2)).toEqual([
      ["weights_post", 2, 1.5],
      ["weights_scaled", 2.5, 2],
    ]);
    const tight = { maxGross: 2.25, maxAssetWeight: 2 };
    expect(of({ limits: tight, exposure: target, allocator: { mode: "off", overlay } }).slice(0, 2)).toEqual([
      ["weights_post", 1.75, 1.5],
      ["weights_scaled", 2.25, 2],
    ]);
  });

  it("may be levered beyond the cap where sleeves have scalars that act, and drift freely where they drift", () => {
    const calm = { NORMAL: 1, ELEVATED: 1, STRESS: 1, CRISIS: 1 };
    const scaled = (allocator: ConfigInput["allocator"]) => of({ limits, exposure: target, allocator })[1];
    const sleeveScalars = { core: calm };
    expect(scaled({ mode: "compute", sleeveScalars })).toEqual(["weights_scaled", 3, 2]);
    expect(scaled({ mode: "off", sleeveScalars })).toEqual(["weights_scaled", 2, 2]);
    expect(scaled({ mode: "compute" })).toEqual(["weights_scaled", 2, 2]);
    expect(of({ limits, holding: "drifting-positions" }).map(([name]) => name)).toEqual([
      "weights_post",
      "weights_scaled",
    ]);
  });
});

describe("what is held before a trade", () => {
  const weights_daily = table`
    date        ES  TY
    2024-01-04  0   0
    2024-01-05  1   -3
    2024-01-08  1   -3
    2024-02-05  2   4`;
  const returns = table`
    date        ES   TY
    2024-01-04  0    0
    2024-01-05  0.5  0
    2024-01-08  0.5  1
    2024-02-05  0    0`;
  const portfolio_returns = table`
    date        simple_return
    2024-01-04  0
    2024-01-05  0
    2024-01-08  -0.5
    2024-02-05  0`;
  const weights_scaled = withoutRows(book, "2024-03-05");
  const tables = { weights_scaled, weights_daily, returns, portfolio_returns };
  const held = (
    row: number,
    parts: Tables = tables,
    config: Partial<ConfigInput> = { holding: "drifting-positions" },
  ) => {
    const before = new HeldBefore(viewOf(parts, config), parts.weights_scaled!);
    return before.read(row) ? [...before.weights, before.magnified, before.source] : undefined;
  };

  it("is the last book under constant weights, and nothing before the first", () => {
    expect(held(0, tables, {})).toEqual([0, 0, 1, "weights_scaled"]);
    expect(held(1, tables, {})).toEqual([1, -3, 1, "weights_scaled"]);
  });

  it("is what prices made of it where positions drift", () => {
    const source = "weights_scaled against the drifted book";
    expect(held(0)).toEqual([0, 0, 1, source]);
    expect(held(1)).toEqual([2 * Math.exp(0.5), -6 * Math.exp(1), 2, source]);
    const { weights_daily: _, ...without } = tables;
    expect(held(1, without)).toEqual([1, -3, 1, "weights_scaled"]);
  });

  it("follows from nothing where the day or the asset is lost", () => {
    expect(held(1, { ...tables, weights_daily: withoutRows(weights_daily, "2024-02-05") })).toBeUndefined();
    expect(held(1, { ...tables, weights_daily: withoutColumns(weights_daily, "TY") })).toBeUndefined();
    const atOnce = { ...tables, weights_daily: withoutRows(weights_daily, "2024-01-04", "2024-01-05", "2024-01-08") };
    expect(held(1, atOnce)?.slice(0, 2)).toEqual([0, 0]); // the first day of all: nothing can have been held
  });
});

describe("the scalar that a book carries after targeting", () => {
  const scaled = table`
    date        ES    TY
    2024-01-05  0.5   -1.5
    2024-02-05  -0.5  0.25
    2024-03-05  0     0`;
  const overlay = { rows: Int32Array.of(0, 1, 2), columns: Int32Array.of(0, 1) };
  const scalarsOf = (tables: Tables, config?: Partial<ConfigInput>, over = overlay) => {
    const { values, inferred } = postTargetScalars(viewOf(tables, config), scaled, book, over);
    return [[...values], [...inferred]];
  };
  const applied = (...values: readonly number[]) => ({
    allocator_risk_v1_applied: {
      dates: scaled.dates.slice(0, values.length),
      columns: ["risk_scalar_applied"],
      values: Float64Array.from(values),
    },
  });

  it("is 1 in mode off, else the one applied", () => {
    const none = [0, 0, 0];
    expect(scalarsOf(applied(0.7, 0.8, 0.9), { allocator: { mode: "off" } })).toEqual([[1, 1, 1], none]);
    expect(scalarsOf(applied(0.7, 0.8, 0.9), { allocator: { mode: "compute" } })).toEqual([[0.7, 0.8, 0.9], none]);
  });

  it("is shown by the largest weight where nothing states it", () => {
    expect(scalarsOf({})).toEqual([
      [0.5, 1, 1],
      [1, 1, 1],
    ]);
    expect(scalarsOf(applied(0.7), { allocator: { mode: "compute" } })).toEqual([
      [0.7, 1, 1],
      [0, 1, 1],
    ]);
    expect(scalarsOf({}, undefined, { rows: Int32Array.of(-1, 1, 2), columns: Int32Array.of(0, 1) })[0]).toEqual([
      1, 1, 1,
    ]);
    expect(scalarsOf({}, undefined, { rows: Int32Array.of(0, 1, 2), columns: Int32Array.of(-1, 1) })[0]).toEqual([
      0.5, 1, 1,
    ]);
  });

  it("is the one of 1 and the applied that is nearer to what the book shows, where the config is not recorded", () => {
    expect(scalarsOf(applied(0.7, 0.8, 0.9))).toEqual([
      [0.7, 1, 1],
      [0, 0, 0],
    ]);
    expect(scalarsOf(applied(-1, 2, 3))[0]).toEqual([1, 1, 1]); // 0.5 is nearer to 1 than to −1
    expect(scalarsOf(applied(0, 1, 1))[0]).toEqual([0, 1, 1]); // of two as near, the one that is stated
  });
});

describe("the volatility of a unit book", () => {
  const returns = table`
    date        ES    GC
    2024-01-02  0     0
    2024-01-03  0.5   0
    2024-01-04  -0.5  0`;
  const { conventions } = viewOf({}, { conventions: { annualization: 4, ddof: 0, returns: "log" } });
  const volatility = (panel: Panel, row: number, window = 2) =>
    new UnitBooks(viewOf({}), panel, returns, window).volatility(row, 2, 1, 3, conventions);

  it("is that of w / Σ|w| over the window, and unknown for a weight without returns", () => {
    const single = withoutColumns(book, "TY");
    expect(volatility(single, 0)).toMatchObject({ volatility: expect.closeTo(0.5, 12) }); // 1 / 2 of ±0.5, √4 a year
    expect(volatility(book, 0)).toBeUndefined();
    expect(volatility(book, 2)).toBeDefined(); // no weight in it, no need of its returns
    expect(volatility(single, 0, 99)).toMatchObject({ volatility: expect.closeTo(0.5, 12) });
  });
});
