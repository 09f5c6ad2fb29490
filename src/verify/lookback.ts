import type { Config, Strategy } from "../model/config.ts";

/** How many returns a run must know before it may rebalance, and what asks for them. */
export interface Lookback {
  readonly returns: number;
  /** In words, e.g. `sector-rotation of sleeve core`; what asks for the most. */
  readonly askedBy: string;
}

/** The longest lookback of a config: of each sleeve's strategy, of the overlay's, and of risk targeting. */
export function lookbackOfRun({ sleeves, exposure, allocator }: Config): Lookback {
  const all: Lookback[] = sleeves.map(({ name, strategy }) => needOf(strategy, `sleeve ${name}`));
  if (exposure.kind === "vol-target") all.push({ returns: exposure.minObservations, askedBy: "risk targeting" });
  const { overlay } = allocator;
  if (overlay !== undefined) all.push(needOf(overlay.strategy, `overlay ${overlay.name}`));
  return all.reduce((longest, each) => (each.returns > longest.returns ? each : longest));
}

function needOf(strategy: Strategy, of: string): Lookback {
  const askedBy = `${strategy.kind} of ${of}`;
  switch (strategy.kind) {
    case "sector-rotation":
      return { returns: strategy.momentumPeriod, askedBy };
    case "momentum":
      return { returns: strategy.skip + strategy.period, askedBy };
    case "equal-weight":
    case "weights":
      return { returns: 0, askedBy };
  }
}
