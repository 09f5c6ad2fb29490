import type { Fault } from "./fault.ts";
import { altered } from "./parts/altered-run.ts";

function withTurnoverCutOff(line: string, turnoverOf: ReadonlyMap<string, number>): string {
  const date = /\[ExecSim\] (\S+):/.exec(line)?.[1];
  const turnover = date === undefined ? undefined : turnoverOf.get(date);
  if (turnover === undefined) return line;
  return line.replace(/turnover=[^,]+/, `turnover=${(Math.floor(turnover * 1000) / 1000).toFixed(3)}`);
}

export const logRoundsWrong: Fault = {
  id: "log-rounds-wrong",
  story: "The log cuts turnover off after three decimals where the reader expects it rounded.",
  source: "a log that is written with floor where its reader rounds",
  breaks: ["accounting/artifact-log-consistency"],
  stages: (reference) => ({
    ...reference,
    record(ledger) {
      const { held, scenario } = ledger;
      const turnoverOf = new Map(
        Array.from(held.rows, (row, k) => [scenario.market.dates[row]!, held.turnover[k]!] as const),
      );
      return altered(reference.record(ledger), {
        log: (lines) => lines.map((line) => withTurnoverCutOff(line, turnoverOf)),
      });
    },
  }),
};
