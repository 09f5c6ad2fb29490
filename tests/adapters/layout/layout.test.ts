import { describe, expect, it } from "vitest";
import { parseLayout } from "../../../src/adapters/layout/load.ts";
import type { LayoutInput } from "../../../src/model/layout.ts";
import { parquet, readBy, refusalOf, rowsOf } from "./foreign.ts";

const WIDE = ["date ZT ZN", "2024-01-02 0.5 -0.25", "2024-01-03 0.5 –"];

describe("a wide CSV file of another engine", () => {
  it("may have another delimiter, decimal comma, thousands, form of dates and word for missing", () => {
    const layout = {
      delimiter: ";",
      decimal: ",",
      thousands: ".",
      dates: "%d.%m.%Y",
      missing: ["n/a"],
      tables: { weights_post: { file: "w.csv", date: "Datum", scale: 0.001 } },
    } satisfies Omit<LayoutInput, "schema">;
    const text = "Datum;ZT;ZN\r\n02.01.2024;500;-250\r\n3.1.2024;1.500,5;n/a\r\n";
    expect(rowsOf(readBy(layout, { "w.csv": text }).table("weights_post"))).toEqual([
      "date ZT ZN",
      "2024-01-02 0.5 -0.25",
      "2024-01-03 1.5005 –",
    ]);
  });

  it("may have its dates in any column, columns to ignore, and other names", () => {
    const layout = {
      tables: {
        weights_post: { file: "w.csv", date: "when", ignore: ["", "note"], columns: { ZT: "TU1 Comdty", CASH: 0 } },
      },
    };
    const text = ',note,TU1 Comdty,when,ZN\n0,"a, b",0.5,2024-01-02,-0.25\n1,,0.5,2024-01-03,\n';
    const run = readBy(layout, { "w.csv": text });
    expect(rowsOf(run.table("weights_post"))).toEqual([
      "date ZT ZN CASH",
      "2024-01-02 0.5 -0.25 0",
      "2024-01-03 0.5 – 0",
    ]);
    expect(run.info.assumptions).toContain("The layout takes CASH of weights_post to be 0 throughout.");
  });

  it("may have the index of pandas for its dates, with a time of midnight", () => {
    const layout = { dates: "%Y-%m-%d %H:%M:%S", tables: { weights_post: { file: "w.csv", date: "" } } };
    const text = ",ZT,ZN\n2024-01-02 00:00:00,0.5,-0.25\n2024-01-03 00:00:00,0.5,\n";
    expect(rowsOf(readBy(layout, { "w.csv": text }).table("weights_post"))).toEqual(WIDE);
  });

  it("of named columns takes those that it has, and says what it has not", () => {
    const layout = { tables: { portfolio_returns: { file: "perf.csv", columns: { simple_return: "ret", cost: 0 } } } };
    const run = readBy(layout, { "perf.csv": "date,ret,beta\n2024-01-02,0.01,1\n" });
    const table = run.table("portfolio_returns")!;
    expect(table.columns).toEqual(["cost", "simple_return"]);
    expect(table.notRecorded).toEqual(["gross_return", "log_return"]);
    expect(run.info.notExamined).toEqual([
      "perf.csv: nothing of portfolio_returns is read from beta",
      "portfolio_returns: the layout has nothing for gross_return, log_return",
    ]);
  });
});

describe("a long CSV file", () => {
  const text = "ticker,day,w\nZN,2024-01-03,-0.25\nZT,2024-01-02,0.5\nZT,2024-01-03,0.5\n";
  const entry = { file: "l.csv", shape: "long", date: "day", asset: "ticker", value: "w" } as const;

  it("is laid out with its dates in order, pairs without a row missing or zero as the layout says", () => {
    const missing = readBy({ tables: { weights_post: entry } }, { "l.csv": text });
    expect(rowsOf(missing.table("weights_post"))).toEqual(["date ZN ZT", "2024-01-02 – 0.5", "2024-01-03 -0.25 0.5"]);
    const zero = readBy({ tables: { weights_post: { ...entry, absent: "zero" } } }, { "l.csv": text });
    expect(rowsOf(zero.table("weights_post"))).toEqual(["date ZN ZT", "2024-01-02 0 0.5", "2024-01-03 -0.25 0.5"]);
    expect(zero.info.assumptions).toContain(
      "l.csv has no row for 1 pairs of a date and a column of weights_post; they are taken to be zero.",
    );
  });

  it("with two rows of one date and asset is refused", () => {
    const twice = `${text}ZT,2024-01-03,0.7\n`;
    expect(refusalOf(() => readBy({ tables: { weights_post: entry } }, { "l.csv": twice }))).toBe(
      'l.csv, row 4 below the header: a date and asset have two rows: expected each pair once, was "ZT" on 2024-01-03 again' +
        " (a long table of several strategies is cut into one a strategy first)",
    );
  });

  it("may hold named figures", () => {
    const figures = "d,name,x\n2024-01-02,lev,4\n2024-01-02,sigma,0.05\n";
    const layout = {
      tables: {
        leverage_series: {
          file: "f.csv",
          shape: "long",
          date: "d",
          asset: "name",
          value: "x",
          columns: { vol: "sigma", leverage: "lev" },
        },
      },
    } as const;
    expect(rowsOf(readBy(layout, { "f.csv": figures }).table("leverage_series"))).toEqual([
      "date vol leverage",
      "2024-01-02 0.05 4",
    ]);
  });

  it("does not name its columns: says which", () => {
    const layout = { tables: { weights_post: { file: "l.csv", shape: "long", date: "day" } } } as const;
    expect(refusalOf(() => readBy(layout, { "l.csv": text }))).toContain(
      "l.csv:1:1: a long table does not name the column of its assets: expected asset: the name of a column, was nothing",
    );
  });
});

