import { repeatable } from "../src/flow/reach/repeatable.ts";
import type { StaticRule } from "../src/flow/rule.ts";
import { RUN_WORDS } from "../src/model/audit-words.ts";

export const determinism: StaticRule = {
  id: "determinism",
  title: "Nothing that may run in a run asks a clock, chance, the environment, or what another run has left",
  why: "State kept between runs, or an unseeded draw, makes of every other finding a matter of luck; most pairs of runs do not show it.",
  blindTo: "What differs between builds of the JavaScript engine, and what functions do that are handed in as data.",
  words: RUN_WORDS,
  invariant: "relation/deterministic",
  sources: null,
  sinks: null,
  inspect: repeatable,
};
