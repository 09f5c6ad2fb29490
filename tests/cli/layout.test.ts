import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readLayout } from "../../src/adapters/layout/load.ts";
import { readRun } from "../../src/adapters/run-directory/read.ts";
import type { Panel } from "../../src/model/panel.ts";
import { reportSchema } from "../../src/model/report.ts";
import { parquet } from "../adapters/layout/foreign.ts";
import { smallRun } from "../support/reference-run.ts";
import { inTemporaryFolder, tieout } from "./support.ts";

/** One run, whose P&L is added up from simple returns as pandas engines do; each shape below is this run. */
const run = smallRun({ conventions: { returns: "simple" } });
const table = (name: Parameters<typeof run.table>[0]) => run.table(name)!;
const [returns, daily, perf, equity] = [
  table("returns"),
  table("weights_daily"),
  table("portfolio_returns"),
  table("equity_curve"),
];

const column = ({ columns, values }: Panel, name: string) =>
  Array.from({ length: values.length / columns.length }, (_, t) => values[t * columns.length + columns.indexOf(name)]!);

interface Style {
  readonly delimiter?: string;
  readonly date?: (iso: string) => string;
  readonly number?: (value: number) => string;
}

/** A wide file in some engine's style; `of` makes a number of a cell, or nothing. */
function wide(
  panel: Panel,
  index: string,
  of: (value: number, t: number) => number | undefined,
  style: Style = {},
): string {
  const { delimiter = ",", date = (iso: string) => iso, number = String } = style;
  const width = panel.columns.length;
  const rows = panel.dates.map((iso, t) => {
    const cells = panel.columns.map((_, i) => of(panel.values[t * width + i]!, t));
    return [date(iso), ...cells.map((cell) => (cell === undefined ? "" : number(cell)))].join(delimiter);
  });
  return `${[[index, ...panel.columns].join(delimiter), ...rows].join("\n")}\n`;
}

/** A file of several series by name. */
function series(index: string, figures: Readonly<Record<string, readonly number[]>>, style: Style = {}): string {
  const names = Object.keys(figures);
  const values = Float64Array.from(perf.dates.flatMap((_, t) => names.map((name) => figures[name]![t]!)));
  return wide({ dates: perf.dates, columns: names, values }, index, (value) => value, style);
}

const pctChange = (value: number, t: number) => (t === 0 ? undefined : Math.expm1(value));
const same = (value: number) => value;
const net = column(perf, "simple_return");
const cost = column(perf, "cost");
const value = column(equity, "equity");

type Files = Readonly<Record<string, string | Uint8Array>>;

const midnight = (iso: string) => `${iso} 00:00:00`;
const german: Style = {
  delimiter: ";",
  date: (iso) => iso.split("-").reverse().join("."),
  number: (each) => String(each).replace(".", ","),
};

/** A long file of what there is to say. */
function long(panel: Panel, names: readonly string[], of: (value: number, t: number) => number | undefined): string {
  const width = panel.columns.length;
  const rows = panel.dates.flatMap((iso, t) =>
    panel.columns.flatMap((asset, i) => {
      const cell = of(panel.values[t * width + i]!, t);
      return cell === undefined ? [] : [`${iso},${asset},${cell}`];
    }),
  );
  return `${[names.join(","), ...rows].join("\n")}\n`;
}

function pandasParquet(panel: Panel, of: (value: number, t: number) => number | undefined): Uint8Array {
  const width = panel.columns.length;
  const data = (i: number) => panel.dates.map((_, t) => of(panel.values[t * width + i]!, t) ?? null);
  const columnData = [
    ...panel.columns.map((name, i) => ({ name, data: data(i) })),
    { name: "__index_level_0__", data: panel.dates.map((iso) => BigInt(Date.parse(iso)) * 1_000_000n) },
  ];
  const stamp = { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "NANOS" } as const;
  return parquet(columnData, {
    schema: [
      { name: "schema", num_children: width + 1 },
      ...panel.columns.map((name) => ({ name, type: "DOUBLE" as const, repetition_type: "OPTIONAL" as const })),
      { name: "__index_level_0__", type: "INT64", logical_type: stamp, repetition_type: "OPTIONAL" },
    ],
    rowGroupSize: 25,
  });
}

