import type { AmbientKind } from "../models/ambient.ts";
import type { ts } from "../syntax/ts.ts";
import type { Unit } from "./units.ts";

/** Something that keeps a run from being the same twice, or (`unknown`) that may. */
export interface Fault {
  readonly kind: AmbientKind | "unknown";
  readonly node: ts.Node;
  readonly message: string;
}

/** A fault with the unit that it stands in. */
export interface Placed {
  readonly fault: Fault;
  readonly unit: Unit;
  /** Whether it is proven: a known kind, in what surely runs. */
  readonly sure: boolean;
}
