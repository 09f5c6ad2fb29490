import type { Config } from "../../model/config.ts";
import type { Panel } from "../../model/panel.ts";
import type { Scenario } from "../../model/scenario.ts";
import { setConfig } from "./edits.ts";
import type { ReductionSession } from "./session.ts";

/** The books before exposure policy that the engine records for a scenario (`weights_pre`); undefined without any. */
export type RecordedBooks = (scenario: Scenario) => Promise<Panel | undefined>;

/**
 * All strategies as one sleeve of weights outright: what they answered, as the engine recorded it. A counterexample
 * then does not depend on any strategy's code, nor on the history that the strategy needed. Costs one engine run.
 */
export async function outrightWeights(session: ReductionSession, recordedBooks: RecordedBooks): Promise<void> {
  const { sleeves } = session.scenario.config;
  if (sleeves.length === 1 && sleeves[0]!.strategy.kind === "weights") return;
  const books = await session.spend(() => recordedBooks(session.scenario));
  if (books === undefined) return;
  await session.attempt(setConfig(() => ({ rebalance: "day", sleeves: [asSleeve(books)] })));
}

function asSleeve({ dates, columns, values }: Panel): Config["sleeves"][number] {
  const width = columns.length;
  const rows = dates.map((_, k) => Array.from(values.subarray(k * width, (k + 1) * width)));
  return { name: "s1", budget: 1, strategy: { kind: "weights", dates: [...dates], values: rows } };
}
