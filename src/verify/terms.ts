import type { TableName } from "../model/run.ts";
import type { Tolerance } from "../numeric/tolerance.ts";

/** Where a comparison stands: any part may be unknown. */
export interface Place {
  readonly date?: string;
  readonly asset?: string;
  readonly artifact?: string;
  /** Where exactly in a text, e.g. `run.log:12`; shown in place of the artifact. */
  readonly location?: string;
}

/** What a user grants an invariant beyond its own definition: other tolerances, violations that are known and waived. */
export interface Terms {
  /** The tolerance of a table's comparisons; undefined leaves the invariant's own. */
  toleranceOf?(table: TableName): Tolerance | undefined;
  /** Whether a violation there is waived: counted and shown as such, and no failure. */
  waives?(place: Place): boolean;
}
