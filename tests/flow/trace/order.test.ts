import { describe, expect, it } from "vitest";
import { inOrder } from "../../../src/flow/trace/order.ts";
import { step } from "../../report/trace/support.ts";

describe("the order of a chain", () => {
  it("puts each step after those that it is made of, and numbers them anew", () => {
    const { steps, renumbered } = inOrder([step(1, []), step(2, [1, 3]), step(3, [1])]);
    expect(steps.map(({ place, from }) => `${place.line} of ${from}`)).toEqual(["10 of ", "30 of 1", "20 of 1,2"]);
    expect([...renumbered]).toEqual([
      [1, 1],
      [3, 2],
      [2, 3],
    ]);
  });

  it("reads a function on downwards where there is a choice", () => {
    const at = (line: number, within: string) => ({ place: { file: "a.ts", line, column: 1 }, within });
    const { steps } = inOrder([
      step(1, [], at(5, "f")),
      step(2, [1], at(50, "g")),
      step(3, [1], at(9, "f")),
      step(4, [1], at(7, "f")),
    ]);
    expect(steps.map(({ place }) => place.line)).toEqual([5, 7, 9, 50]);
  });

  it("keeps every step of a loop", () => {
    const { steps } = inOrder([step(1, []), step(2, [1, 3]), step(3, [2])]);
    expect(steps.map(({ from }) => from.join())).toEqual(["", "1,3", "2"]);
  });
});
