import type { Fault } from "./fault.ts";
import { altered } from "./parts/altered-run.ts";

export const logStaleDate: Fault = {
  id: "log-stale-date",
  story: "Each event is logged under the date of the event before it: the figures are right, the day is not.",
  source: "nautilus_trader#2664",
  breaks: ["accounting/artifact-log-consistency"],
  stages: (reference) => ({
    ...reference,
    record(ledger) {
      const { held, scenario } = ledger;
      const previous = new Map<string, string>();
      for (let k = 1; k < held.rows.length; k++) {
        previous.set(scenario.market.dates[held.rows[k]!]!, scenario.market.dates[held.rows[k - 1]!]!);
      }
      return altered(reference.record(ledger), {
        log: (lines) =>
          lines.map((line) =>
            line.replace(/(\[(?:RT|ExecSim)\]) ([^\s:]+):/, (_, tag, date) => `${tag} ${previous.get(date) ?? date}:`),
          ),
      });
    },
  }),
};