const SHAPES: readonly (readonly [string, Files])[] = [
  [
    "pandas to_csv, wide, with an index without a name",
    {
      "asset_returns.csv": wide(returns, "", pctChange, { date: midnight }),
      "weights.csv": wide(daily, "", same, { date: midnight }),
      "performance.csv": series("", { net_return: net, costs: cost, equity: value }, { date: midnight }),
      "stats.json": JSON.stringify({
        "Sharpe Ratio": run.metrics()!.sharpe,
        "Max Drawdown": run.metrics()!.max_drawdown,
      }),
    },
  ],
  [
    "long and tidy, without rows of zero",
    {
      "returns_long.csv": long(returns, ["date", "ticker", "ret"], (each) => Math.expm1(each)),
      "positions.csv": long(daily, ["date", "ticker", "weight"], (each) => (each === 0 ? undefined : each)),
      "portfolio.csv": series("date", { ret: net, tcost: cost, nav: value }),
    },
  ],
  [
    "semicolons, decimal commas and German dates",
    {
      "returns.csv": wide(returns, "Datum", pctChange, german),
      "weights.csv": wide(daily, "Datum", same, german),
      "equity.csv": series("Datum", { "net return": net, costs: cost, NAV: value }, german),
    },
  ],
  [
    "Parquet as pandas writes it, and zipline's names",
    {
      "returns.parquet": pandasParquet(returns, pctChange),
      "weights.pq": pandasParquet(daily, same),
      "perf.csv": series(
        "",
        { returns: net, fees: cost, portfolio_value: value, gross_leverage: net.map(() => 1) },
        {
          date: (iso) => `${iso} 00:00:00+00:00`,
        },
      ),
    },
  ],
];

/** How far two tables of the same dates and columns are apart. */
function largestDifference(a: Panel | undefined, b: Panel): number {
  expect(a?.dates).toEqual(b.dates);
  expect(a?.columns.toSorted()).toEqual(b.columns.toSorted());
  let most = 0;
  for (const name of b.columns) {
    const [left, right] = [column(a!, name), column(b, name)];
    for (let t = 0; t < right.length; t++) most = Math.max(most, Math.abs(left[t]! - right[t]!));
  }
  return most;
}

