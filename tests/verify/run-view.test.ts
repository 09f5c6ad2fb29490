import { describe, expect, it } from "vitest";
import { runInvariant } from "../../src/verify/invariant.ts";
import { RunView } from "../../src/verify/run-view.ts";
import { runOf } from "../support/run-of.ts";
import { sketch, turnover } from "./support.ts";

describe("the view of a run", () => {
  it("asks for each part once", () => {
    let asked = 0;
    const run = runOf({ tables: { turnover } });
    const counting = new RunView(
      {
        ...run,
        table: (name) => {
          asked++;
          return run.table(name);
        },
      },
      "counted",
    );
    expect([counting.table("turnover"), counting.table("turnover")]).toEqual([turnover, turnover]);
    expect([counting.table("returns"), counting.table("returns")]).toEqual([undefined, undefined]);
    expect(asked).toBe(2);
    const derive = () => ({ made: ++asked });
    expect(counting.share(derive)).toBe(counting.share(derive));
    expect(asked).toBe(3);
  });

  it("parses the log once, and names what is absent", () => {
    let asked = 0;
    const run = runOf({ log: ["[RT] 2024-01-05: vol=1%", "noise"] });
    const counting = new RunView(
      {
        ...run,
        log: () => {
          asked++;
          return run.log();
        },
      },
      "counted",
    );
    expect(counting.log).toBe(counting.log);
    expect([asked, counting.log?.length, counting.name]).toEqual([1, 1, "counted"]);
    expect(counting.missing(["log"])).toEqual([]);
    expect(counting.missing(["weights_post", "log", "config"])).toEqual(["weights_post.csv", "run.json (config)"]);
    expect(new RunView(runOf({}), "empty").log).toBeUndefined();
    const first = counting.tableAt(0);
    expect([first, counting.table("returns")]).toEqual([undefined, undefined]);
    const dates = ["2024-01-05"];
    expect(counting.align(dates, dates)).toBe(counting.align(dates, dates));
  });

  it("unwraps the texts of an invariant", () => {
    const wrapped = runInvariant({ ...sketch(1), why: `one\n    two`, independentOf: " it ", blindTo: "a\n b" });
    expect([wrapped.why, wrapped.independentOf, wrapped.blindTo]).toEqual(["one two", "it", "a b"]);
  });
});
