import { lookAhead } from "../src/flow/rows/look-ahead.ts";
import type { StaticRule } from "../src/flow/rule.ts";
import { ROW_WORDS } from "../src/model/audit-words.ts";

export const lookAheadRule: StaticRule = {
  id: "look-ahead",
  title: "What is decided for a row of the market depends on rows before it only",
  why: "A mean over the whole sample, or a window with one row too many, makes of any strategy a good one; no table of a single run shows it.",
  blindTo:
    "Prices that were revised after the fact, and data that come in by another way than the sources that are named.",
  words: ROW_WORDS,
  invariant: "relation/no-look-ahead",
  sources: "where the rows come in: `run#0`, `run#0.market.returns`, `loadPrices()`; `.*` for a series by asset",
  sinks: "what is decided, and for which row: `var:weights` (the index of the store), `signal()@t`, `place#1@t`",
  inspect: lookAhead,
};
