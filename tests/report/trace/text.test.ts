import { describe, expect, it } from "vitest";
import { besideTheWay } from "../../../src/report/trace/divisors.ts";
import { chainRows, fewOf, placesOf } from "../../../src/report/trace/rows.ts";
import { traceText } from "../../../src/report/trace/text.ts";
import { auditedCase, step } from "./support.ts";

describe("a trace as text", () => {
  it("shows the chain with the divisor's origin and the finding where it is", () => {
    const text = traceText(auditedCase("flag-reciprocal"));
    expect(text.slice(0, text.indexOf("\nAssumptions"))).toBe(
      `FAIL  post-rt-normalization: scaleWeights → portfolioReturn#0

FAIL  portfolioReturn#0: renormalized: the weights are divided by something that is made of the weights (w¹ · w⁻¹)
  #  where                  in               variable  unit  from  step
  1  flag-reciprocal.ts:17  run              weights   w¹          SOURCE scaleWeights()
  2  flag-reciprocal.ts:19  run              gross     w¹          SUM gross += Math.abs(x)   ← why 4
  3  flag-reciprocal.ts:20  run              k         w⁻¹         DIVIDE 1 / gross   ← why 4
  4  flag-reciprocal.ts:21  run              weights   w⁰    1, 3  ✗ RENORMALIZED: w¹ · w⁻¹  SCALAR x * k
  5  flag-reciprocal.ts:8   portfolioReturn  weights   w⁰          COPY
  ✗ flag-reciprocal.ts:21  renormalized: the weights are divided by something that is made of the weights (w¹ · w⁻¹)

Variables
  gross    w¹   flag-reciprocal.ts:19
  k        w⁻¹  flag-reciprocal.ts:20
  weights  w¹   flag-reciprocal.ts:17
  weights  w⁰   flag-reciprocal.ts:8, 21

Questions
  Are the risk-targeted weights the exact weights of P&L, up to scalars?  no   flag-reciprocal.ts:21
  Is there any renormalization after risk targeting?                      yes  flag-reciprocal.ts:21
  Does anything neutralize the leverage?                                  yes  flag-reciprocal.ts:21
  Is everything from risk targeting to P&L linear in the weights?         no   flag-reciprocal.ts:21
`,
    );
  });

  it("puts brackets around what takes each other's place on different paths", () => {
    const text = traceText(auditedCase("accept-optional-scalar"));
    expect(text).toMatch(/:18 {2}┐ {2}run +weights +w¹ +SCALAR x \* scalar\n.*:19 {2}┘ {2}run +weights +w¹ +1 +COPY\n/);
  });

  it("shows a finding at a line that no value passes where it belongs, and not at the source", () => {
    const text = traceText(auditedCase("flag-while-over-cap"));
    expect(text).toMatch(/\n +flag-while-over-cap\.ts:18 +✗ THRESHOLD\n/);
    expect(text).not.toMatch(/SOURCE.*THRESHOLD/);
  });

  it("answers a clean chain's questions with the steps that show it", () => {
    expect(traceText(auditedCase("accept-uniform-scalar"))).toMatch(
      /exact weights of P&L, up to scalars\? +yes +accept-uniform-scalar\.ts:17, accept-uniform-scalar\.ts:18\n/,
    );
  });

  it("says of a sink that nothing reaches why, without a chain", () => {
    const text = traceText(auditedCase("flag-abs", "profit#0"));
    expect(text).toContain("UNPROVEN  profit#0: the project does not mention profit\n");
    expect(text).not.toContain("variable  unit");
  });
});

describe("the rows of a chain", () => {
  it("name a file once, and no more lines than can be read", () => {
    const at = (file: string, line: number) => ({ file, line, column: 1 });
    expect(placesOf([at("b.ts", 7), at("a.ts", 1), at("b.ts", 3)])).toBe("b.ts:3, 7; a.ts:1");
    expect(fewOf(["1", "2", "3", "4", "5"])).toBe("1, 2, 3, 4, 5");
    expect(fewOf(["1", "2", "3", "4", "5", "6"])).toBe("1, 2, 3, 4 and 2 more");
  });

  it("let nothing from the source steer a terminal", () => {
    const chain = [step(1, [], { text: "SOURCE \u001b[31mred", variable: "a\nb", within: "\u0007" })];
    const sink = { sink: "p#0", verdict: "pass", reason: "", places: [], chain } as const;
    const rows = chainRows({ ...sink, places: [...sink.places] }, []);
    expect(rows).toMatchObject([{ step: "SOURCE \\x1b[31mred", variable: "a\\x0ab", within: "\\x07" }]);
  });
});

describe("what stands beside the way of the weights", () => {
  const source = step(1, [], { kind: "source", text: "SOURCE scaleWeights()" });

  it("is the divisor of a quotient, with all that it is made of", () => {
    const gross = step(2, [1], { variable: "gross", kind: "sum" });
    const quotient = step(3, [1, 2], { unit: "w⁰", kind: "divide", text: "DIVIDE weights / gross" });
    expect([...besideTheWay([source, gross, quotient])]).toEqual([[2, [3]]]);
  });

  it("is a factor of another degree, and further names of it", () => {
    const mask = step(2, [], { unit: "w⁰", variable: "mask" });
    const product = step(3, [1, 2], { kind: "scalar", text: "SCALAR weights * mask" });
    const alias = step(4, [2], { unit: "w⁰", variable: "again" });
    expect([...besideTheWay([source, mask, product, alias])]).toEqual([
      [2, [3]],
      [4, [3]],
    ]);
  });

  it("is not what goes on after a violation, though a name of the clean weights ends before", () => {
    const name = step(2, [1], { variable: "again" });
    const clipped = step(3, [1], { unit: "✗", kind: "return", text: "RETURN Math.min(w, 1)" });
    const total = step(4, [3], { unit: "✗", variable: "total", kind: "sum" });
    const quotient = step(5, [3, 4], { unit: "✗", kind: "divide", text: "DIVIDE w / total" });
    expect([...besideTheWay([source, name, clipped, total, quotient])]).toEqual([[4, [5]]]);
  });

  it("is nothing where the weights are divided by a number", () => {
    const quotient = step(2, [1], { kind: "divide", text: "DIVIDE weights / nav" });
    expect([...besideTheWay([source, quotient])]).toEqual([]);
  });
});
