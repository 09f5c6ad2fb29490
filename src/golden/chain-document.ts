import { z } from "zod";
import type { Trace } from "../model/trace.ts";

export const CHAIN_SCHEMA = "tieout.chain/1";

/** A step as it is kept: without its line, because lines move when nothing changes. */
const chainStepSchema = z.strictObject({
  file: z.string(),
  within: z.string().nullable(),
  variable: z.string().nullable(),
  unit: z.string(),
  kind: z.string(),
  text: z.string(),
});
export type ChainStep = z.infer<typeof chainStepSchema>;

/** An audited chain that somebody looked at and accepted: `<chains>/<name>.json`. */
export const chainSchema = z.strictObject({
  schema: z.literal(CHAIN_SCHEMA),
  rule: z.string(),
  sources: z.array(z.string()),
  sinks: z.array(z.strictObject({ sink: z.string(), steps: z.array(chainStepSchema) })),
  assumptions: z.array(z.string()),
});
export type ChainDocument = z.infer<typeof chainSchema>;

/** What is kept of a trace. */
export function chainOfTrace(rule: string, trace: Trace): ChainDocument {
  return {
    schema: CHAIN_SCHEMA,
    rule,
    sources: trace.sources.map(({ source }) => source),
    sinks: trace.sinks.map(({ sink, chain }) => ({
      sink,
      steps: chain.map(({ place, within, variable, unit, kind, text }) => {
        return { file: place.file, within, variable, unit, kind, text };
      }),
    })),
    assumptions: trace.assumptions,
  };
}
