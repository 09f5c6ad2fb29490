import { ConfigError } from "../model/errors.ts";
import type { Assessed } from "./stages.ts";

/** Stage 4: the allocator's layers. */
export function assess(): Assessed {
  const absent = (): never => {
    throw new ConfigError({
      what: "this engine version needs config.allocator.scalars in mode compute",
      where: "config.allocator.scalars",
      expected: "a list of computed scalars in (0, 1], one a rebalance",
      actual: "nothing",
    });
  };
  return { state: absent, regimes: absent, computed: absent, sleeveComputed: absent };
}
