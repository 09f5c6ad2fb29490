import { describe, expect, it } from "vitest";
import { reportAnnotations, SHOWN_PER_LEVEL, shown } from "../../../src/report/github/annotations.ts";
import type { Annotation } from "../../../src/report/github/workflow-command.ts";
import { evidence, reportOf, violation } from "../support.ts";

const lines = (annotations: readonly Annotation[]) => annotations.map(({ level, title }) => `${level} ${title}`);

describe("a report as annotations", () => {
  it("has an error a failure, a warning for what is unproven or decides nothing, and none for what holds", () => {
    const report = reportOf({
      "exposure/broken": [
        evidence("fail", { violationCount: 812, counterexample: "found/a b.json" }),
        evidence("pass"),
      ],
      "exposure/held": [evidence("pass")],
      "data/absent": [evidence("skipped")],
      "data/open": [evidence("unproven")],
      "warning/odd": [evidence("fail")],
    });
    const annotations = reportAnnotations(report);
    expect(lines(annotations)).toEqual(["error exposure/broken", "warning data/open", "warning warning/odd"]);
    expect(annotations[0]).toMatchObject({
      file: "found/a b.json",
      message: expect.stringMatching(
        /^What exposure\/broken says\. futures-13: 2024-01-05 · ZT · weights_scaled\.csv: expected 4, was 1.*\n812 violations, examined 1,885.*\nreplay it: tieout replay found\/a b\.json$/,
      ),
    });
    expect(annotations[1]?.message).toBe("unproven: What data/open says. futures-13: needs weights_post.csv");
  });

  it("stands at each line of source, and once for what has none", () => {
    const violations = [
      violation({ location: "src/a.ts:3:7" }),
      violation(),
      violation({ location: "src/b.ts:9" }),
      violation(),
    ];
    const annotations = reportAnnotations(reportOf({ "a/b": [evidence("fail", { violations, violationCount: 4 })] }));
    expect(annotations.map(({ file, line, column }) => [file, line, column])).toEqual([
      ["src/a.ts", 3, 7],
      ["src/b.ts", 9, undefined],
      [undefined, undefined, undefined],
    ]);
  });

  it("says nothing of a report that passes, and why where nothing failed and it is not green", () => {
    expect(reportAnnotations(reportOf({ "a/b": [evidence("pass")] }))).toEqual([]);
    const [only] = reportAnnotations(reportOf({ "a/b": [evidence("skipped")] }));
    expect(only).toMatchObject({ level: "error", title: "tieout: UNPROVEN" });
    expect(only?.message).toContain("0 pass, 0 unproven, 1 skipped");
  });

  it("makes a surviving fault an error", () => {
    const kills = [{ fault: "lag-zero", story: "the lag is zero", breaks: ["a"], killedBy: [], survived: ["a"] }];
    const [only] = reportAnnotations(reportOf({ "a/b": [evidence("pass")] }, { kills }));
    expect(only).toEqual({
      level: "error",
      title: "seeded fault lag-zero",
      message: "not noticed by a: the lag is zero",
    });
  });

  it("shows what GitHub shows of a level, one of every invariant first, and says how many there are more", () => {
    const violations = Array.from({ length: 20 }, (_, i) => violation({ location: `src/a.ts:${i + 1}:1` }));
    const pages = Object.fromEntries(
      Array.from({ length: 5 }, (_, i) => [`a/b${i}`, [evidence("fail", { violations })]]),
    );
    const all = reportAnnotations(reportOf({ ...pages, "data/open": [evidence("unproven")] }));
    expect(all).toHaveLength(101);
    const kept = shown(all);
    expect(kept.filter(({ level }) => level === "error")).toHaveLength(SHOWN_PER_LEVEL);
    expect(lines(kept).slice(0, 6)).toEqual([0, 1, 2, 3, 4, 0].map((i) => `error a/b${i}`));
    expect(kept[9]?.message).toMatch(/^91 error annotations more:/);
    expect(kept[10]).toMatchObject({ level: "warning", title: "data/open" });
    const ten = Array.from({ length: 10 }, (): Annotation => ({ level: "warning", title: "t", message: "m" }));
    expect(shown(ten)).toEqual(ten);
  });
});
