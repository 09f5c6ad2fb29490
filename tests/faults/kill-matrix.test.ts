import { beforeAll, describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import type { SelfTestResult } from "../../src/campaign/selftest.ts";
import { selfTest } from "../../src/campaign/selftest.ts";
import { engineOf } from "../../src/engine/reference.ts";
import { faults } from "../../src/faults/catalog.ts";

/** It reads the files of a recorded run, which no engine in memory has: no fault of an engine can break it. */
const READS_FILES_ONLY = "accounting/digests-match";

describe("the kill matrix", () => {
  let result: SelfTestResult;
  beforeAll(async () => {
    result = await selfTest({ faults, invariants: catalog, engineOf, seed: 20240105, cases: 256 });
  }, 120_000); // on a loaded machine

  it.each(faults.map((fault) => [fault.id, fault.breaks] as const))("%s is noticed by what it breaks", (id, breaks) => {
    const row = result.kills.find(({ fault }) => fault === id);
    expect(row?.survived).toEqual([]);
    expect(row?.killedBy).toEqual(expect.arrayContaining([...breaks]));
  });

  it("leaves no invariant that noticed nothing", () => {
    expect(result.unkilled).toEqual([READS_FILES_ONLY]);
  });

  it("breaks nothing without a fault, and looks at everything", () => {
    const verdicts = result.clean.filter(({ id }) => id !== READS_FILES_ONLY);
    // A warning is about behaviour, and a generated market may rightly raise it; what matters is that it was looked at.
    const fine = (severity: string) => (severity === "warning" ? ["pass", "fail"] : ["pass"]);
    expect(verdicts.filter(({ verdict, severity }) => !fine(severity).includes(verdict)).map(({ id }) => id)).toEqual(
      [],
    );
    expect(verdicts.length).toBe(catalog.length - 1);
  });
});

describe("a self-test of a weak harness", () => {
  const fault = faults.find(({ id }) => id === "peak-not-seeded")!;
  const blind = catalog.filter(({ id }) => id === "accounting/costs-conserved");

  it("reports the fault that survived and the invariant that noticed nothing", async () => {
    const progress: string[] = [];
    const onProgress = ({ fault: id }: { fault: string }) => progress.push(id);
    const options = { faults: [fault], invariants: blind, engineOf, seed: 1, cases: 40, onProgress };
    const { kills, unkilled } = await selfTest(options);
    expect(kills[0]?.survived).toEqual(["drawdown/drawdown-recomputes"]);
    expect(kills[0]?.killedBy).toEqual([]);
    expect(unkilled).toEqual(["accounting/costs-conserved"]);
    expect(progress).toEqual(["peak-not-seeded"]);
  });
});
