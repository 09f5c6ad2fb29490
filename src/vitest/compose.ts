import { catalog } from "../../invariants/catalog.ts";

/** What `tieout/vitest` is made of beside the campaign: the catalog, and the day. */

export { catalog };

/** The day, as an ISO date; only for the expiry of waivers. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
