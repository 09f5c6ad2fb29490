import type { TraceStep } from "../../model/trace.ts";
import type { Interner } from "../machine/interner.ts";
import { excerpt } from "../machine/text.ts";
import { plainPlace } from "../trace/chain.ts";
import type { Start } from "./entry.ts";
import type { Placed } from "./finding.ts";
import type { Reach } from "./reach.ts";
import type { Unit } from "./units.ts";

/** The calls that lead from the entries to the faults, as a chain: each call after the one that it is made in. */
export function callPaths(
  reach: Reach,
  starts: readonly Start[],
  placed: readonly Placed[],
  intern: Interner,
): { readonly chain: readonly TraceStep[]; readonly stepOf: (fault: Placed) => number | null } {
  const chain: TraceStep[] = [];
  const numbers = new Map<Unit, number>();
  const ends = new Map<Placed, number>();
  const stepTo = (unit: Unit): number => {
    const known = numbers.get(unit);
    if (known !== undefined) return known;
    const from = reach.reached.get(unit.node)?.from;
    const before = from === undefined ? undefined : stepTo(from.unit);
    const start = starts.find(({ root }) => root === unit.node);
    chain.push({
      number: chain.length + 1,
      place: plainPlace(intern.place(from?.at ?? start?.declared ?? unit.node)),
      within: from?.unit.name ?? null,
      variable: unit.name,
      unit: "",
      kind: before === undefined ? "source" : "call",
      text: before === undefined ? `ENTRY ${start?.text ?? unit.name}` : `CALL ${unit.name}`,
      from: before === undefined ? [] : [before],
      violation: null,
    });
    numbers.set(unit, chain.length);
    return chain.length;
  };
  for (const each of placed) {
    const before = stepTo(each.unit);
    const { kind, node } = each.fault;
    chain.push({
      number: chain.length + 1,
      place: plainPlace(intern.place(node)),
      within: each.unit.name,
      variable: null,
      unit: "",
      kind: "sink",
      text: excerpt(node),
      from: [before],
      violation: each.sure && kind !== "unknown" ? kind : null,
    });
    ends.set(each, chain.length);
  }
  return { chain, stepOf: (fault) => ends.get(fault) ?? null };
}
