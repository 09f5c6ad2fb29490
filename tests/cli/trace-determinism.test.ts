import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { traceSchema } from "../../src/model/trace.ts";
import { sarifComplaints } from "../report/sarif-schema.ts";
import { tieout } from "./support.ts";

const fixtures = resolve(import.meta.dirname, "../../fixtures/audits/determinism");

function traced(name: string, ...more: readonly string[]) {
  return tieout(fixtures, "trace", "--rule", "determinism", "--project", `${fixtures}/${name}`, "--no-types", ...more);
}

describe("tieout trace --rule determinism", () => {
  it("shows the calls that lead to a clock, and answers its own questions", async () => {
    const { code, out } = await traced("flag-date-now.ts", "--entry", "run");
    expect(code).toBe(1);
    expect(out).toMatch(/^FAIL {2}determinism: run\(\)\n/);
    expect(out).toMatch(/3 {2}flag-date-now\.ts:10 +weighted +age +CALL age\n/);
    expect(out).toMatch(/4 {2}flag-date-now\.ts:14 +age +✗ CLOCK {2}Date\.now\n/);
    expect(out).toMatch(/Does the same input give the same run\? +no +flag-date-now\.ts:14\n/);
    expect(out).toMatch(/Does one run leave anything that the next one finds\? +no\n/);
  });

  it("says which functions of which files a PASS is about", async () => {
    const { code, out } = await traced("accept-modules", "--entry", "run", "--format", "json");
    expect(code).toBe(0);
    const trace = traceSchema.parse(JSON.parse(out));
    expect(trace.visited).toEqual([
      { file: "accept-modules/index.ts", functions: ["WINDOW"] },
      { file: "accept-modules/main.ts", functions: ["run"] },
      { file: "accept-modules/mean.ts", functions: ["mean"] },
    ]);
    const { out: page } = await traced("accept-modules", "--entry", "run", "--format", "md");
    expect(page).toContain("## Where a run starts");
    expect(page).toContain("- `accept-modules/mean.ts`: `mean`");
    expect(page).not.toContain("scaling");
  });

  it("is SARIF with the calls as a code flow", async () => {
    const { out } = await traced("flag-date-now.ts", "--entry", "run", "--format", "sarif");
    const log = JSON.parse(out);
    expect(sarifComplaints(log)).toEqual([]);
    const [result] = log.runs[0].results;
    expect(result.codeFlows[0].threadFlows[0].locations).toHaveLength(4);
    expect(result.message.text).toBe("Date.now reads the clock, in a run of run()");
  });

  it("is unproven where a function comes from the caller, with the line", async () => {
    const { code, out } = await traced("unproven-strategy-in-options.ts", "--entry", "run");
    expect(code).toBe(3);
    expect(out).toMatch(/\? unproven-strategy-in-options\.ts:15 {2}unknown: what signal\(\) does is for whoever/);
  });

  it("takes a function as given, and says so", async () => {
    const { code, out } = await traced("flag-date-now.ts", "--entry", "run", "--given", "age");
    expect(code).toBe(0);
    expect(out).toContain('age() is taken as declared: "given"');
  });

  it("asks for an entry that exists, and for no sources", async () => {
    const missing = await traced("flag-date-now.ts", "--entry", "ran");
    expect(missing.code).toBe(2);
    expect(missing.err).toMatch(/no such entry.*did you mean run/);
    const named = await traced("flag-date-now.ts", "--entry", "run", "--source", "age", "--sink", "weighted#0");
    expect(named.code).toBe(2);
    expect(named.err).toMatch(/no sources and sinks/);
  });
});
