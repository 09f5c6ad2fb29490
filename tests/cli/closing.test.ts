import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { inTemporaryFolder, tieout } from "./support.ts";

/** An engine that leaves a file behind when it is closed, and breaks on everything before. */
const engine = (marker: string) => `
import { writeFileSync } from "node:fs";
export default {
  describe: async () => ({ name: "closable", version: "1", capabilities: {
    strategies: ["weights"], exposure: ["none"], allocator: ["off"], holding: ["constant-weights"], returns: ["log"] } }),
  run: async () => { throw new Error("out of order"); },
  close: async () => writeFileSync(${JSON.stringify(marker)}, "closed"),
};`;

it("closes the engine that a command opened, when it ends well and when it breaks", async () => {
  await inTemporaryFolder(async (folder) => {
    const marker = join(folder, "closed");
    writeFileSync(join(folder, "engine.mjs"), engine(marker));
    const found = await tieout(folder, "fuzz", "--engine", "engine.mjs", "--cases", "1");
    expect(found).toMatchObject({ code: 1, err: "" });
    expect(existsSync(marker)).toBe(true);

    rmSync(marker);
    const broken = await tieout(folder, "run", "--engine", "engine.mjs", "--out", "run");
    expect(broken.code).toBe(4);
    expect(broken.err).toContain("out of order");
    expect(existsSync(marker)).toBe(true);
  });
});
