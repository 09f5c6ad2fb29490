import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { inTemporaryFolder, tieout } from "./support.ts";

/** The built package, as a user would import it; the sources loaded a second time would confuse the coverage. */
const PACKAGE = resolve(import.meta.dirname, "../../dist/src/index.js");

const BOOK = `import { relative, runInvariant } from ${JSON.stringify(PACKAGE)};
export default runInvariant({
  id: "desk/long-only",
  title: "The book is never short",
  severity: "error",
  why: "The mandate.",
  independentOf: "the engine.",
  blindTo: "what happens between rebalances.",
  needs: ["weights_scaled"],
  tolerance: relative(1e-9),
  check({ weights_scaled: table }, probe) {
    const cells = probe.cells("weights_scaled", table.dates, table.columns, () => "a short position");
    for (let k = 0; k < table.dates.length; k++)
      for (let i = 0; i < table.columns.length; i++)
        cells.holds(table.values[k * table.columns.length + i]! >= 0, k, i, table.values[k * table.columns.length + i]!, "at least 0");
  },
});
`;

/** A folder with a recorded run and a config of invariants. */
async function withInvariants(invariants: readonly unknown[], work: (folder: string) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, "book.ts"), BOOK);
    writeFileSync(join(folder, "text.mjs"), "export default 'none';");
    writeFileSync(join(folder, "broken.mjs"), "export default (");
    await tieout(folder, "run", "--market", "us-stocks", "--out", "run");
    writeFileSync(join(folder, "tieout.config.json"), JSON.stringify({ invariants }));
    await work(folder);
  });
}

const GROSS = { id: "desk/gross", title: "Gross is 1.25 at each rebalance", holds: "gross(weights_scaled) == 1.25" };

describe("a user's own invariants", () => {
  it("by module and by expression, are judged, reported, explained and selected like ours", async () => {
    await withInvariants(["book.ts", GROSS], async (folder) => {
      const audit = await tieout(folder, "audit", "run", "--invariant", "desk");
      expect(audit.err).toBe("");
      expect(audit.out).toMatch(/PASS +desk\/long-only +examined 115/);
      expect(audit.out).toMatch(/PASS +desk\/gross +examined 23/);
      expect(audit.code).toBe(0);
      expect((await tieout(folder, "catalog", "desk/gross")).out).toContain("Gross is 1.25 at each rebalance");
      const fuzz = await tieout(folder, "fuzz", "--cases", "64", "--invariant", "desk");
      expect(fuzz.code).toBe(1);
      expect(fuzz.out).toContain("FAIL      desk/long-only");
    });
  });

  it("fail where they do not hold, with the expression as the sentence", async () => {
    await withInvariants([{ ...GROSS, holds: "gross(weights_scaled) <= 1" }], async (folder) => {
      const { code, out } = await tieout(folder, "audit", "run", "--invariant", "desk");
      expect(code).toBe(1);
      expect(out).toContain("gross(weights_scaled) <= 1 does not hold: 1.25 and 1");
    });
  });

  it.each([
    [
      "an expression outside the language",
      [{ ...GROSS, holds: "import(1) < gross(weights_scaled)" }],
      /invariants\[0\]\.holds/,
    ],
    ["a module that exports none", ["text.mjs"], /default export is no invariant.*was string/],
    ["a module that does not load", ["broken.mjs"], /does not load/],
    ["an id twice", [GROSS, GROSS], /two invariants have the same id: was desk\/gross/],
    ["an id of ours", [{ ...GROSS, id: "exposure/gross-within-cap" }], /two invariants have the same id/],
    ["an unknown key", [{ ...GROSS, hold: "" }], /unknown key|invariants\[0\]/],
  ])("are refused as %s", async (_, invariants, message) => {
    await withInvariants(invariants, async (folder) => {
      const { code, err } = await tieout(folder, "audit", "run");
      expect(code).toBe(2);
      expect(err).toMatch(message);
    });
  });
});
