import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Tally } from "../../src/model/tally.ts";
import { tallySchema } from "../../src/model/tally.ts";
import { EXACT, relative } from "../../src/numeric/tolerance.ts";
import { EvidenceSum } from "../../src/verify/evidence-sum.ts";
import type { Finding } from "../../src/verify/judge.ts";
import { Probe } from "../../src/verify/probe.ts";
import { evidenceOf, mergeTallies } from "../../src/verify/tally.ts";

/** A finding that made these comparisons and met these preconditions. */
function findingOf(pairs: readonly (readonly [number, number])[], met: Record<string, boolean>): Finding {
  const probe = new Probe(relative(1e-9));
  for (const [label, holds] of Object.entries(met)) probe.precondition(label, holds);
  for (const [actual, expected] of pairs) probe.equal({}, actual, expected, () => `${actual} for ${expected}`);
  if (probe.violationCount > 0) return { verdict: "fail", probe };
  if (probe.examined > 0) return { verdict: "pass", probe };
  const reason = `nothing of ${Object.keys(met).join(", ")}`;
  return Object.keys(met).length > 1 ? { verdict: "skipped", reason, probe } : { verdict: "unproven", reason, probe };
}

const figures = fc.oneof(fc.constantFrom(0, 1, -1, 1e-12, Number.NaN, Number.POSITIVE_INFINITY), fc.double());
const findings = fc
  .tuple(
    fc.array(fc.oneof(fc.tuple(figures, figures), fc.constant([1, 1] as const)), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a loss", "a cap", "a hold"), fc.boolean()),
  )
  .map(([pairs, met]) => findingOf(pairs, met));

function tallyOf(parts: readonly Finding[]): Tally {
  const sum = new EvidenceSum("run", "x");
  for (const each of parts) sum.add(each);
  return sum.tally();
}

describe("tallies", () => {
  it("of any stretches, merged in any grouping and by way of JSON, are the tally of all cases", () => {
    fc.assert(
      fc.property(fc.array(findings, { maxLength: 12 }), fc.infiniteStream(fc.nat(5)), (all, sizes) => {
        const stretches: Tally[] = [];
        const next = sizes[Symbol.iterator]();
        for (let at = 0; at < all.length; ) {
          const size = next.next().value as number;
          stretches.push(JSON.parse(JSON.stringify(tallyOf(all.slice(at, at + size)))));
          at += size;
        }
        const whole = tallyOf(all);
        const empty = tallyOf([]);
        const fromTheLeft = stretches.reduce(mergeTallies, empty);
        const fromTheRight = stretches.reduceRight((right, left) => mergeTallies(left, right), empty);
        const said = JSON.stringify(whole);
        expect(JSON.stringify(fromTheLeft)).toBe(said);
        expect(JSON.stringify(fromTheRight)).toBe(said);
        expect(tallySchema.parse(fromTheLeft)).toEqual(fromTheLeft);
      }),
    );
  });

  it("keep an infinite residual as a text, which outranks every number", () => {
    const infinite = tallyOf([findingOf([[Number.NaN, 1]], {})]);
    const finite = tallyOf([findingOf([[3, 1]], {})]);
    expect(finite.worst.residual).toBe(2);
    expect(mergeTallies(finite, infinite).worst.residual).toBe("Infinity");
    expect(mergeTallies(infinite, finite).worst.residual).toBe("Infinity");
  });

  it("say fail, pass, unproven or skipped by what was found, with the first reason", () => {
    const terms = { method: "run", subject: "x" } as const;
    const pass = tallyOf([findingOf([[1, 1]], {})]);
    const fail = tallyOf([findingOf([[3, 1]], {})]);
    const skipped: Finding = { verdict: "skipped", reason: "needs turnover", probe: new Probe(EXACT) };
    const later: Finding = { verdict: "skipped", reason: "needs costs", probe: new Probe(EXACT) };
    expect(evidenceOf(mergeTallies(pass, fail), terms).verdict).toBe("fail");
    expect(evidenceOf(mergeTallies(tallyOf([skipped]), pass), terms).verdict).toBe("pass");
    const both = evidenceOf(mergeTallies(tallyOf([skipped]), tallyOf([later])), terms);
    expect(both).toMatchObject({ verdict: "skipped", reason: "needs turnover" });
    expect(evidenceOf(pass, { ...terms, least: { cases: 2, share: 0 } })).toMatchObject({
      verdict: "unproven",
      reason: "met in 1 of 1 cases, and 2 are asked for; run more cases",
    });
  });

  it("add up what was put, met, waived and broken, and keep the worst and the first violations", () => {
    const one = tallyOf([findingOf([[3, 1]], { "a loss": true }), findingOf([], { "a loss": false })]);
    const two = tallyOf([findingOf([[1, 1]], { "a cap": true, "a loss": true }), findingOf([[9, 1]], {})]);
    const waived = { ...two, waivedCount: 2 };
    expect(mergeTallies({ ...one, waivedCount: 1 }, waived)).toEqual({
      put: 4,
      cases: 3,
      examined: 3,
      unproven: "nothing of a loss",
      preconditions: [
        { label: "a loss", met: 2, cases: 3 },
        { label: "a cap", met: 1, cases: 1 },
      ],
      worst: two.worst,
      waivedCount: 3,
      violations: one.violations,
      violationCount: 2,
    });
    expect(mergeTallies(tallyOf([]), one).violations).toEqual(one.violations);
    expect(mergeTallies(two, one).worst).toEqual(two.worst);
  });

  it("say the first reason of either kind", () => {
    const of = (verdict: "skipped" | "unproven", reason: string) =>
      tallyOf([{ verdict, reason, probe: new Probe(EXACT) }]);
    const merged = mergeTallies(
      mergeTallies(of("skipped", "needs turnover"), of("unproven", "never a loss")),
      mergeTallies(of("skipped", "needs costs"), of("unproven", "never a cap")),
    );
    expect(merged).toMatchObject({ skipped: "needs turnover", unproven: "never a loss" });
    expect(Object.keys(mergeTallies(tallyOf([]), tallyOf([])))).not.toContain("skipped");
    expect(Object.keys(mergeTallies(tallyOf([]), tallyOf([])))).not.toContain("unproven");
  });

  it("leave out of their evidence what there is none of", () => {
    const terms = { method: "run", subject: "x" } as const;
    const bare = { method: "run", subject: "x", examined: 1, cases: 1, violations: [], violationCount: 0 };
    const worst = { residual: 0, relative: 0, toleranceUsed: 0 };
    const pass = tallyOf([findingOf([[1, 1]], {})]);
    expect(JSON.stringify(evidenceOf(pass, terms))).toBe(
      JSON.stringify({
        method: "run",
        subject: "x",
        verdict: "pass",
        examined: 1,
        cases: 1,
        worst,
        violations: [],
        violationCount: 0,
      }),
    );
    for (const absent of ["reason", "counterexample"])
      expect(Object.keys(evidenceOf(pass, terms))).not.toContain(absent);
    const full = { ...pass, waivedCount: 2, preconditions: [{ label: "a loss", met: 1, cases: 1 }] };
    expect(evidenceOf(full, { ...terms, counterexample: "c.json" })).toEqual({
      ...bare,
      verdict: "pass",
      preconditions: full.preconditions,
      worst,
      waivedCount: 2,
      counterexample: "c.json",
    });
    expect(evidenceOf(tallyOf([]), terms)).toEqual({
      ...bare,
      verdict: "unproven",
      reason: "no case was looked at",
      examined: 0,
      cases: 0,
      worst: null,
    });
  });

  it("ask for the share of the cases put, rounded up, or for the number, whichever is more", () => {
    const verdict = (met: number, put: number, least: { cases: number; share: number }) =>
      evidenceOf({ ...tallyOf([findingOf([[1, 1]], {})]), cases: met, put }, { method: "run", subject: "x", least })
        .verdict;
    const five = { cases: 2, share: 0.05 };
    expect([verdict(2, 40, five), verdict(2, 41, five), verdict(3, 41, five), verdict(1, 10, five)]).toEqual([
      "pass",
      "unproven",
      "pass",
      "unproven",
    ]);
  });
});
