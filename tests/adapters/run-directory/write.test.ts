import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRun } from "../../../src/adapters/run-directory/read.ts";
import { fillDirectory } from "../../../src/adapters/run-directory/target.ts";
import { writeRun } from "../../../src/adapters/run-directory/write.ts";
import { RunDirectoryError } from "../../../src/model/errors.ts";
import type { Run } from "../../../src/model/run.ts";
import { runDocumentSchema } from "../../../src/model/run.ts";
import { DATES, PROVENANCE, runOf, SMALL, temporaryFolder } from "./recorded.ts";

/** A run whose third table cannot be made: what an interruption in the middle of a write leaves is seen. */
function brokenRun(): Run {
  const run = runOf(SMALL);
  return {
    ...run,
    table: (name) => {
      if (name === "leverage_series") throw new Error("the engine broke");
      return run.table(name);
    },
  };
}

const everythingIn = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort();
const textOf = (...path: string[]) => readFileSync(join(...path), "utf8");

describe("writing a run", () => {
  it("leaves the files of the contract, as text that can be read", () => {
    const directory = join(temporaryFolder(), "deep", "er", "run");
    writeRun(runOf(SMALL), directory, PROVENANCE);
    expect(everythingIn(directory)).toEqual([
      "allocator_regime_v1.csv",
      "allocator_risk_v1_applied_meta.json",
      "leverage_series.csv",
      "metrics.json",
      "returns.csv",
      "run.json",
      "run.log",
      "weights_post.csv",
    ]);
    expect(textOf(directory, "weights_post.csv")).toBe("date,ES,ZN\n2024-01-03,0.5,-1.25\n");
    expect(textOf(directory, "leverage_series.csv")).toBe(
      "date,vol,leverage,gross_before,gross_after\n2024-01-03,,1.75,1,1.75\n",
    );
    expect(textOf(directory, "allocator_regime_v1.csv")).toBe("date,regime\n2024-01-02,NORMAL\n2024-01-03,\n");
    expect(textOf(directory, "run.log")).toBe("start\n[ExecSim] 2024-01-03: turnover=1.750, cost=0.000000\n");
    expect(textOf(directory, "metrics.json")).toBe(
      '{\n  "cagr": 0.1,\n  "sharpe": null,\n  "max_drawdown_date": "2024-01-03"\n}\n',
    );
  });

  it("says in run.json who made it, and answers that document", () => {
    const directory = join(temporaryFolder(), "run");
    const document = writeRun(runOf(SMALL), directory, { ...PROVENANCE, environment: { node: "20" } });
    expect(JSON.parse(textOf(directory, "run.json"))).toEqual(document);
    expect(runDocumentSchema.parse(document)).toEqual(document);
    expect(document).toMatchObject({
      schema: "tieout.run/1",
      runId: "toy-0123456789ab",
      engine: { name: "toy", version: "1.0.0" },
      seed: 7,
      universe: ["ES", "ZN"],
      environment: { node: "20" },
    });
    const named = writeRun(runOf(SMALL), join(directory, "..", "named"), { ...PROVENANCE, runId: "monday" });
    expect(named.runId).toBe("monday");
  });

  it("declares every artifact with its digest and rows, tables first and in pipeline order", () => {
    const directory = join(temporaryFolder(), "run");
    const { artifacts } = writeRun(runOf(SMALL), directory, PROVENANCE);
    expect(artifacts.map(({ file, rows }) => [file, rows])).toEqual([
      ["returns.csv", 2],
      ["leverage_series.csv", 1],
      ["weights_post.csv", 1],
      ["allocator_regime_v1.csv", 2],
      ["allocator_risk_v1_applied_meta.json", null],
      ["metrics.json", null],
      ["run.log", null],
    ]);
    for (const { file, sha256 } of artifacts) {
      const bytes = readFileSync(join(directory, file));
      expect(sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    }
  });

  it("writes the same bytes for the same run", () => {
    const folder = temporaryFolder();
    writeRun(runOf(SMALL), join(folder, "a"), PROVENANCE);
    writeRun(runOf(SMALL), join(folder, "b"), PROVENANCE);
    for (const file of readdirSync(join(folder, "a"))) {
      expect(textOf(folder, "b", file)).toBe(textOf(folder, "a", file));
    }
  });

  it("fills a folder that is there and empty", () => {
    const directory = temporaryFolder();
    writeRun(runOf(SMALL), directory, PROVENANCE);
    expect(readRun(directory).table("returns")?.dates).toEqual(DATES);
  });
});

describe("a run that cannot be written", () => {
  it("leaves nothing behind when it breaks in the middle", () => {
    const folder = temporaryFolder();
    expect(() => writeRun(brokenRun(), join(folder, "run"), PROVENANCE)).toThrow("the engine broke");
    expect(everythingIn(folder)).toEqual([]);
  });

  it("leaves the old run as it was when its replacement breaks in the middle", () => {
    const folder = temporaryFolder();
    const directory = join(folder, "run");
    writeRun(runOf(SMALL), directory, PROVENANCE);
    const before = everythingIn(folder).map((file) => [file, file.includes(".") ? textOf(folder, file) : ""]);
    expect(() => writeRun(brokenRun(), directory, { ...PROVENANCE, replace: true })).toThrow("the engine broke");
    expect(everythingIn(folder).map((file) => [file, file.includes(".") ? textOf(folder, file) : ""])).toEqual(before);
  });

  it("does not touch a folder that holds something, unless it is to be replaced and is a run", () => {
    const directory = temporaryFolder();
    writeFileSync(join(directory, "thesis.txt"), "ten years of work");
    expect(() => writeRun(runOf(SMALL), directory, PROVENANCE)).toThrow(/the folder is not empty.*name another folder/);
    expect(() => writeRun(runOf(SMALL), directory, { ...PROVENANCE, replace: true })).toThrow("holds no run");
    writeFileSync(join(directory, "run.json"), '{"schema":"other/1"}');
    expect(() => writeRun(runOf(SMALL), directory, { ...PROVENANCE, replace: true })).toThrow("holds no run");
    expect(everythingIn(directory)).toEqual(["run.json", "thesis.txt"]);
  });

  it("does not take the place of a file", () => {
    const folder = temporaryFolder();
    const file = join(folder, "run");
    writeFileSync(file, "a file");
    expect(() => writeRun(runOf(SMALL), file, PROVENANCE)).toThrow("a file stands where the run directory belongs");
    expect(() => writeRun(runOf(SMALL), join(file, "below"), PROVENANCE)).toThrow(RunDirectoryError);
    expect(everythingIn(folder)).toEqual(["run"]);
    expect(textOf(file)).toBe("a file");
  });

  it.each([
    ["engine", { engine: undefined }],
    ["config", { config: undefined }],
    ["universe", { universe: undefined }],
  ])("because it does not say its %s is refused", (part, info) => {
    const folder = temporaryFolder();
    expect(() => writeRun(runOf({ ...SMALL, info }), join(folder, "run"), PROVENANCE)).toThrow(`was no ${part}`);
    expect(everythingIn(folder)).toEqual([]);
  });

  it.each(["", "\ud800"])("because a column is called %j is refused", (name) => {
    const folder = temporaryFolder();
    const table = { dates: DATES, columns: [name], values: Float64Array.of(1, 2) };
    expect(() => writeRun(runOf({ tables: { returns: table } }), join(folder, "run"), PROVENANCE)).toThrow(
      "returns.csv, column 2: a column's name cannot be written",
    );
    expect(everythingIn(folder)).toEqual([]);
  });
});

describe("replacing a run", () => {
  const weights = (value: number) =>
    runOf({ tables: { weights_post: { dates: DATES, columns: ["ES"], values: Float64Array.of(value, value) } } });
  const replacing = { ...PROVENANCE, replace: true };

  it("leaves the new run alone, with nothing of the old one", () => {
    const folder = temporaryFolder();
    writeRun(runOf(SMALL), join(folder, "run"), PROVENANCE);
    writeRun(weights(2), join(folder, "run"), replacing);
    expect(readdirSync(folder)).toEqual(["run"]);
    expect(readdirSync(join(folder, "run")).sort()).toEqual(["run.json", "weights_post.csv"]);
  });

  it("works where there is nothing to replace yet", () => {
    const folder = temporaryFolder();
    writeRun(weights(2), join(folder, "run"), replacing);
    expect(readRun(join(folder, "run")).table("weights_post")?.values[0]).toBe(2);
  });

  it("removes what an interrupted write left beside the folder", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, ".run.partial"));
    writeFileSync(join(folder, ".run.partial", "returns.csv"), "date,E");
    writeRun(weights(1), join(folder, "run"), PROVENANCE);
    expect(readdirSync(folder)).toEqual(["run"]);
  });

  it("brings the old run back when it was interrupted between its two renames", () => {
    const folder = temporaryFolder();
    const directory = join(folder, "run");
    writeRun(weights(1), directory, PROVENANCE);
    renameSync(directory, join(folder, ".run.former"));
    expect(() => readRun(directory)).toThrow("the former run is in .run.former beside it");
    expect(() => writeRun(brokenRun(), directory, replacing)).toThrow("the engine broke");
    expect(readRun(directory).table("weights_post")?.values[0]).toBe(1);
    expect(readdirSync(folder)).toEqual(["run"]);
  });

  it("clears the old run away when it was interrupted after its second rename", () => {
    const folder = temporaryFolder();
    const directory = join(folder, "run");
    writeRun(weights(2), directory, PROVENANCE);
    writeRun(weights(1), join(folder, ".run.former"), PROVENANCE);
    writeRun(weights(3), directory, replacing);
    expect(readdirSync(folder)).toEqual(["run"]);
    expect(readRun(directory).table("weights_post")?.values[0]).toBe(3);
  });

  it("does not take an old run away while something else stands in its place", () => {
    const folder = temporaryFolder();
    writeRun(weights(1), join(folder, ".run.former"), PROVENANCE);
    mkdirSync(join(folder, "run"));
    writeRun(weights(2), join(folder, "run"), PROVENANCE);
    expect(readRun(join(folder, ".run.former")).table("weights_post")?.values[0]).toBe(1);
  });

  it("puts the old run back when the new one cannot be renamed into its place", () => {
    const folder = temporaryFolder();
    const directory = join(folder, "run");
    writeRun(weights(1), directory, PROVENANCE);
    const vanish = (staging: string) => rmSync(staging, { recursive: true });
    expect(() => fillDirectory(directory, true, vanish)).toThrow("the run directory cannot be written");
    expect(readdirSync(folder)).toEqual(["run"]);
    expect(readRun(directory).table("weights_post")?.values[0]).toBe(1);
  });
});
