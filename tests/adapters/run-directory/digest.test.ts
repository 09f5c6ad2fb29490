import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { scenarioDigest } from "../../../src/adapters/run-directory/digest.ts";
import { parseConfig } from "../../../src/model/config.ts";
import { createMarket } from "../../../src/model/market.ts";
import { createScenario } from "../../../src/model/scenario.ts";

function digestOf(returns: readonly number[], budget = 1, dates = ["2024-01-02", "2024-01-03"], asset = "ES"): string {
  const config = parseConfig({
    sleeves: [{ name: "core", budget, strategy: { kind: "equal-weight" } }],
    exposure: { kind: "none" },
  });
  return scenarioDigest(createScenario(createMarket(dates, [asset], Float64Array.from(returns)), config));
}

describe("a scenario's digest", () => {
  it("is the same for the same scenario, and another for any other", () => {
    const digest = digestOf([0, 0.1]);
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(digestOf([0, 0.1])).toBe(digest);
    const others = [
      digestOf([0, 0.1 + 2 ** -56]),
      digestOf([0, 0.1], 2),
      digestOf([0, 0.1], 1, ["2024-01-02", "2024-01-04"]),
      digestOf([0, 0.1], 1, undefined, "NQ"),
      digestOf([0, 0]),
      digestOf([0, -0]),
    ];
    expect(new Set([digest, ...others]).size).toBe(7);
  });

  it("is over canonical JSON and little-endian doubles, so that any program can work it out", () => {
    const text =
      '{"assets":["ES"],"config":{"allocator":{"applyMissingScalarAs":1,"layers":{"corrShock":[0.1,0.2],' +
      '"drawdownLevel":[-0.06,-0.12,-0.18],"drawdownSlope":[-0.03,-0.06],"halfLife":5,"minDwell":10,"regimeScores":[2,4,6],' +
      '"scalarMin":0.25,"scalars":{"CRISIS":0.5,"ELEVATED":0.85,"NORMAL":1,"STRESS":0.65},"volAccel":[1.2,1.5]},"mode":"off"},' +
      '"conventions":{"annualization":252,' +
      '"ddof":1,"earnsFrom":0,"returns":"log"},"costs":{"feeBps":0,"halfSpreadBps":0},"exposure":{"kind":"none"},' +
      '"holding":"constant-weights","initialCapital":1,"limits":{"maxAssetWeight":2,"maxGross":4},"rebalance":"month",' +
      '"sleeves":[{"budget":1,"name":"core","strategy":{"kind":"equal-weight"}}]},"dates":["2024-01-02","2024-01-03"]}\n';
    const returns = Buffer.alloc(16);
    returns.writeDoubleLE(0.1, 8);
    const expected = createHash("sha256").update(text).update(returns).digest("hex");
    expect(digestOf([0, 0.1])).toBe(`sha256:${expected}`);
  });
});
