import { describe, expect, it } from "vitest";
import type { Sensitivity } from "../../src/model/sensitivity.ts";
import { TOOL } from "../../src/model/version.ts";
import { sizeOf } from "../../src/report/sensitivity-layout.ts";
import { sensitivityMarkdown } from "../../src/report/sensitivity-markdown.ts";
import { sensitivityText } from "../../src/report/sensitivity-text.ts";

const ADD = { id: "add", story: "A number is added to one figure.", artifact: "turnover.csv" };

const SENSITIVITY: Sensitivity = {
  schema: "tieout.sensitivity/1",
  tool: TOOL,
  run: "nightly|run",
  seed: 3,
  judges: ["accounting/costs-conserved"],
  notJudging: [{ id: "accounting/metrics-recompute", reason: "skipped: needs metrics.json" }],
  corruptions: [
    {
      ...{ id: "drop-row", story: "A row of the table is gone.", artifact: "turnover.csv", place: "2024-01-05" },
      ...{ noticedBy: ["accounting/costs-conserved"], warnedBy: ["data/not-stuck-in-one-asset"] },
    },
    {
      ...{ id: "log-word", story: "A word in the log is another.", artifact: "run.log", place: "line\u001b[2J 4" },
      ...{ noticedBy: [], warnedBy: ["allocator/regime-transitions-sane"] },
    },
  ],
  floors: [
    { ...ADD, place: "cost", smallest: 1e-11, largest: 1, noticedBy: ["accounting/costs-conserved"], warnedBy: [] },
    { ...ADD, place: "turnover", smallest: null, largest: 1e6, noticedBy: [], warnedBy: [] },
  ],
};

const NOTHING_BLIND: Sensitivity = {
  ...SENSITIVITY,
  corruptions: SENSITIVITY.corruptions.slice(0, 1),
  floors: SENSITIVITY.floors.slice(0, 1),
};

describe("sensitivity as text", () => {
  const text = sensitivityText(SENSITIVITY);

  it("lists the blind spots first, and a warning as no more than that", () => {
    const blind = text.slice(text.indexOf("blind spots"), text.indexOf("\nnoticed"));
    expect(blind).toContain("(a warning only: allocator/regime-transitions-sane)");
    expect(blind).toContain("BLIND   add  turnover.csv · turnover: not noticed up to 1e6");
    expect(blind).not.toContain("drop-row");
    expect(sensitivityText(NOTHING_BLIND)).toContain("would pass\n  none\n");
  });

  it("says who noticed what, and the smallest size", () => {
    expect(text).toContain(
      "    turnover.csv · 2024-01-05\n        by accounting/costs-conserved, (warning: data/not-stuck-in-one-asset)",
    );
    expect(text).toContain("    1e-11   turnover.csv · cost\n        by accounting/costs-conserved");
    expect(text).toMatch(/2 of 4 corruptions noticed, 2 not\n$/);
  });

  it("says that digests do not judge, and lets no control character through", () => {
    expect(text).toContain("invariants on the files' digests do not judge here");
    expect(text).toContain("line\\x1b[2J 4");
  });
});

describe("sensitivity as Markdown", () => {
  const page = sensitivityMarkdown(SENSITIVITY);

  it("has the blind spots above what was noticed, and says so where there are none", () => {
    expect(page.indexOf("## Blind spots")).toBeLessThan(page.indexOf("## Noticed"));
    expect(page).toContain("| add | turnover.csv | turnover | not noticed up to 1e6 |  |");
    expect(sensitivityMarkdown(NOTHING_BLIND)).toContain("None: every corruption tried was noticed.");
  });

  it("has a table a way, and lets no name break out of it", () => {
    expect(page).toContain("| turnover.csv | cost | 1e-11 | accounting/costs-conserved |");
    expect(page).toContain("# What an audit of nightly\\|run notices");
  });
});

describe("a size", () => {
  it.each([
    [1e-5, "1e-5"],
    [0.1, "0.1"],
    [1, "1"],
    [1e6, "1e6"],
    [null, "never"],
  ])("of %s is written %s", (size, text) => expect(sizeOf(size)).toBe(text));
});