describe("Parquet", () => {
  const days = [19724, 19725];
  const wide = parquet(
    [
      { name: "date", data: days },
      { name: "ZT", data: [0.5, 0.5] },
      { name: "ZN", data: [-0.25, null] },
    ],
    {
      schema: [
        { name: "root", num_children: 3 },
        { name: "date", type: "INT32", converted_type: "DATE", repetition_type: "REQUIRED" },
        { name: "ZT", type: "DOUBLE", repetition_type: "REQUIRED" },
        { name: "ZN", type: "DOUBLE", repetition_type: "OPTIONAL" },
      ],
    },
  );

  it("is read where a layout names it, and recognised by name where none does", () => {
    const layout = { tables: { weights_post: { file: "w.pq" } } };
    expect(rowsOf(readBy(layout, { "w.pq": wide }).table("weights_post"))).toEqual(WIDE);
    const run = readBy({}, { "weights_post.parquet": wide });
    expect(rowsOf(run.table("weights_post"))).toEqual(WIDE);
    expect(run.files()).toMatchObject([{ file: "weights_post.parquet", rows: 2 }]);
  });

  it("may be long, in several row groups", () => {
    const long = parquet(
      [
        { name: "day", data: ["2024-01-02", "2024-01-02", "2024-01-03"], type: "STRING" },
        { name: "asset", data: ["ZT", "ZN", "ZT"], type: "STRING" },
        { name: "w", data: [0.5, -0.25, 0.5], type: "DOUBLE" },
      ],
      { rowGroupSize: 1 },
    );
    const entry = { file: "l.parquet", shape: "long", date: "day", asset: "asset", value: "w" } as const;
    expect(rowsOf(readBy({ tables: { weights_post: entry } }, { "l.parquet": long }).table("weights_post"))).toEqual(
      WIDE,
    );
  });
});

describe("returns of another engine", () => {
  const layout = (holds: "simple-returns" | "prices" | "log-returns") => ({
    tables: { returns: { file: "r.csv", holds } },
  });

  it("may be simple ones, whose first row is empty, or prices", () => {
    const simple = readBy(layout("simple-returns"), { "r.csv": "date,ZT\n2024-01-02,\n2024-01-03,0.1\n" });
    const expected = ["date ZT", "2024-01-02 0", `2024-01-03 ${Math.log1p(0.1)}`];
    expect(rowsOf(simple.table("returns"))).toEqual(expected);
    const prices = readBy(layout("prices"), {
      "r.csv": "date,ZT\n2024-01-02,100\n2024-01-03,110\n2024-01-04,\n2024-01-05,1\n",
    });
    expect(rowsOf(prices.table("returns"))).toEqual([
      "date ZT",
      "2024-01-02 0",
      `2024-01-03 ${Math.log(110 / 100)}`,
      "2024-01-04 –",
      "2024-01-05 –",
    ]);
  });
});

describe("what a layout does not map", () => {
  it("is named: files that nobody reads, files that are not there", () => {
    const layout = { tables: { weights_post: { file: "w.csv" }, weights_raw: { file: "raw.csv" } } };
    const run = readBy(layout, { "w.csv": "date,ZT\n2024-01-02,1\n", "positions.xlsx": "", ".hidden": "" });
    expect(run.table("weights_raw")).toBeUndefined();
    expect(run.info.notExamined).toEqual([
      "weights_raw: the layout names raw.csv, which is not in the folder",
      "positions.xlsx: no file of a run, and no layout maps it",
    ]);
    expect(run.info.assumptions).toContain("The layout reads weights_post from w.csv.");
  });

  it("leaves nothing: the folder is refused, with the names that were looked for", () => {
    expect(refusalOf(() => readBy({ tables: { weights_post: { file: "w.csv" } } }, { "x.csv": "" }))).toContain(
      "no file of a run is in this folder: expected w.csv of the layout, or run.json, returns.csv",
    );
  });

  it("is still recognised by its own name", () => {
    const run = readBy({ conventions: { returns: "simple" } }, { "weights_post.csv": "date,ZT\n2024-01-02,1\n" });
    expect(rowsOf(run.table("weights_post"))).toEqual(["date ZT", "2024-01-02 1"]);
    expect(run.info.conventions).toMatchObject({ returns: "simple", earnsFrom: 0 });
    expect(run.info.assumptions).toEqual(["There is no run.json, so nothing declares the assets of the universe."]);
  });
});

