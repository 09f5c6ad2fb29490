import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { EXIT_CODES, reportSchema } from "../../src/model/report.ts";
import type { Evidence, Verdict } from "../../src/model/verdict.ts";
import { assembleReport, type Statement } from "../../src/report/assemble.ts";
import { brief, count, counted } from "../../src/report/figures.ts";
import { jsonReport } from "../../src/report/json.ts";
import { markdownReport } from "../../src/report/markdown.ts";
import { textReport } from "../../src/report/text.ts";

const SCALED: Statement = { id: "exposure/one-scalar", title: "One scalar for all assets", severity: "error" };
const THRASH: Statement = { id: "allocator/calm", title: "Regimes do not thrash", severity: "warning" };

function evidence(verdict: Verdict, more: Partial<Evidence> = {}): Evidence {
  const examined = verdict === "pass" || verdict === "fail" ? 1885 : 0;
  return {
    method: "run",
    subject: "futures-13",
    verdict,
    examined,
    cases: examined === 0 ? 0 : 1,
    worst: examined === 0 ? null : { residual: 1.2, relative: 0.3, toleranceUsed: 7.5e8 },
    violations: [],
    violationCount: 0,
    ...more,
  };
}

const BROKEN = evidence("fail", {
  violationCount: 812,
  violations: [
    {
      date: "2024-01-05",
      asset: "ZT",
      artifact: "weights_scaled.csv",
      expected: 4,
      actual: 1,
      residual: -3,
      tolerance: 4e-9,
      message: "every asset must carry the same scalar",
      location: null,
    },
  ],
  counterexample: ".tieout/counterexamples/one-scalar-3f2a.json",
});

function report(
  statements: readonly Statement[],
  pages: Readonly<Record<string, readonly Evidence[]>>,
  kills?: Report["kills"],
): Report {
  return assembleReport({
    subject: { kind: "engine", name: "execsim", digest: "sha256:00" },
    seed: 20240105,
    statements,
    evidence: new Map(Object.entries(pages)),
    ...(kills === undefined ? {} : { kills }),
    notExamined: ["source code"],
    assumptions: ["log returns", "log returns"],
  });
}

describe("the verdict of a report", () => {
  it.each([
    ["pass", ["pass", "skipped"]],
    ["unproven", ["pass", "unproven"]],
    ["fail", ["unproven", "fail", "pass"]],
    ["unproven", ["skipped", "skipped"]],
  ] as const)("is %s over evidence %j", (verdict, verdicts) => {
    const result = report([SCALED], { [SCALED.id]: verdicts.map((each) => evidence(each)) });
    expect(result.verdict).toBe(verdict);
    expect(reportSchema.parse(result)).toEqual(result);
  });

  it("is unproven for an invariant that nobody gathered evidence on", () => {
    const result = report([SCALED], {});
    expect(result.verdict).toBe("unproven");
    expect(result.invariants[0]?.evidence[0]?.reason).toBe("no evidence was gathered");
  });

  it("is not decided by a warning, which is shown all the same", () => {
    const result = report([SCALED, THRASH], { [SCALED.id]: [evidence("pass")], [THRASH.id]: [BROKEN] });
    expect(result.verdict).toBe("pass");
    expect(result.summary).toEqual({ pass: 1, fail: 1, unproven: 0, skipped: 0 });
    expect(textReport(result)).toContain("allocator/calm (warning)");
  });

  it("is harness-invalid when a seeded fault survived, whatever else was found", () => {
    const kill = { fault: "lag-zero", story: "…", breaks: ["a"], killedBy: [], survived: ["a"] };
    const result = report([SCALED], { [SCALED.id]: [BROKEN] }, [kill]);
    expect(result.verdict).toBe("harness-invalid");
    expect(EXIT_CODES[result.verdict]).toBe(4);
    expect(textReport(result)).toMatch(/SURVIVED +lag-zero: not noticed by a/);
  });

  it("says how much of its tolerance a pass used, and what was waived", () => {
    const close = evidence("pass", { worst: { residual: 1e-10, relative: 1e-10, toleranceUsed: 0.1234 } });
    expect(textReport(report([SCALED], { [SCALED.id]: [close] }))).toContain(
      "examined 1,885, 12% of its tolerance used",
    );
    const far = evidence("pass", { worst: { residual: 1e-16, relative: 1e-16, toleranceUsed: 1e-7 }, waivedCount: 3 });
    expect(textReport(report([SCALED], { [SCALED.id]: [far] }))).toContain(
      "under 0.01% of its tolerance used, 3 violations waived",
    );
    const exact = evidence("pass", { worst: { residual: 0, relative: 0, toleranceUsed: 0 } });
    expect(textReport(report([SCALED], { [SCALED.id]: [exact] }))).toContain("exposure/one-scalar  examined 1,885\n");
  });

  it("lists the waivers of the config", () => {
    const waivers = [
      { id: SCALED.id, reason: "known since May", expires: "2027-01-31", from: "2024-05-01", assets: ["ZT"] },
    ];
    const waived = { ...report([SCALED], { [SCALED.id]: [evidence("pass")] }), waivers };
    expect(textReport(waived)).toContain(
      "waivers\n  exposure/one-scalar, 2024-05-01 to the end, ZT: known since May (until 2027-01-31)",
    );
    expect(markdownReport(waived)).toContain("## Waivers");
  });

  it("says an assumption once", () => {
    expect(report([SCALED], { [SCALED.id]: [evidence("pass")] }).assumptions).toEqual(["log returns"]);
  });
});

