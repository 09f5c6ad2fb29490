import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { RelationTurns } from "../../src/campaign/relation-turns.ts";

const relations = catalog.filter((invariant) => invariant.kind === "relation").slice(0, 3);
const [first, second, third] = relations;

describe("the turns of relations", () => {
  it("go to the one with the fewest, so that one that seldom applies is first where it does", () => {
    const turns = new RelationTurns(relations, 0);
    expect(turns.next()).toEqual([first, second, third]);
    turns.taken(first!);
    turns.taken(second!);
    expect(turns.next()).toEqual([third, first, second]);
    turns.taken(third!);
    turns.taken(second!);
    expect(turns.next()).toEqual([first, third, second]);
  });

  it("begin with another relation in each block", () => {
    expect(new RelationTurns(relations, 4).next()).toEqual([second, third, first]);
    expect(new RelationTurns([], 4).next()).toEqual([]);
  });
});
