import { describe, expect, it } from "vitest";
import type { FormatName } from "../../src/cli/output.ts";
import { FORMAT_NAMES, renderReport } from "../../src/cli/output.ts";
import type { Report } from "../../src/model/report.ts";
import { VERDICTS } from "../../src/model/verdict.ts";
import type { Tolerance } from "../../src/numeric/tolerance.ts";
import { EXACT, relative } from "../../src/numeric/tolerance.ts";
import { assembleReport } from "../../src/report/assemble.ts";
import { reportAnnotations, shown } from "../../src/report/github/annotations.ts";
import { evidence, reportOf, violation } from "./support.ts";

/** A report with all that a reader must not miss, in each format: what was found, and what was not looked at. */
const REPORT: Report = {
  ...reportOf(
    {
      "accounting/held": [evidence("pass", { worst: { residual: 2e-13, relative: 1e-12, toleranceUsed: 0.04 } })],
      "accounting/let-through": [evidence("pass", { waivedCount: 2 })],
      "allocator/absent": [evidence("skipped", { reason: "needs regimes.csv" })],
      "data/open": [evidence("unproven", { reason: "nothing to examine: never a loss" })],
      "exposure/broken": [
        evidence("fail", {
          violations: Array.from({ length: 100 }, (_, i) => violation({ message: `the ${i}th of them` })),
          violationCount: 812,
        }),
        evidence("unproven", { subject: "sp500", reason: "no book is held" }),
      ],
    },
    { notExamined: ["extra.csv: no file of a run"], assumptions: ["252 bars a year"] },
  ),
  waivers: [{ id: "accounting/let-through", reason: "known since spring", expires: "2027-01-31" }],
};
const WITH_TOLERANCE: Report = {
  ...REPORT,
  invariants: REPORT.invariants.map((each) => ({ ...each, tolerance: { absolute: 1e-12, relative: 2e-9 } })),
};

/** The formats that hold a whole report; the others are lists of what is wrong. */
const DOCUMENTS = ["text", "json", "md", "html", "junit", "sarif"] as const satisfies readonly FormatName[];
const LISTS = ["sarif-github", "codequality"] as const satisfies readonly FormatName[];

/** What a reader sees: escapes of the format undone, so that the same words can be looked for in all of them. */
function seen(report: Report, format: FormatName): string {
  return renderReport(report, format)
    .replace(
      /<(\/?[a-z][^>]*|!.*?)>/g,
      (tag) => [...tag.matchAll(/(?:message|value|name)="([^"]*)"/g)].map(([, text]) => text).join(" ") || " ",
    )
    .replaceAll("\\", "")
    .replace(/\s+/g, " ");
}

