import { describe, expect, it } from "vitest";
import { scenarioSchema } from "../../src/model/scenario.ts";
import { SCENARIO, tieout } from "./support.ts";

describe("tieout catalog, schema, selftest", () => {
  it("lists the invariants and explains one with the faults it kills", async () => {
    const { out } = await tieout(".", "catalog");
    expect(out).toContain("exposure/no-post-rt-renormalization");
    const one = await tieout(".", "catalog", "exposure/no-post-rt-renormalization");
    expect(one.out).toMatch(/Blind to +\S/);
    expect(one.out).toMatch(/Kills +renormalized-after-rt/);
    const json = JSON.parse((await tieout(".", "catalog", "relation", "--json")).out) as {
      id: string;
      method: string;
    }[];
    expect(json.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["relation/deterministic", "relation/no-look-ahead"]),
    );
    expect(json.filter(({ id }) => !id.startsWith("relation/"))).toEqual([]);
    const passes = (await tieout(".", "catalog", "passes/baseline-has-scalar-one")).out;
    expect(passes).toMatch(/Evidence +two passes, baseline and scaled; needs weights_post, weights_scaled/);
  });

  it("prints every schema as JSON Schema", async () => {
    const names = (await tieout(".", "schema")).out.trim().split("\n");
    expect(names).toEqual([
      ...["scenario", "config", "run", "report", "analysis", "comparison", "counterexample", "campaign-part"],
      ...[
        "golden",
        "golden-run",
        "golden-diff",
        "trace",
        "chain",
        "sensitivity",
        "conformance",
        "layout",
        "settings",
        "profiles",
        "attestation",
        "verification",
      ],
    ]);
    for (const name of names) {
      const schema = JSON.parse((await tieout(".", "schema", name)).out);
      expect(schema.$schema).toContain("json-schema.org");
    }
    expect(scenarioSchema.parse(SCENARIO)).toBeTruthy();
    expect((await tieout(".", "schema", "toString")).code).toBe(2);
  });

  it("shows which invariants notice a fault, as text and JSON", async () => {
    const { code, out } = await tieout(".", "selftest", "--fault", "drawdown-always-zero", "--cases", "48");
    expect(code).toBe(0);
    expect(out).toMatch(/KILLED {4}drawdown-always-zero/);
    expect(out).toContain("PASS  1 of 1 fault killed");
    const json = JSON.parse(
      (await tieout(".", "selftest", "--fault", "peak-not-seeded", "--cases", "48", "--format", "json")).out,
    );
    expect(json.kills[0].survived).toEqual([]);
  });

  it("exits 3 when a fault survives so few cases that it may not have been met", async () => {
    const { code, out } = await tieout(".", "selftest", "--fault", "scalar-above-one", "--cases", "1", "--seed", "1");
    expect(out).toMatch(/SURVIVED/);
    expect(out).toContain("TOO FEW CASES  1 generated scenario a fault");
    expect(code).toBe(3);
  });
});
