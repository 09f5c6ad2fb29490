import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../../src/model/config.ts";
import type { Capabilities } from "../../src/model/engine.ts";
import { capabilitiesSchema } from "../../src/model/engine.ts";
import { beyondCapabilities, withinCapabilities } from "../../src/scenarios/capabilities.ts";
import { smallScenario } from "../support/reference-run.ts";

const FEW: Capabilities = {
  strategies: ["momentum"],
  exposure: ["vol-target"],
  allocator: ["compute"],
  holding: ["constant-weights"],
  returns: ["simple"],
};
const SIMPLE: Partial<ConfigInput> = { conventions: { returns: "simple" } };
const lacking = (parts: Partial<ConfigInput>, more: Partial<Capabilities> = {}) =>
  beyondCapabilities(smallScenario({ ...SIMPLE, ...parts }).config, { ...FEW, ...more });

describe("what a scenario asks for beyond an engine's capabilities", () => {
  it("is nothing where all is named; weights outright need no name", () => {
    expect(lacking({})).toBeUndefined();
    expect(
      lacking({ sleeves: [{ name: "core", budget: 1, strategy: { kind: "momentum", period: 5 } }] }),
    ).toBeUndefined();
  });

  it("is named, part by part", () => {
    const said = (word: string, part: string) => `the engine's capabilities do not name ${word} among ${part}`;
    const even: Partial<ConfigInput> = { sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }] };
    expect(lacking(even)).toBe(said("equal-weight", "strategies"));
    expect(lacking({ exposure: { kind: "none" } })).toBe(said("none", "exposure"));
    expect(lacking({ allocator: { mode: "off" } })).toBe(said("off", "allocator"));
    expect(lacking({ holding: "drifting-positions" })).toBe(said("drifting-positions", "holding"));
    expect(lacking({ conventions: { returns: "log" } })).toBe(said("log", "returns"));
    expect(lacking({ allocator: { mode: "compute" } })).toBe(said("layers", "allocatorParts"));
    expect(lacking({ allocator: { mode: "compute" } }, { allocatorParts: ["layers"] })).toBeUndefined();
    const apart: Partial<ConfigInput> = { allocator: { mode: "compute", scalars: [1], sleeveScalars: {} } };
    expect(lacking(apart)).toBe(said("sleeve-scalars", "allocatorParts"));
  });

  it("stays as it was when a scenario is made plainer", () => {
    const was = smallScenario(SIMPLE);
    const plain = smallScenario({ exposure: { kind: "none" }, allocator: { mode: "off" }, initialCapital: 7 });
    const kept = withinCapabilities(plain, was, FEW)!;
    expect(beyondCapabilities(kept.config, FEW)).toBeUndefined();
    expect(kept.config).toEqual({ ...was.config, initialCapital: 7 });
    expect(withinCapabilities(was, plain, FEW)).toBe(was);
    const short = smallScenario({ exposure: { kind: "none" } }, 2); // too few bars for the target
    expect(withinCapabilities(short, was, FEW)).toBeUndefined();
  });
});

describe("the capabilities of an engine", () => {
  it("name something of every kind", () => {
    expect(capabilitiesSchema.safeParse(FEW).success).toBe(true);
    for (const kind of ["strategies", "exposure", "allocator", "holding", "returns"]) {
      expect(capabilitiesSchema.safeParse({ ...FEW, [kind]: [] }).success).toBe(false);
    }
  });
});
