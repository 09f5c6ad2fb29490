import type { Fault } from "./fault.ts";
import { withDrawdown } from "./parts/drawdown.ts";

export const maxOfNegative: Fault = {
  id: "max-of-negative",
  story: "The maximum of signed drawdowns is the mildest of them.",
  source: "maverick-mcp#245",
  breaks: ["drawdown/nonzero-max-drawdown"],
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      return withDrawdown(
        measured,
        (_, t) => measured.drawdown[t]!,
        (drawdown) => drawdown.reduce((mildest, value) => Math.max(mildest, value), Number.NEGATIVE_INFINITY),
      );
    },
  }),
};
