import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { faults } from "../../src/faults/catalog.ts";
import type { CatalogFault, CatalogInvariant } from "../../src/report/catalog-page.ts";
import { catalogPage } from "../../src/report/catalog-page.ts";

const GROSS: CatalogInvariant = {
  id: "exposure/gross-within-cap",
  title: "Gross stays within the cap",
  kind: "run",
  severity: "error",
  tolerance: { absolute: 1e-12, relative: 1e-9 },
  why: "A cap was\n    forgotten | twice.",
  independentOf: "the engine's leverage.",
  blindTo: "a cap that is too high.",
  needs: ["weights_post", "config"],
};
const ORDER: CatalogInvariant = {
  id: "relation/asset-order-irrelevant",
  title: "The order of assets changes nothing",
  kind: "relation",
  severity: "warning",
  tolerance: { absolute: 0, relative: 0 },
  why: "Columns were read by position.",
  independentOf: "the reader.",
  blindTo: "names.",
};
const FAULT: CatalogFault = {
  id: "cap-forgotten",
  story: "The cap is read and <never> used.",
  source: "owner/engine#12",
  breaks: ["exposure/gross-within-cap"],
};

describe("docs/CATALOG.md", () => {
  it("is what `npm run catalog` makes of the catalogs today", () => {
    const written = readFileSync(join(import.meta.dirname, "../../docs/CATALOG.md"), "utf8");
    expect(written === catalogPage(catalog, faults), "docs/CATALOG.md is stale: run `npm run catalog`").toBe(true);
  });

  it("leads every link to a heading of its own, and to one only", () => {
    const page = catalogPage(catalog, faults);
    const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, "")
        .replaceAll(" ", "-"),
    );
    expect(new Set(headings).size).toBe(headings.length);
    const targets = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, target]) => target!);
    expect(targets.length).toBeGreaterThan(catalog.length + faults.length);
    expect(targets.filter((target) => !headings.includes(target))).toEqual([]);
  });
});

describe("a page of two invariants and a fault", () => {
  const page = catalogPage([GROSS, ORDER], [FAULT]);

  it("says what an invariant is judged on, how strictly, and what it notices", () => {
    expect(page).toContain("- **Evidence**: one run; needs `weights_post`, `config`");
    expect(page).toContain("- **Severity**: error; **tolerance**: absolute 1e-12, relative 1e-9");
    expect(page).toContain("- **Noticed by it**: [cap-forgotten](#cap-forgotten)");
    expect(page).toContain("- **Evidence**: two runs of related scenarios\n");
    expect(page).toContain("- **Severity**: warning; **tolerance**: none, bit for bit");
    expect(page).toContain("- **Noticed by it**: no seeded fault");
  });

  it("groups by folder, lists the contents, and tells a fault with its source", () => {
    expect(page.indexOf("## exposure/")).toBeLessThan(page.indexOf("## relation/"));
    expect(page).toContain("  - [gross-within-cap](#exposuregross-within-cap): Gross stays within the cap");
    expect(page).toContain("- **Source**: owner/engine#12\n- **Breaks**: [exposure/gross-within-cap]");
  });

  it("puts texts on one line and takes no mark in them for markup", () => {
    expect(page).toContain("- **Why**: A cap was forgotten \\| twice.");
    expect(page).toContain("The cap is read and \\<never\\> used.");
  });
});
