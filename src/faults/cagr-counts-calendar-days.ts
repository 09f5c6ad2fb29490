import { dayNumber } from "../model/calendar.ts";
import type { Fault } from "./fault.ts";

export const cagrCountsCalendarDays: Fault = {
  id: "cagr-counts-calendar-days",
  story: "Growth is annualised over calendar days, as if each of them were a bar: 26 weeks of +0.6% make 4.7% a year.",
  source: "quantstats#458",
  breaks: ["accounting/metrics-recompute"],
  stages: (reference) => ({
    ...reference,
    measure(scenario, held, settled) {
      const measured = reference.measure(scenario, held, settled);
      const { dates } = scenario.market;
      const days = dayNumber(dates.at(-1)!) - dayNumber(dates[0]!);
      const growth = measured.equity.at(-1)! / scenario.config.initialCapital;
      const cagr = days > 0 ? growth ** (scenario.config.conventions.annualization / days) - 1 : null;
      return { ...measured, metrics: { ...measured.metrics, cagr } };
    },
  }),
};