describe("every format of one report", () => {
  it("is one of the documents or of the lists", () => {
    expect([...DOCUMENTS, ...LISTS].toSorted()).toEqual([...FORMAT_NAMES].toSorted());
  });

  it("has the same counts", () => {
    expect(REPORT.summary).toEqual({ pass: 2, fail: 1, unproven: 1, skipped: 1 });
    expect(seen(REPORT, "text")).toContain("FAIL 2 pass, 1 fail, 1 unproven, 1 skipped");
    expect(seen(REPORT, "md")).toContain(
      "| pass | fail | unproven | skipped | | ---: | ---: | ---: | ---: | | 2 | 1 | 1 | 1 |",
    );
    expect(JSON.parse(renderReport(REPORT, "json")).summary).toEqual(REPORT.summary);
    expect(JSON.parse(renderReport(REPORT, "sarif")).runs[0].properties.summary).toEqual(REPORT.summary);
    for (const verdict of VERDICTS) {
      const count = REPORT.summary[verdict];
      expect(renderReport(REPORT, "junit")).toContain(`<property name="invariants.${verdict}" value="${count}"/>`);
      expect(seen(REPORT, "html")).toMatch(new RegExp(`\\b${verdict} ${count}\\b`));
    }
  });

  it.each(DOCUMENTS)("shows in %s what was not decided, not examined, let through and taken for granted", (format) => {
    const text = seen(REPORT, format);
    for (const { id } of REPORT.invariants) expect(text).toContain(format === "junit" ? id.replace("/", " ") : id);
    for (const fact of [
      "needs regimes.csv",
      "nothing to examine: never a loss",
      "no book is held",
      "extra.csv: no file of a run",
      "252 bars a year",
      "known since spring",
    ]) {
      expect(text).toContain(fact);
    }
  });

  it.each(["text", "md", "html", "junit"] as const)(
    "says in %s how many violations there are beyond those shown",
    (format) => {
      const text = seen(REPORT, format);
      expect(text).toContain("812 violations");
      expect(text).toMatch(/(?:and )?\d{3} more/);
    },
  );

  it("says so in the formats for programs", () => {
    expect(JSON.parse(renderReport(REPORT, "json")).invariants[4].evidence[0]).toMatchObject({ violationCount: 812 });
    for (const format of ["sarif", ...LISTS] as const) {
      expect(seen(REPORT, format).match(/And 712 more, which the report counts and does not list/g)).toHaveLength(1);
    }
    const annotated = reportAnnotations(REPORT).map(({ message }) => message);
    expect(annotated.join("\n")).toContain("812 violations");
  });

  it.each([...LISTS, "annotations"] as const)("lists in %s what is unproven beside what is broken", (format) => {
    const text =
      format === "annotations"
        ? shown(reportAnnotations(REPORT))
            .map(({ title, message }) => `${title} ${message}`)
            .join("\n")
        : seen(REPORT, format);
    expect(text).toContain("data/open");
    expect(text).toMatch(/unproven: .*nothing to examine: never a loss/);
  });

  it("shows what figures may differ by, so that a pass can be worked out again", () => {
    for (const format of ["md", "html"] as const)
      expect(seen(WITH_TOLERANCE, format)).toContain("1e-12 + 2e-9 of the size");
    expect(JSON.parse(renderReport(WITH_TOLERANCE, "json")).invariants[0].tolerance).toEqual({
      absolute: 1e-12,
      relative: 2e-9,
    });
    for (const format of ["text", "md", "html", "junit", "sarif"] as const) {
      expect(seen(WITH_TOLERANCE, format)).toContain("1,885, 4% of its tolerance used");
    }
  });
});

describe("what figures may differ by", () => {
  const statement = (id: string, tolerance?: Tolerance) => ({
    id,
    title: id,
    severity: "error" as const,
    ...(tolerance && { tolerance }),
  });

  it("is said of a statement that compares them by size, and of no other", () => {
    const { invariants } = assembleReport({
      subject: { kind: "run", name: "run", digest: "" },
      seed: null,
      statements: [statement("a", relative(1e-9)), statement("b", EXACT), statement("c", relative(0)), statement("d")],
      evidence: new Map(),
      notExamined: [],
      assumptions: [],
    });
    const exact = { absolute: 0, relative: 0 };
    expect(invariants.map(({ tolerance }) => tolerance)).toEqual([relative(1e-9), exact, undefined, undefined]);
    const page = seen({ ...REPORT, invariants: [{ ...REPORT.invariants[0]!, tolerance: exact }] }, "html");
    expect(page).toContain("Figures may not differ.");
  });
});

describe("a report in which everything was skipped", () => {
  const nothing = reportOf({ "allocator/absent": [evidence("skipped")] });

  it.each(FORMAT_NAMES)("is not clean in %s", (format) => {
    expect(nothing.verdict).toBe("unproven");
    expect(seen(nothing, format).toLowerCase()).toContain("unproven");
  });

  it("is no finding where something passed", () => {
    const some = reportOf({ "allocator/absent": [evidence("skipped")], "data/held": [evidence("pass")] });
    for (const format of LISTS) expect(seen(some, format)).not.toContain("unproven: ");
    expect(seen(some, "sarif")).not.toContain("tieout/verdict");
  });
});
