import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { canaries, faults } from "../../src/faults/catalog.ts";

const folder = resolve(import.meta.dirname, "../../src/faults");
const NO_FAULTS = ["catalog.ts", "fault.ts"];

describe("the catalog of seeded faults", () => {
  it("lists every file of the folder, and nothing else", () => {
    const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
    const onDisk = files.map(({ name }) => name).filter((name) => !NO_FAULTS.includes(name));
    expect(faults.map(({ id }) => `${id}.ts`).sort()).toEqual(onDisk.sort());
  });

  it("names each file for its fault", async () => {
    for (const fault of faults) {
      const exported: object = await import(join(folder, `${fault.id}.ts`));
      expect(Object.values(exported), fault.id).toEqual([fault]);
    }
  });

  it("tells a story, its source, and invariants that exist", () => {
    const known = new Set(catalog.map(({ id }) => id));
    for (const { id, story, source, breaks } of faults) {
      expect(story.length, id).toBeGreaterThan(20);
      expect(source.length, id).toBeGreaterThan(3);
      expect(breaks.length, id).toBeGreaterThan(0);
      expect(breaks.filter((broken) => !known.has(broken))).toEqual([]);
    }
  });

  it("takes its canaries from the faults, at least five", () => {
    expect(canaries.length).toBeGreaterThanOrEqual(5);
    for (const canary of canaries) expect(faults).toContain(canary);
  });
});