describe("tieout layout", () => {
  it.each(SHAPES)("proposes a layout that the audit takes as it is: %s", async (_, files) => {
    await inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, "theirs"));
      for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, "theirs", name), content);
      const proposed = await tieout(folder, "layout", "theirs");
      expect(proposed.code).toBe(0);
      expect(proposed.err).toContain("conventions: a weight is taken to earn the return of its own date");
      writeFileSync(join(folder, "layout.yaml"), proposed.out);

      const read = readRun(join(folder, "theirs"), readLayout(join(folder, "layout.yaml")));
      expect(largestDifference(read.table("weights_daily"), daily)).toBe(0);
      expect(largestDifference(read.table("returns"), returns)).toBeLessThan(1e-15);
      expect(column(read.table("portfolio_returns")!, "simple_return")).toEqual(net);

      const audited = await tieout(folder, "audit", "theirs", "--layout", "layout.yaml", "--format", "json");
      const report = reportSchema.parse(JSON.parse(audited.out));
      const verdicts = new Map(report.invariants.map(({ id, verdict }) => [id, verdict]));
      expect(report.summary.fail).toBe(0);
      for (const id of ["accounting/run-and-artifact-pnl-agree", "accounting/equity-compounds-returns"]) {
        expect(`${id} ${verdicts.get(id)}`).toBe(`${id} pass`);
      }
      expect(verdicts.get("exposure/gross-within-cap")).toBe("skipped");
      expect(report.notExamined.length).toBeGreaterThan(1);

      const wrong = readFileSync(join(folder, "layout.yaml"), "utf8").replace("returns: simple", "returns: log");
      writeFileSync(join(folder, "wrong.yaml"), wrong);
      expect((await tieout(folder, "audit", "theirs", "--layout", "wrong.yaml")).code).toBe(1);
    });
  });

  it("says what it leaves aside and why, and prints JSON on demand", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "positions.csv"), "date,ES,cash\n2024-01-02,1500,200\n2024-01-03,1500,100\n");
      writeFileSync(join(folder, "weights.csv"), "date,ES,cash\n03/04/2024,0.5,0.5\n03/05/2024,0.5,0.5\n");
      writeFileSync(join(folder, "trades.csv"), "id,price\n1,100\n");
      writeFileSync(join(folder, "notes.docx"), "");
      writeFileSync(join(folder, "engine.log"), "INFO rebalanced\n");
      const { code, out, err } = await tieout(folder, "layout", ".", "--json");
      expect(code).toBe(0);
      expect(JSON.parse(out)).toEqual({
        schema: "tieout.layout/1",
        log: { file: "engine.log", lines: [] },
        tables: { weights_daily: { file: "weights.csv", dates: "%m/%d/%Y", ignore: ["cash"] } },
      });
      for (const note of [
        "positions.csv: left aside: numbers up to 1500 are money, quantities or percentages",
        'weights_daily: from weights.csv, without "cash"',
        "trades.csv: left aside: no column of dates found",
        "notes.docx: left aside",
        "engine.log: no [RT], [ExecSim] or [Allocator] lines",
        "returns: no file found; what needs it will be skipped",
      ]) {
        expect(err).toContain(note);
      }
    });
  });

  it("says unproven, exit 3, where no table is recognised, and refuses what is no folder", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "a.csv"), "x,y\n1,2\n");
      const { code, out } = await tieout(folder, "layout", ".");
      expect(code).toBe(3);
      expect(parse(out)).toEqual({ schema: "tieout.layout/1", tables: {} });
      expect(await tieout(folder, "layout", "absent")).toMatchObject({ code: 2, out: "" });
    });
  });
});

describe("a layout in the config", () => {
  it("counts where no option names another, and errors name the file and the key", async () => {
    await inTemporaryFolder(async (folder) => {
      mkdirSync(join(folder, "theirs"));
      writeFileSync(join(folder, "theirs", "w.csv"), "d;ES\n2024-01-02;0,5\n");
      const layout = {
        schema: "tieout.layout/1",
        delimiter: ";",
        decimal: ",",
        tables: { weights_daily: { file: "w.csv", date: "d" } },
      };
      writeFileSync(join(folder, "tieout.config.json"), JSON.stringify({ layout }));
      expect((await tieout(folder, "audit", "theirs")).code).not.toBe(2);
      writeFileSync(join(folder, "layout.json"), JSON.stringify({ ...layout, delimeter: ";" }));
      writeFileSync(join(folder, "other.json"), JSON.stringify({ layout: "layout.json" }));
      const refused = await tieout(folder, "audit", "theirs", "--config", "other.json");
      expect(refused.code).toBe(2);
      expect(refused.err).toContain('layout.json: unknown key "delimeter"');
      expect((await tieout(folder, "audit", "theirs", "--layout", "absent.yaml")).err).toBe(
        "tieout: ConfigError: absent.yaml: there is no such layout (`tieout layout DIR > layout.yaml` proposes one for a folder)\n",
      );
      writeFileSync(join(folder, "broken.yaml"), "tables: [");
      expect((await tieout(folder, "audit", "theirs", "--layout", "broken.yaml")).err).toContain(
        "broken.yaml: the layout is neither YAML nor JSON",
      );
    });
  });
});
