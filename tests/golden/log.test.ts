import { describe, expect, it } from "vitest";
import { changes, run } from "./support.ts";

const LOG = [
  "[RT] 2024-01-02: vol=5.00%, leverage=4.00x",
  "[ExecSim] 2024-01-02: turnover=4.000",
  "[RT] 2024-01-03: vol=5.10%, leverage=3.92x",
  "[ExecSim] 2024-01-03: turnover=0.080",
  "done: 2 rebalances",
];

function found(actual: readonly string[]) {
  return changes(run({ log: LOG }), run({ log: actual })).map(({ kind, date, message }) => ({ kind, date, message }));
}

describe("a golden log", () => {
  it("holds where every line is the same", () => {
    expect(found(LOG)).toEqual([]);
  });

  it("names a line that vanished, and one that is new, and no line that follows", () => {
    expect(found(LOG.filter((_, i) => i !== 1))).toEqual([
      {
        kind: "removed",
        date: "2024-01-02",
        message: "line 2 of the log has vanished: [ExecSim] 2024-01-02: turnover=4.000",
      },
    ]);
    const more = [...LOG.slice(0, 4), "warning: one asset without a price", ...LOG.slice(4)];
    expect(found(more)).toEqual([
      { kind: "added", date: null, message: "line 5 of the log is new: warning: one asset without a price" },
    ]);
  });

  it("says which line of which date says something else", () => {
    const other = LOG.map((line) => line.replace("3.92x", "3.93x").replace("2 rebalances", "3 rebalances"));
    expect(changes(run({ log: LOG }), run({ log: other }))).toEqual([
      expect.objectContaining({
        kind: "changed",
        what: "line",
        date: "2024-01-03",
        expected: LOG[2],
        actual: other[2],
      }),
      expect.objectContaining({ kind: "changed", what: "line", date: null, expected: LOG[4] }),
    ]);
  });

  it("fails where lines stand in another order or are repeated, and where the log vanishes", () => {
    expect(found([LOG[1]!, LOG[0]!, ...LOG.slice(2)])).toEqual([expect.objectContaining({ kind: "moved" })]);
    expect(found([...LOG, LOG[4]!])).toEqual([expect.objectContaining({ kind: "added" })]);
    expect(changes(run(), run({ log: undefined }))).toEqual([
      expect.objectContaining({ kind: "removed", message: "the log has vanished", stage: "record" }),
    ]);
    expect(found([])).toEqual([
      expect.objectContaining({ kind: "removed", message: expect.stringMatching(/^lines 1 to 5/) }),
    ]);
  });

  it("compares what a line says and not the clock before it", () => {
    expect(found(LOG.map((line, i) => (line.startsWith("[") ? `12:0${i}:07 INFO ${line}` : line)))).toEqual([]);
  });
});
