import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConfigError, EngineError, HarnessError, LimitError, TieoutError } from "../../src/model/errors.ts";
import { columnOf, isMissing, panel } from "../../src/model/panel.ts";
import { figure, worstVerdict } from "../../src/model/verdict.ts";
import { TOOL, VERSION } from "../../src/model/version.ts";

describe("an error", () => {
  it("is one readable sentence of what, where, expected, actual and hint", () => {
    const what = "a weight is over its limit";
    const where = "2024-01-05, ZT";
    expect(new ConfigError({ what }).message).toBe(what);
    expect(new ConfigError({ what, where }).message).toBe(`${where}: ${what}`);
    expect(new ConfigError({ what, where, actual: "3" }).message).toBe(`${where}: ${what}: was 3`);
    expect(new ConfigError({ what, where, expected: "at most 2", actual: "3", hint: "lower it" }).message).toBe(
      `${where}: ${what}: expected at most 2, was 3 (lower it)`,
    );
  });

  it("keeps its parts and its class", () => {
    const error = new LimitError({ what: "over" });
    expect(error).toBeInstanceOf(EngineError);
    expect(error).toBeInstanceOf(TieoutError);
    expect([error.name, error.kind, error.details]).toEqual(["LimitError", "rejected", { what: "over" }]);
    expect(new EngineError("crashed", { what: "gone" }).kind).toBe("crashed");
  });
});

describe("a panel", () => {
  const dates = ["2024-01-02", "2024-01-03"];
  const table = panel(dates, ["ZT", "ES"], Float64Array.of(1, 2, 3, Number.NaN), Uint8Array.of(0, 0, 0, 1));

  it("has columns by name and tells missing from NaN", () => {
    expect(columnOf(table, "ZT")).toEqual(Float64Array.of(1, 3));
    expect(columnOf(table, "CL")).toBeUndefined();
    expect([isMissing(table, 2), isMissing(table, 3)]).toEqual([false, true]);
    expect(isMissing(panel(dates, ["ZT"], Float64Array.of(1, Number.NaN)), 1)).toBe(false);
  });

  it("refuses values that do not fit", () => {
    expect(() => panel(dates, ["ZT", "ES"], Float64Array.of(1, 2, 3))).toThrow(HarnessError);
    expect(() => panel(dates, ["ZT", "ES"], Float64Array.of(1, 2, 3))).toThrow(/expected 2 × 2 = 4 values, was 3/);
  });
});

describe("verdicts", () => {
  it("rank fail over unproven over pass over skipped", () => {
    expect(worstVerdict(["pass", "fail", "unproven"])).toBe("fail");
    expect(worstVerdict(["pass", "unproven", "skipped"])).toBe("unproven");
    expect(worstVerdict(["skipped", "pass"])).toBe("pass");
    expect(worstVerdict([])).toBe("skipped");
  });

  it("carry figures that JSON cannot by name", () => {
    expect([figure(1.5), figure(Number.NaN), figure(-1 / 0)]).toEqual([1.5, "NaN", "-Infinity"]);
  });
});

describe("the version", () => {
  it("is the package's", () => {
    const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
      version: string;
      name: string;
    };
    expect(VERSION).toBe(manifest.version);
    expect(TOOL).toEqual({ name: manifest.name, version: manifest.version });
  });
});
