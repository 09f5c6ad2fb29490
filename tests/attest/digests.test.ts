import { createHash } from "node:crypto";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { entriesBelow, fileDigest, standingAt } from "../../src/attest/digests.ts";
import { inTemporaryFolder } from "../cli/support.ts";

describe("digests", () => {
  it.each([0, 1, 1 << 20, (1 << 20) + 1, 3_000_000])("are over all of a file of %i bytes", (size) =>
    inTemporaryFolder(async (folder) => {
      const bytes = Buffer.alloc(size, "0123456789abc");
      writeFileSync(join(folder, "file"), bytes);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      expect(fileDigest(join(folder, "file"))).toEqual({ sha256, bytes: size });
    }),
  );
});

describe("what is in a folder", () => {
  it("is listed by name, with links that stay inside as files, and nothing followed that leads elsewhere", () =>
    inTemporaryFolder(async (outer) => {
      const folder = join(outer, "run");
      mkdirSync(join(folder, "deep", "er"), { recursive: true });
      mkdirSync(join(folder, "empty"));
      for (const name of ["b c.csv", "é.csv", "deep/er/a.csv"]) writeFileSync(join(folder, name), "x");
      writeFileSync(join(outer, "outside.csv"), "x");
      symlinkSync("b c.csv", join(folder, "link.csv"));
      symlinkSync("../outside.csv", join(folder, "out.csv"));
      symlinkSync("nothing.csv", join(folder, "broken.csv"));
      symlinkSync("deep", join(folder, "loop"));
      symlinkSync("/dev/null", join(folder, "null"));
      expect(entriesBelow(folder)).toEqual([
        { name: "b c.csv", standing: "file" },
        { name: "broken.csv", standing: { instead: "a link to nothing, or a name that is not UTF-8" } },
        { name: "deep/er/a.csv", standing: "file" },
        { name: "link.csv", standing: "file" },
        { name: "loop", standing: { instead: "a link to a folder" } },
        { name: "null", standing: { instead: "a link that leads out of the folder" } },
        { name: "out.csv", standing: { instead: "a link that leads out of the folder" } },
        { name: "é.csv", standing: "file" },
      ]);
    }));

  it("is told for a path: a file, nothing, a folder, what is neither", () => {
    expect(standingAt("/dev", "/dev/null")).toEqual({ instead: "neither a file nor a folder" });
    expect(standingAt("/", "/dev")).toEqual({ instead: "a folder" });
    expect(standingAt("/", "/dev/absent")).toBe("nothing");
    expect(standingAt("/", "/dev/null/absent")).toBe("nothing");
  });
});
