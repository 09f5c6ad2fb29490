import type { DocumentName, TableName } from "../model/run.ts";
import { DOCUMENT_NAMES, REGIME_TABLE, TABLE_NAMES } from "../model/run.ts";
import type { StageName } from "../verify/stage-of.ts";
import { stageOf } from "../verify/stage-of.ts";

/** The stages of an engine in the order in which the data flows, and last what it writes about them. */
export const GOLDEN_STAGES = [
  "market",
  "construct",
  "target",
  "assess",
  "allocate",
  "hold",
  "settle",
  "measure",
  "record",
] as const satisfies readonly (StageName | "record")[];
export type GoldenStage = (typeof GOLDEN_STAGES)[number];

interface PartBase {
  /** The artifact as reports name it; on disk it may be compressed. */
  readonly file: string;
  readonly stage: GoldenStage;
  /** Given from outside: what differs here follows from nothing that the engine did. */
  readonly given?: boolean;
  /** Read by no other stage: nothing follows from what differs here. */
  readonly last?: boolean;
}

/** A part of a run that a golden run keeps. */
export type Part = PartBase &
  (
    | { readonly kind: "table"; readonly name: TableName }
    | { readonly kind: "regimes"; readonly name: typeof REGIME_TABLE }
    | { readonly kind: "document"; readonly name: DocumentName }
    | { readonly kind: "metrics"; readonly name: "metrics" }
    | { readonly kind: "log"; readonly name: "log" }
  );

/** Tables that no stage makes: the market, and scalars that were loaded. */
const GIVEN: ReadonlySet<TableName> = new Set(["returns", "allocator_risk_v1_applied_source"]);

const ALL: readonly Part[] = [
  ...TABLE_NAMES.map((name): Part => {
    const part = { kind: "table", name, file: `${name}.csv`, stage: stageOf(name) } as const;
    return { ...part, given: GIVEN.has(name), last: name === "equity_curve" };
  }),
  { kind: "regimes", name: REGIME_TABLE, file: `${REGIME_TABLE}.csv`, stage: "assess" },
  ...DOCUMENT_NAMES.map((name): Part => {
    return { kind: "document", name, file: `${name}.json`, stage: "allocate", last: true };
  }),
  { kind: "metrics", name: "metrics", file: "metrics.json", stage: "measure", last: true },
  { kind: "log", name: "log", file: "run.log", stage: "record", last: true },
];

/** Every part of a run in pipeline order: by stage, and in a stage in the order in which its tables are made. */
export const PARTS: readonly Part[] = GOLDEN_STAGES.flatMap((stage) => ALL.filter((part) => part.stage === stage));