describe("other files", () => {
  it("regimes, metrics and log have their own entries", () => {
    const run = readBy(
      {
        regimes: { file: "state.csv", column: "label", labels: { "0": "NORMAL", "3": "CRISIS" } },
        metrics: { file: "stats.json", names: { sharpe: "Sharpe Ratio" } },
        log: {
          file: "out/engine.log",
          lines: [{ tag: "RT", pattern: "rebalanced (?<date>\\S+) lev (?<leverage>[\\d.]+x) over (?<assets>\\d+)" }],
        },
      },
      {
        "state.csv": "date,label\n2024-01-02,0\n2024-01-03,3\n2024-01-04,\n",
        "stats.json": '{"Sharpe Ratio": 1.5, "cagr": 0.1}',
        "out/engine.log": "start\nINFO rebalanced 2024-01-02 lev 4.00x over 13 names\n",
      },
    );
    expect(run.regimes()?.labels).toEqual(["NORMAL", "CRISIS", null]);
    expect(run.metrics()).toEqual({ cagr: 0.1, sharpe: 1.5 });
    expect(run.log()).toEqual(["start", "[RT] 2024-01-02: leverage=4.00x, assets=13"]);
  });

  it("a name in decomposed Unicode is found by the composed one", () => {
    const layout = { tables: { weights_post: { file: "Größe é.csv".normalize("NFC") } } };
    const run = readBy(layout, { ["Größe é.csv".normalize("NFD")]: "date,ZT\n2024-01-02,1\n" });
    expect(rowsOf(run.table("weights_post"))).toHaveLength(2);
  });
});

describe("a layout itself", () => {
  it.each([
    [{ tables: { weights: { file: "w.csv" } } }, "layout.tables"],
    [{ tables: { weights_post: {} } }, "layout.tables.weights_post.file: a value is missing: expected a text"],
    [{ tables: { weights_post: { file: "../w.csv" } } }, "expected the name of a file below the folder"],
    [{ tables: { weights_post: { file: "/etc/passwd" } } }, "expected the name of a file below the folder"],
    [{ delimiter: ";;" }, "layout.delimiter: not one of the values allowed: expected one mark, e.g. ; or a tab"],
    [{ delimiter: "¦" }, "layout.delimiter"],
    [
      { tables: { weights_post: { file: "w.csv", absent: "zero" } } },
      'layout.tables.weights_post.shape: not one of the values allowed: expected long, because absent is named, was "wide"',
    ],
    [
      { tables: { weights_post: { file: "w.csv", holds: "prices" } } },
      'layout.tables.weights_post.holds: not one of the values allowed: expected nothing: only returns are worked out of prices or simple returns, was "prices"',
    ],
    [{ delimeter: ";" }, 'unknown key "delimeter"'],
    [{ decimal: ";" }, 'layout.decimal: not one of the values allowed: expected "." | ","'],
  ])("that is wrong says where and what: %j", (layout, expected) => {
    expect(refusalOf(() => parseLayout({ schema: "tieout.layout/1", ...layout }))).toContain(expected);
  });

  it.each([
    ["%d.%m", "a form of dates does not name year, month and day once each"],
    ["%Y-%m-%d %q", "no such directive: expected iso, epoch-s"],
    ["DD.MM.YYYY", "a form of dates does not name year, month and day once each"],
  ])("names a form of dates that is none: %s", (dates, expected) => {
    const layout = { dates, tables: { weights_post: { file: "w.csv" } } };
    const message = refusalOf(() => readBy(layout, { "w.csv": "date,ZT\n" }));
    expect(message).toContain(`layout: dates of w.csv: ${expected}`);
  });

  it("that maps a column which the table does not have lists those that it has", () => {
    const layout = { tables: { turnover: { file: "t.csv", columns: { traded: "x" } } } };
    expect(refusalOf(() => readBy(layout, { "t.csv": "date,x\n2024-01-02,1\n" }))).toBe(
      "layout: columns of turnover: the layout maps a column that the table does not have: expected turnover, cost, was traded",
    );
  });

  it("that names a column which is not there lists those that are", () => {
    const layout = { tables: { weights_post: { file: "w.csv", date: "Date" } } };
    expect(refusalOf(() => readBy(layout, { "w.csv": "day,ZT\n2024-01-02,1\n" }))).toBe(
      'w.csv:1:1: there is no column "Date" for the dates: expected one of "day", "ZT", was "Date"' +
        " (name the column in the layout; `tieout layout` proposes one)",
    );
  });
});