describe("the text report", () => {
  const text = textReport(report([SCALED], { [SCALED.id]: [BROKEN] }));

  it("says where, what was expected, what was there, and how many more", () => {
    expect(text).toContain("FAIL      exposure/one-scalar  examined 1,885, worst residual 1.2");
    expect(text).toContain("2024-01-05 · ZT · weights_scaled.csv: expected 4, was 1, off by -3 (allowed 4.00e-9)");
    expect(text).toContain("every asset must carry the same scalar");
    expect(text).toContain("… and 811 more");
    expect(text).toContain("tieout replay .tieout/counterexamples/one-scalar-3f2a.json");
  });

  it("shows what was not examined, and the reason of what was skipped", () => {
    const skipped = textReport(
      report([SCALED], { [SCALED.id]: [evidence("skipped", { reason: "needs weights_post.csv" })] }),
    );
    expect(skipped).toContain("futures-13: skipped: needs weights_post.csv");
    expect(skipped).toMatch(/not examined\n {2}source code/);
    expect(skipped).toContain("UNPROVEN  0 pass, 0 fail, 0 unproven, 1 skipped");
  });

  it("lets no control character of a name through to the terminal", () => {
    const hostile = {
      ...BROKEN,
      violations: [{ ...BROKEN.violations[0]!, asset: "Z\u001b[2JT\n", message: "a\u0007b" }],
    };
    const shown = textReport(report([SCALED], { [SCALED.id]: [hostile] }));
    expect(shown).toContain("Z\\x1b[2JT\\x0a");
    expect(shown).toContain("a\\x07b");
  });

  it("lets none through of a subject, a reason, a note or an assumption either", () => {
    const hostile = "liar\u001b[31m";
    const document = report([SCALED], {
      [SCALED.id]: [{ ...evidence("unproven"), subject: hostile, reason: hostile }],
    });
    const shown = textReport({
      ...document,
      subject: { ...document.subject, name: hostile },
      notExamined: [hostile],
      assumptions: [hostile],
    });
    expect(shown.split("liar\\x1b[31m")).toHaveLength(1 + 5);
    expect(shown).not.toContain("\u001b");
  });
});

describe("the Markdown report", () => {
  it("keeps hostile names inside their cell", () => {
    const hostile = { ...BROKEN, violations: [{ ...BROKEN.violations[0]!, asset: "a|b<script>" }] };
    const markdown = markdownReport(report([SCALED], { [SCALED.id]: [hostile] }));
    expect(markdown).toContain("a\\|b\\<script\\>");
    const rows = markdown.split("\n").filter((line) => line.startsWith("| 2024-01-05"));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.match(/(?<!\\)\|/g)).toHaveLength(5);
  });

  it("lists evidence of every method in one table", () => {
    const markdown = markdownReport(
      report([SCALED], { [SCALED.id]: [evidence("pass"), evidence("skipped", { reason: "why" })] }),
    );
    expect(markdown).toContain("| **PASS** | exposure/one-scalar | run | futures-13 | pass | examined 1,885");
    expect(markdown).toContain("|  |  | run | futures-13 | skipped | why; examined nothing |");
  });
});

it("writes the same bytes for the same report, and reads them back", () => {
  const document = report([SCALED], { [SCALED.id]: [BROKEN] });
  expect(jsonReport(document)).toBe(jsonReport(structuredClone(document)));
  expect(reportSchema.parse(JSON.parse(jsonReport(document)))).toEqual(document);
});

it("prints counts and figures as people write them", () => {
  expect([count(0), count(999), count(1000), count(1234567)]).toEqual(["0", "999", "1,000", "1,234,567"]);
  expect([counted(1, "case"), counted(2, "case")]).toEqual(["1 case", "2 cases"]);
  expect([brief(0), brief(1.23456), brief(1e-12), brief(null), brief("NaN")]).toEqual([
    "0",
    "1.235",
    "1.00e-12",
    "missing",
    "NaN",
  ]);
});
