import { expect, it } from "vitest";
import { conformanceSchema } from "../../src/conform/document.ts";
import { inTemporaryFolder, tieout } from "./support.ts";

it("tieout conform says what is done as text and as JSON, and refuses other formats", async () => {
  await inTemporaryFolder(async (folder) => {
    const text = await tieout(folder, "conform");
    expect(text).toMatchObject({ code: 0, err: "" });
    expect(text.out).toContain("✓ It answers the smallest scenario, with tables");
    const json = await tieout(folder, "conform", "--format", "json");
    expect(conformanceSchema.parse(JSON.parse(json.out))).toMatchObject({ conforms: true });
    expect(await tieout(folder, "conform", "--format", "xml")).toMatchObject({ code: 2 });
    const absent = await tieout(folder, "conform", "--engine", "no-such-program at-all");
    expect(absent.code).toBe(1);
    expect(absent.out).toContain("✗ The engine starts");
  });
});
