import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseLayout } from "../../../src/adapters/layout/load.ts";
import { Pattern } from "../../../src/adapters/layout/pattern/pattern.ts";
import { layoutSchema } from "../../../src/model/layout.ts";

const text = readFileSync(join(import.meta.dirname, "../../../docs/LAYOUTS.md"), "utf8");

describe("docs/LAYOUTS.md", () => {
  it("shows layouts that are layouts", () => {
    const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block]) => parse(block!));
    expect(blocks.length).toBeGreaterThan(1);
    for (const block of blocks) {
      const { log } = parseLayout({ schema: "tieout.layout/1", ...block });
      for (const { pattern } of log?.lines ?? []) {
        expect(new Pattern(pattern, "docs").match("05.01.2024 vol 5,00% lev 4,00x")?.get("leverage")).toBe("4,00x");
      }
    }
  });

  it("names every key", () => {
    const keys = Object.keys(layoutSchema.shape).filter((key) => key !== "schema");
    for (const key of [
      ...keys,
      "file",
      "shape",
      "date",
      "asset",
      "value",
      "absent",
      "columns",
      "ignore",
      "scale",
      "holds",
    ]) {
      expect(text).toContain(`\`${key}`);
    }
  });
});
