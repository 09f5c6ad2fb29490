import type { AuditWords } from "../model/audit-words.ts";
import type { Trace } from "../model/trace.ts";
import type { TraceRequestInput } from "../model/trace-request.ts";
import type { Projects } from "./syntax/projects.ts";

/** A static audit: what is looked for in source code, named for what is wrong. */
export interface StaticRule {
  /** Its file, `audits/<id>.ts`. */
  readonly id: string;
  /** What is true of a source that passes. */
  readonly title: string;
  /** The real failure that it is there to catch. */
  readonly why: string;
  /** What can be wrong although it passes. */
  readonly blindTo: string;
  /** How its result is told. */
  readonly words: AuditWords;
  /** The invariant of the catalog that says of runs what this says of source code; null where there is none. */
  readonly invariant: string | null;
  /** What its `sources` are to name, in words; null for a rule that goes by its entries alone. */
  readonly sources: string | null;
  /** What its `sinks` are to name, in words. */
  readonly sinks: string | null;
  /** Looks at a project, out of those that are lent where they are. Throws a ConfigError for names that do not exist. */
  inspect(request: TraceRequestInput, lent?: Projects): Trace;
}
