import type { Fault } from "./fault.ts";
import { withDrawdown } from "./parts/drawdown.ts";

export const drawdownSign: Fault = {
  id: "drawdown-sign",
  story: "The drawdown is reported as a positive number where the file says negative.",
  source: "maverick-mcp#245",
  breaks: ["drawdown/drawdown-recomputes", "drawdown/nonzero-max-drawdown"],
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      return withDrawdown(
        measured,
        (_, t) => -measured.drawdown[t]!,
        (drawdown) => drawdown.reduce((most, value) => Math.max(most, value), 0),
      );
    },
  }),
};
