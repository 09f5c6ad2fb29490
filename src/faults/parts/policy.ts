import type { Books, Stages } from "../../engine/stages.ts";
import type { Exposure } from "../../model/config.ts";
import type { Scenario } from "../../model/scenario.ts";
import { changeBooks, grossOf, multiply } from "./books.ts";

export type VolTarget = Extract<Exposure, { kind: "vol-target" }>;

/** The reference whose risk targeting is run on another scenario or other rows than it should be. */
export function targetingWith(
  reference: Stages,
  wrong: (scenario: Scenario, books: Books, policy: VolTarget) => { scenario: Scenario; books: Books },
): Stages {
  return {
    ...reference,
    target(scenario, books) {
      const { exposure } = scenario.config;
      if (exposure.kind !== "vol-target") return reference.target(scenario, books);
      const mistaken = wrong(scenario, books, exposure);
      return reference.target(mistaken.scenario, mistaken.books);
    },
  };
}

/** The reference whose leverage follows another rule; post-targeting books and gross are made with it. */
export function leverageBy(
  reference: Stages,
  rule: (vol: number, unit: Float64Array, policy: VolTarget, scenario: Scenario) => number,
): Stages {
  return {
    ...reference,
    target(scenario, books) {
      const targeted = reference.target(scenario, books);
      const { exposure } = scenario.config;
      if (exposure.kind !== "vol-target") return targeted;
      const leverage = targeted.leverage.slice();
      const grossAfter = targeted.grossAfter.slice();
      const post = books.pre.slice();
      changeBooks(post, scenario, (book, k) => {
        const gross = grossOf(book);
        if (gross === 0) return;
        multiply(book, 1 / gross);
        leverage[k] = rule(targeted.vol[k]!, book, exposure, scenario);
        multiply(book, leverage[k]!);
        grossAfter[k] = grossOf(book);
      });
      return { ...targeted, leverage, grossAfter, post };
    },
  };
}

/** The scenario with one convention misunderstood. */
export function misread(scenario: Scenario, conventions: Partial<Scenario["config"]["conventions"]>): Scenario {
  const { config } = scenario;
  return { ...scenario, config: { ...config, conventions: { ...config.conventions, ...conventions } } };
}

/** The largest weight of a book, in size. */
export function largestOf(book: Float64Array): number {
  return book.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0);
}
