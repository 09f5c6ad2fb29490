import { REGIMES } from "../model/regime.ts";
import type { Fault } from "./fault.ts";

export const overlayUngated: Fault = {
  id: "overlay-ungated",
  story: "The crisis sleeve is on in every regime: a hedge that was meant for a month a year is paid for all year.",
  source: "a portfolio system with a convexity overlay",
  breaks: ["exposure/overlay-gated-by-regime"],
  stages: (reference) => ({
    ...reference,
    allocate(scenario, books, targeted, assessed) {
      const { config, market } = scenario;
      const { overlay } = config.allocator;
      if (overlay === undefined) return reference.allocate(scenario, books, targeted, assessed);
      const allocator = { ...config.allocator, overlay: { ...overlay, regimes: [...REGIMES] } };
      return reference.allocate({ market, config: { ...config, allocator } }, books, targeted, assessed);
    },
  }),
};
