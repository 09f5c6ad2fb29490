import type { ConfigInput } from "../model/config.ts";
import type { Market } from "../model/market.ts";

/** A market that comes with the package. */
export interface BuiltinMarket {
  readonly name: string;
  readonly title: string;
  /** Where the data is from. */
  readonly source: string;
  /** A fresh copy of the market, the same every time. */
  load(): Market;
  /** A config that shows what an engine does on this market. */
  readonly config: ConfigInput;
}
