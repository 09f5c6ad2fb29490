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

  it("unwraps the texts of an invariant", () => {
    const wrapped = runInvariant({ ...sketch(1), why: `one\n    two`, independentOf: " it ", blindTo: "a\n b" });
    expect([wrapped.why, wrapped.independentOf, wrapped.blindTo]).toEqual(["one two", "it", "a b"]);
  });
});
