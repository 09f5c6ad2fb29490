import { describe, expect, it } from "vitest";
import type { Panel } from "../../src/model/panel.ts";
import type { TableName } from "../../src/model/run.ts";
import { relative } from "../../src/numeric/tolerance.ts";
import type { RunPair } from "../../src/verify/invariant.ts";
import { Probe } from "../../src/verify/probe.ts";
import type { Expected } from "../../src/verify/related-run.ts";
import { compareRelated } from "../../src/verify/related-run.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { smallScenario } from "../support/reference-run.ts";
import { runOf, withCell } from "../support/run-of.ts";
import { table } from "../support/tables.ts";

const scenario = smallScenario();
const book = table`
  date        ES    TY
  2024-01-02  1     -
  2024-01-03  0.5   2`;

function compared(first: Panel | undefined, second: Panel | undefined, expected: Partial<Expected> = {}) {
  const name: TableName = "weights_scaled";
  const view = (panel: Panel | undefined) =>
    new RunView(runOf({ tables: panel === undefined ? {} : { [name]: panel } }), "run");
  const pair: RunPair = { source: view(first), followUp: view(second), scenario, followUpScenario: scenario };
  const probe = new Probe(relative(1e-9));
  compareRelated(probe, name, pair, { because: "they are related", ...expected });
  return { examined: probe.examined, violations: probe.violations };
}

describe("comparing a table of two related runs", () => {
  it("passes for the same table, cell by cell, empty ones too", () => {
    expect(compared(book, book)).toEqual({ examined: 4, violations: [] });
    expect(compared(undefined, undefined)).toEqual({ examined: 0, violations: [] });
  });

  it("finds columns by name, in any order and under other names", () => {
    const turned = table`
      date        b     a
      2024-01-02  -     1
      2024-01-03  2     0.5`;
    const columnOf = (column: string) => (column === "ES" ? "a" : "b");
    expect(compared(book, turned, { columnOf })).toEqual({ examined: 4, violations: [] });
  });

  it("lets columns be added, and looks at some of them only where asked", () => {
    const wider = table`
      date        GC  ES    TY
      2024-01-02  7   1     -
      2024-01-03  8   0.5   3`;
    expect(compared(book, wider, { added: (column) => column === "GC", only: ["ES"] }).violations).toEqual([]);
    expect(compared(book, wider).violations).toMatchObject([
      { expected: "ES,TY", actual: "ES,GC,TY", message: "columns: they are related" },
    ]);
  });

  it("multiplies by the factor of the row and column, up to a date", () => {
    const doubled = withCell(book, "2024-01-03", "TY", 4);
    expect(compared(book, doubled, { factor: (t, i) => (t === 1 && i === 1 ? 2 : 1) }).violations).toEqual([]);
    expect(compared(book, doubled, { before: "2024-01-03" })).toEqual({ examined: 2, violations: [] });
    expect(compared(book, doubled).violations).toMatchObject([
      { date: "2024-01-03", asset: "TY", expected: 2, actual: 4, message: "they are related" },
    ]);
  });

  it("fails for a table, a row and a cell that only one of the runs has", () => {
    expect(compared(book, undefined).violations).toMatchObject([
      {
        expected: "a table",
        actual: "absent",
        message: "weights_scaled.csv is there in the first of the two runs only",
      },
    ]);
    expect(compared(undefined, book).violations).toMatchObject([{ expected: "absent", actual: "a table" }]);
    const shorter = table`
      date        ES    TY
      2024-01-02  1     -`;
    expect(compared(book, shorter).violations).toMatchObject([
      { date: "2024-01-03", expected: "2024-01-03", actual: "no row", message: "rows: they are related" },
    ]);
    expect(compared(shorter, book).violations).toMatchObject([{ expected: "no row", actual: "2024-01-03" }]);
    const filled = withCell({ ...book, missing: new Uint8Array(4) }, "2024-01-02", "TY", 0);
    expect(compared(book, filled).violations).toMatchObject([{ expected: "an empty cell", actual: 0 }]);
    expect(compared(filled, book).violations).toMatchObject([{ expected: "a number", actual: "NaN" }]);
  });
});
