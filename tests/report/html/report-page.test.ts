import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { reportSchema } from "../../../src/model/report.ts";
import type { Evidence } from "../../../src/model/verdict.ts";
import { assembleReport } from "../../../src/report/assemble.ts";
import { htmlReport } from "../../../src/report/html/report-page.ts";
import type { Worked } from "../../../src/report/worked.ts";

const HOSTILE = `<img src=x onerror=alert(1)>"\u001b[2J`;

function broken(violations: number, violationCount: number): Evidence {
  return {
    method: "run",
    subject: HOSTILE,
    verdict: "fail",
    examined: violationCount,
    cases: 1,
    worst: { residual: 1.2, relative: 0.3, toleranceUsed: 7.5e8 },
    violations: Array.from({ length: violations }, (_, i) => ({
      date: "2024-01-05",
      asset: `${HOSTILE}${i}`,
      artifact: "weights_scaled.csv",
      expected: 4,
      actual: 1,
      residual: -3,
      tolerance: 4e-9,
      message: HOSTILE.repeat(30),
      location: null,
    })),
    violationCount,
  };
}

function reportOf(invariants: number, evidence: Evidence) {
  const statements = Array.from({ length: invariants }, (_, i) => ({
    id: `exposure/rule-${i}`,
    title: "One scalar for all assets",
    severity: "error" as const,
  }));
  return assembleReport({
    subject: { kind: "run", name: HOSTILE, digest: "sha256:00" },
    seed: 7,
    statements,
    evidence: new Map(statements.map(({ id }) => [id, [evidence]])),
    notExamined: ["source code"],
    assumptions: [HOSTILE],
    provenance: { command: "tieout audit run", inputs: [{ name: HOSTILE, digest: "sha256:11" }] },
  });
}

function worked(name: string): Worked {
  return {
    name,
    title: "One scalar for all assets",
    given: ["given: rebalance every day"],
    header: { stage: "2024", label: "", cells: ["01-02", "01-03"] },
    rows: [
      { stage: "signal", label: `weight asked, ${name}`, cells: ["", "1"] },
      { stage: "scalar", label: "weights_scaled A", cells: ["0", "[2]"] },
      { stage: "scalar", label: "  expected", cells: ["", "1"] },
    ],
    notes: ["· may be anything: the failure stays"],
    log: ["log  [RT] 2024-01-03"],
    outcome: ["They part at: scalar", "  expected 1, was 2"],
  };
}

describe("the report as a page", () => {
  const page = htmlReport(reportOf(1, broken(3, 3)), { tables: [worked(HOSTILE)] });

  it("lets nothing of the data become markup or steer a reader", () => {
    expect(page).not.toContain("<img");
    expect(page).not.toContain("\u001b");
    expect(page).toContain("&lt;img src=x");
  });

  it("lets its own script run and no other, and loads nothing", () => {
    const [, script = ""] = /<script>([\s\S]*?)<\/script>/.exec(page) ?? [];
    const hash = createHash("sha256").update(script).digest("base64");
    expect(script).not.toBe("");
    expect(page).toContain(`default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${hash}'`);
    expect(page).not.toMatch(/https?:|\son\w+="/);
  });

  it("says the verdict first, then findings, invariants, what was not examined, and where it comes from", () => {
    const places = ["<h1>", 'id="findings"', 'id="worked"', 'id="invariants"', 'id="not-examined"', 'id="provenance"'];
    const found = places.map((place) => page.indexOf(place));
    expect(found).not.toContain(-1);
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(page).toContain("<code>tieout audit run</code>");
  });

  it("shows a counterexample as a table of dates, the failing figure marked, each stage over its rows", () => {
    expect(page).toContain('<td class="number failing">[2]</td>');
    expect(page).toContain('<th scope="rowgroup" rowspan="2">scalar</th>');
    expect(page).toContain('<th scope="col" class="number">01-03</th>');
    expect(page).toContain("expected 1, was 2");
  });

  it("lists what was not decided and why, and has no such section where all was", () => {
    const unproven: Evidence = { ...broken(0, 0), verdict: "unproven", reason: "examined nothing at all" };
    const undecided = htmlReport(reportOf(1, unproven));
    expect(undecided.match(/id="undecided"[\s\S]*?<\/section>/)?.[0]).toContain("examined nothing at all");
    expect(page).not.toContain('id="undecided"');
  });

  it("has a line's faults beside its evidence and the whole kill matrix below, survivors in words", () => {
    const kill = { fault: "cap-forgotten", story: HOSTILE, breaks: ["exposure/rule-0"], killedBy: [], survived: [] };
    const report = reportOf(2, broken(1, 1));
    const seeded = (found: object) => htmlReport({ ...report, kills: [{ ...kill, ...found }] });
    const noticed = seeded({ killedBy: ["exposure/rule-0"] });
    expect(noticed).toContain('title="cap-forgotten noticed by exposure/rule-0"');
    expect(noticed).toContain(
      "1 noticed</summary><ul><li>cap-forgotten</li></ul>".replace("</summary>", "</summary>\n"),
    );
    const survived = seeded({ survived: ["exposure/rule-0"] });
    expect(survived).toContain("0 of 1 noticed");
    expect(survived).toContain("cap-forgotten NOT NOTICED");
  });

  it("gives the same bytes for the same report, also after a way through JSON", () => {
    const report = reportOf(2, broken(3, 3));
    expect(htmlReport(reportSchema.parse(JSON.parse(JSON.stringify(report))))).toBe(htmlReport(report));
  });

  it("stays under 5 MB with a million violations of many invariants, and says how many are not shown", () => {
    const evidence = broken(100, 1_000_000);
    const large = htmlReport(reportOf(1000, evidence));
    expect(Buffer.byteLength(large)).toBeLessThan(5_000_000);
    const named = evidence.violations.map((each) => ({ ...each, asset: "A".repeat(100_000) }));
    expect(Buffer.byteLength(htmlReport(reportOf(1000, { ...evidence, violations: named })))).toBeLessThan(5_000_000);
    expect(large).toContain("999,975 more are not shown here; the report in JSON lists the first 100");
    expect(large).toContain("1,000,000 violations");
  });
});
