import type { PlainTable } from "../adapters/plain-run.ts";
import { runStages } from "../engine/reference.ts";
import type { Panel } from "../model/panel.ts";
import type { TableName } from "../model/run.ts";
import type { Scenario } from "../model/scenario.ts";

/**
 * How an engine is spoken to (CONTRACT.md §4), which decides what its author has to change: a process that stays up
 * and answers line by line, a command that is started for each scenario, or a module in this process.
 */
export type Manner = "protocol" | "one-shot" | "module";

/** What to change, in the terms of one manner. */
export interface Wording {
  /** How a scenario is refused, and an example of it. */
  readonly refuse: string;
  readonly refusal: string;
  /** Where capabilities stand, and an example of them. */
  readonly declare: string;
  readonly capabilities: string;
  /** What is worth saying about where they came from. */
  readonly capabilitiesFrom?: string;
  /** What to change, by the class of the error. */
  readonly advice: Readonly<Record<string, string>>;
  /** A part of a run, by its file in a run directory, as this engine leaves it. */
  part(file: string): string;
  /** What a right engine leaves of a scenario, cut to the tables from which everything else follows. */
  answer(scenario: Scenario): string;
}

const CAPABILITIES = {
  strategies: ["weights"],
  exposure: ["none"],
  allocator: ["off"],
  holding: ["constant-weights"],
  returns: ["log"],
};

const LIST_WHAT_IT_CAN = "Name only what docs/CONTRACT.md §4 lists, and only what the engine can do";
const TABLES_IN_THIS_SHAPE =
  "tables in this shape: lists of dates, columns and rows of numbers, null where a cell is missing.";

const WORDINGS: Readonly<Record<Manner, Wording>> = {
  protocol: {
    refuse: 'Answer with kind "rejected" and the reason, so that it counts as a refusal and not as a crash.',
    refusal: JSON.stringify({
      type: "error",
      id: 1,
      kind: "rejected",
      message: "strategy momentum is not supported",
    }),
    declare: `${LIST_WHAT_IT_CAN}.`,
    capabilities: JSON.stringify({
      type: "hello",
      engine: { name: "my-engine", version: "1.0" },
      capabilities: CAPABILITIES,
    }),
    advice: {
      EngineTimeoutError:
        "Answer each request at once and flush stdout after each line; give the engine longer with --timeout SECONDS if it needs that.",
      EngineExitError: "Stay in the loop until stdin ends, and answer an exception with a message of type error.",
      EngineOutputError:
        "Write nothing to stdout but one JSON object a line; whatever is for people belongs on stderr.",
      EngineAnsweredOtherError: "Copy the request's id into the answer, unchanged.",
      EngineAnswerError: `Answer with ${TABLES_IN_THIS_SHAPE}`,
    },
    part: partOfPlainRun,
    answer: (scenario) => JSON.stringify({ type: "run", id: 1, run: { tables: fewTables(scenario) } }),
  },
  "one-shot": {
    refuse: "End with exit code 2 and the reason as the last line on stderr: any other code but 0 counts as a crash.",
    refusal: 'print("strategy momentum is not supported", file=sys.stderr); sys.exit(2)',
    declare: `${LIST_WHAT_IT_CAN}, as \`capabilities\` in the config.`,
    capabilities: `capabilities: ${JSON.stringify(CAPABILITIES)}`,
    capabilitiesFrom:
      "a command that is started for each scenario cannot say so itself: these are the config's `capabilities`, or everything where it has none",
    advice: {
      EngineTimeoutError:
        "End as soon as the run directory is written; give the engine longer with --timeout SECONDS if it needs that.",
      EngineExitError: "End with exit code 0 once the run directory is written, with 2 to refuse a scenario.",
      EngineAnswerError:
        "Write the run directory to the path that stands for {out}: one CSV file a table (docs/CONTRACT.md §3), an empty cell where a figure is missing.",
    },
    part: (file) => file,
    answer: (scenario) => `weights_scaled.csv: ${csv(runStages(scenario).table("weights_scaled")!)}`,
  },
  module: {
    refuse: "Throw an EngineError of kind rejected with the reason, so that it counts as a refusal and not as a crash.",
    refusal: 'throw new EngineError("rejected", { what: "strategy momentum is not supported" })',
    declare: `${LIST_WHAT_IT_CAN}, in the answer of \`describe\`.`,
    capabilities: `describe: async () => (${JSON.stringify({ name: "my-engine", version: "1.0", capabilities: CAPABILITIES })})`,
    advice: { EngineAnswerError: `Return ${TABLES_IN_THIS_SHAPE}` },
    part: partOfPlainRun,
    answer: (scenario) => JSON.stringify({ tables: fewTables(scenario) }),
  },
};

/** What an author is told of an engine that is spoken to in this manner. */
export function wordingOf(manner: Manner): Wording {
  return WORDINGS[manner];
}

function partOfPlainRun(file: string): string {
  if (file === "run.log") return "log";
  return file === "metrics.json" ? "metrics" : `tables.${file.replace(/\.csv$/, "")}`;
}

const FEW: readonly TableName[] = [
  "weights_pre",
  "weights_scaled",
  "weights_daily",
  "portfolio_returns",
  "equity_curve",
];

function fewTables(scenario: Scenario): Record<string, PlainTable> {
  const run = runStages(scenario);
  return Object.fromEntries(FEW.map((name) => [name, plain(run.table(name)!)]));
}

function plain({ dates, columns, values }: Panel): PlainTable {
  return { dates, columns, values: dates.map((_, t) => rowOf(values, columns.length, t)) };
}

/** The header and rows of a table, the ends of its lines written out. */
function csv({ dates, columns, values }: Panel): string {
  const rows = dates.map((date, t) => [date, ...rowOf(values, columns.length, t)].join(","));
  return [["date", ...columns].join(","), ...rows].join("\\n");
}

function rowOf(values: Float64Array, width: number, row: number): number[] {
  return Array.from(values.subarray(row * width, (row + 1) * width), (each) => Number(each.toFixed(6)));
}
