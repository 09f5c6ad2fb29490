import { describe, expect, it } from "vitest";
import { setConfig, setReturns } from "../../../src/campaign/reduction/edits.ts";
import { fingerprint } from "../../../src/campaign/reduction/fingerprint.ts";
import type { FailingCase } from "../../../src/campaign/reduction/session.ts";
import { scenarioOf } from "../support.ts";
import { sessionOf } from "./support.ts";

const market = { "2024-01-02": [0, 0], "2024-01-03": [0.01, 0.02], "2024-01-04": [-0.03, 0.04] };
const scenario = scenarioOf(market, { "2024-01-02": [0.5, -0.5] });
const withCapital = (initialCapital: number) => setConfig(() => ({ initialCapital }));

describe("a reduction under way", () => {
  it("keeps what still fails, and does not try the same candidate twice", async () => {
    const { session, tried } = sessionOf({ scenario }, (each) => each.scenario.config.initialCapital > 1);
    expect(await session.attempt(withCapital(2))).toBe(true);
    expect(await session.attempt(withCapital(0.5))).toBe(false);
    expect(await session.attempt(withCapital(0.5))).toBe(false);
    expect(await session.attempt(withCapital(2))).toBe(false); // it is what there is
    expect(tried.length).toBe(2);
    expect([session.runs, session.steps]).toEqual([2, 1]);
    expect(session.scenario.config.initialCapital).toBe(2);
  });

  it("goes back to what was there where an edit did not make possible what it was made for", async () => {
    const { session } = sessionOf({ scenario }, () => true);
    expect(await session.attemptFor(withCapital(2), async () => false)).toBe(false);
    expect([session.scenario, session.steps, session.runs]).toEqual([scenario, 0, 1]);
    expect(await session.attemptFor(withCapital(3), async () => true)).toBe(true);
    expect([session.scenario.config.initialCapital, session.steps]).toEqual([3, 1]);
  });

  it("lets a relation make the second scenario anew, with the first seed under which the pair fails", async () => {
    const asked: number[] = [];
    const remake = async (first: FailingCase["scenario"], seed: number) => {
      asked.push(seed);
      const followUp = withCapital(first.config.initialCapital * (seed + 1))(first)!;
      return seed === 0 ? undefined : { scenario: first, followUp };
    };
    const followUp = withCapital(16)(scenario)!;
    const { session, tried } = sessionOf({ scenario, followUp }, () => false, { remake });
    await session.remakeWith([0, 1, 2]);
    expect([asked, session.remadeWith, session.runs]).toEqual([[0, 1], 1, 4]);
    expect(await session.attempt(withCapital(5))).toBe(true);
    expect(session.current.followUp?.config.initialCapital).toBe(10);
    expect(await session.attemptOn("followUp", withCapital(1))).toBe(false); // it follows from the first
    expect(await session.attemptRemade(withCapital(7), [1, 2])).toBe(true);
    expect([session.remadeWith, session.current.followUp?.config.initialCapital]).toEqual([2, 21]);
    expect(tried).toEqual([]);
  });

  it("changes both scenarios of a pair in step without it", async () => {
    const followUp = setReturns([{ date: "2024-01-04", asset: "ES", value: 9 }])(scenario)!;
    const { session } = sessionOf({ scenario, followUp }, () => true);
    await session.remakeWith([0]);
    expect(session.remadeWith).toBeUndefined();
    expect(await session.attempt(withCapital(2))).toBe(true);
    expect(session.current.followUp?.config.initialCapital).toBe(2);
    expect(session.runs).toBe(2);
  });
});

describe("a scenario's fingerprint", () => {
  it("is the same for the same scenario, and another where any part differs", () => {
    const others = [
      setReturns([{ date: "2024-01-04", asset: "ES", value: 0.0400001 }])(scenario)!,
      scenarioOf(market, { "2024-01-02": [0.5, -0.4] }),
      scenarioOf(market, { "2024-01-03": [0.5, -0.5] }),
      scenarioOf(market, { "2024-01-02": null }),
      withCapital(2)(scenario)!,
    ];
    expect(fingerprint(scenarioOf(market, { "2024-01-02": [0.5, -0.5] }))).toBe(fingerprint(scenario));
    const prints = new Set([scenario, ...others].map(fingerprint));
    expect(prints.size).toBe(others.length + 1);
  });

  it("tells 0 from −0 apart, and a long market from one with two cells exchanged", () => {
    const rows = Object.fromEntries(
      Array.from({ length: 28 }, (_, t) => [`2024-02-${String(t + 1).padStart(2, "0")}`, [0]]),
    );
    const long = scenarioOf(rows, {});
    const at = (day: string) => setReturns([{ date: day, asset: "ZT", value: 0.1 }])(long)!;
    expect(fingerprint(at("2024-02-10"))).not.toBe(fingerprint(at("2024-02-11")));
    const negative = setReturns([{ date: "2024-02-10", asset: "ZT", value: -0 }])(long)!;
    expect(fingerprint(negative)).not.toBe(fingerprint(long));
  });
});
