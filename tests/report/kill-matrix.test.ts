import { describe, expect, it } from "vitest";
import type { InvariantReport, KillReport } from "../../src/model/report.ts";
import { killMatrixHtml } from "../../src/report/html/kill-matrix-page.ts";
import type { KillMatrix } from "../../src/report/kill-matrix-layout.ts";
import { markOf } from "../../src/report/kill-matrix-layout.ts";
import { killMatrixMarkdown } from "../../src/report/kill-matrix-markdown.ts";
import { killMatrixText } from "../../src/report/kill-matrix-text.ts";

const GROSS = "exposure/gross-within-cap";
const LEVERAGE = "exposure/leverage-identity";
const COSTS = "accounting/costs-conserved";

const KILLED: KillReport = {
  fault: "cap-forgotten",
  story: "The cap is read & <b>never</b> used | at all.",
  breaks: [GROSS],
  killedBy: [GROSS, LEVERAGE],
  survived: [],
};
const SURVIVED: KillReport = {
  fault: "cost-not-charged",
  story: "Nobody pays.",
  breaks: [COSTS],
  killedBy: [],
  survived: [COSTS],
};

function clean(id: string, verdict: InvariantReport["verdict"] = "pass"): InvariantReport {
  return { id, title: id, severity: "error", verdict, evidence: [] };
}

const GOOD: KillMatrix = {
  seed: 7,
  cases: 512,
  enough: 512,
  verdict: "pass",
  whole: false,
  kills: [KILLED],
  clean: [clean(COSTS), clean(GROSS), clean(LEVERAGE)],
  unkilled: [COSTS],
};
const BAD: KillMatrix = {
  ...GOOD,
  verdict: "harness-invalid",
  whole: true,
  kills: [KILLED, SURVIVED],
  clean: [clean(COSTS), clean(GROSS, "fail"), clean(LEVERAGE, "unproven")],
};

describe("a cell of the kill matrix", () => {
  it("tells noticed as named, noticed besides, named and not noticed, and nothing apart", () => {
    expect([markOf(KILLED, GROSS), markOf(KILLED, LEVERAGE), markOf(SURVIVED, COSTS), markOf(SURVIVED, GROSS)]).toEqual(
      [...["killed", "also", "survived", "none"]],
    );
  });
});

describe("the kill matrix as text", () => {
  it("has a paragraph a fault and closes with the verdict", () => {
    const text = killMatrixText(GOOD);
    expect(text).toContain(
      `KILLED    cap-forgotten\n          ${KILLED.story}\n          noticed by ${GROSS}, (${LEVERAGE})`,
    );
    expect(text).toMatch(/PASS {2}1 of 1 fault killed .* 3 of 3 invariants quiet on the engine without a fault\n$/);
    expect(text).not.toContain("KILLS NOTHING"); // one fault need not kill every invariant
  });

  it("says what stands against the harness", () => {
    const text = killMatrixText(BAD);
    expect(text).toContain(`SURVIVED  cost-not-charged: not noticed by ${COSTS}`);
    expect(text).toContain(`FALSE ALARM  ${GROSS} breaks`);
    expect(text).toContain(`UNPROVEN  ${LEVERAGE} examined nothing`);
    expect(text).toContain(`KILLS NOTHING  ${COSTS}: nothing shows that it can fail`);
    expect(text).toContain("HARNESS-INVALID  1 of 2 faults killed");
    expect(text).not.toContain("TOO FEW CASES");
  });

  it("says that too few cases were looked at, where something is left open", () => {
    const few = killMatrixText({ ...BAD, verdict: "unproven", cases: 48 });
    expect(few).toContain("TOO FEW CASES  48 generated scenarios a fault, where 512 are enough for every one of them");
    expect(killMatrixText({ ...GOOD, cases: 48 })).not.toContain("TOO FEW CASES");
  });
});

describe("the kill matrix as Markdown", () => {
  it("has one table a folder, with the faults that concern it", () => {
    const page = killMatrixMarkdown(BAD);
    const accounting = page.slice(page.indexOf("### accounting"), page.indexOf("### exposure"));
    expect(accounting).toContain("| fault | costs-conserved |");
    expect(accounting).toContain("| cost-not-charged | **✗** |");
    expect(accounting).not.toContain("cap-forgotten");
    expect(page).toContain("| cap-forgotten | ● | ○ |");
  });

  it("lets no story break out of its cell, and names no complaint where there is none", () => {
    expect(killMatrixMarkdown(GOOD)).toContain("The cap is read & \\<b\\>never\\</b\\> used \\| at all.");
    expect(killMatrixMarkdown(GOOD)).not.toContain("Against the harness");
    expect(killMatrixMarkdown(BAD)).toContain(`- **SURVIVED** cost-not-charged: not noticed by ${COSTS}`);
  });
});

describe("the kill matrix as HTML", () => {
  it("is one file without network, for light and dark", () => {
    const page = killMatrixHtml(BAD);
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/https?:|<link(?! rel="icon" href="data:,">)|<img|@import|url\(/);
    expect(page).toContain("prefers-color-scheme: dark");
  });

  it("says each cell in words too, and marks what stands against the harness", () => {
    const page = killMatrixHtml(BAD);
    expect(page).toContain(`<span class="killed" role="img" title="cap-forgotten noticed by ${GROSS}">●</span>`);
    expect(page).toContain(
      `<span class="also" role="img" title="cap-forgotten noticed besides by ${LEVERAGE}">○</span>`,
    );
    expect(page).toContain(
      `<span class="survived" role="img" title="cost-not-charged NOT noticed by ${COSTS}">✗</span>`,
    );
    expect(page).toContain("<li><strong>FALSE ALARM</strong>");
    expect(killMatrixHtml(GOOD)).not.toContain("Against the harness");
  });

  it("keeps a story text", () => {
    expect(killMatrixHtml(GOOD)).toContain("The cap is read &amp; &lt;b&gt;never&lt;/b&gt; used");
  });

  it("has a cell for every fault and invariant", () => {
    const cells = killMatrixHtml(BAD).match(/<td/g);
    expect(cells).toHaveLength(BAD.kills.length * BAD.clean.length);
  });
});
