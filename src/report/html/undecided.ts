import type { Report } from "../../model/report.ts";
import { cut } from "./findings.ts";
import { folded, table, text } from "./markup.ts";

/** Rows that stand open. */
const OPEN = 20;

/** What should have been decided and was not, and why; nothing where there is no such thing. */
export function undecided({ invariants }: Report): string {
  const rows = invariants
    .filter(({ verdict }) => verdict === "unproven")
    .flatMap(({ id, evidence }) =>
      evidence
        .filter(({ verdict }) => verdict === "unproven")
        .map(({ method, subject, reason }) => [
          text(id),
          text(method),
          text(subject),
          text(cut(reason ?? "no reason was given")),
        ]),
    );
  if (rows.length === 0) return "";
  const columns = [{ name: "invariant" }, { name: "method" }, { name: "subject" }, { name: "why", words: true }];
  const shown = table("Evidence that decides nothing", columns, rows);
  return rows.length <= OPEN ? shown : folded(`${rows.length} pieces of evidence`, shown);
}
