import type { AmbientKind } from "../models/ambient.ts";
import type { ts } from "../syntax/ts.ts";

/** Something that keeps a run from being the same twice, or (`unknown`) that may. */
export interface Fault {
  readonly kind: AmbientKind | "unknown";
  readonly node: ts.Node;
  readonly message: string;
}
