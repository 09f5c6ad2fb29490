import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { referenceStages } from "../../src/engine/reference.ts";
import { faults } from "../../src/faults/catalog.ts";
import type { Violation } from "../../src/model/verdict.ts";
import type { Invariant } from "../../src/verify/invariant.ts";
import { findingOf, POLICIES } from "../support/policies.ts";

/**
 * What each invariant looks at, and what it says when it is broken, written down. An invariant that comes to look at
 * less, or at the wrong thing, would still pass; here the number of comparisons gives it away.
 */
const aboutRuns = catalog.filter(({ id }) => id !== "accounting/digests-match");

function looksAt(invariant: Invariant): Record<string, string> {
  return Object.fromEntries(
    Object.entries(POLICIES).map(([policy, parts]) => {
      const { verdict, reason, probe } = findingOf(invariant, parts);
      const presupposed = probe.preconditions.map(({ label, met, cases }) => `; ${met} of ${cases} with ${label}`);
      const why = reason === undefined ? "" : `: ${reason}`;
      return [policy, `${verdict}${why}, ${probe.examined} comparisons${presupposed.join("")}`];
    }),
  );
}

/** The first violation in words, figures to eight digits: the last bits are not what is meant here. */
function sentence({ artifact, date, asset, expected, actual, message }: Violation): string {
  const figure = (value: unknown) => (typeof value === "number" ? Number(value.toPrecision(8)) : value);
  return `${artifact} ${date} ${asset}: expected ${figure(expected)}, was ${figure(actual)}: ${shortened(message)}`;
}

function shortened(message: string): string {
  return message.replace(/\d+\.\d{7,}(e-?\d+)?/g, (digits) => String(Number(Number(digits).toPrecision(8))));
}

/** By fault: under how many of the policies it is noticed, and the first complaint. */
function complaints(invariant: Invariant): Record<string, string> {
  const found: Record<string, string> = {};
  for (const fault of faults.filter(({ breaks }) => breaks.includes(invariant.id))) {
    const probes = Object.values(POLICIES).map(
      (parts) => findingOf(invariant, parts, fault.stages(referenceStages)).probe,
    );
    const counts = probes.map(({ violationCount }) => violationCount).join(" ");
    const first = probes.find(({ violationCount }) => violationCount > 0);
    found[fault.id] = first === undefined ? counts : `${counts}; ${sentence(first.violations[0]!)}`;
  }
  return found;
}

describe("what is looked at", () => {
  it.each(aboutRuns.map((each) => [each.id, each] as const))("%s", (_id, invariant) => {
    expect(looksAt(invariant)).toMatchSnapshot();
  });
});

describe("what is said", () => {
  it.each(aboutRuns.map((each) => [each.id, each] as const))("%s", (_id, invariant) => {
    expect(complaints(invariant)).toMatchSnapshot();
  });
});
