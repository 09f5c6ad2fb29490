import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { foundAfter, RecordedFolder, recordedCase } from "./recorded-folder.ts";

/** Log, config and documents of a recorded run tampered with, digests declared anew. */

const folder = mkdtempSync(join(tmpdir(), "tieout-tampered-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const layers = await recordedCase(folder, "futures-13-layers");
const loaded = await recordedCase(folder, "sp500-precomputed");
const given = await recordedCase(folder, "futures-13-compute");

describe("a log in which", () => {
  const at = (lines: readonly string[], tag: string) => lines.findIndex((line) => line.startsWith(tag));
  it.each<[string, (lines: string[]) => readonly string[], string]>([
    ["a line stands twice", (lines) => lines.toSpliced(1, 0, lines[0]!), "calendar/dates-strictly-increase run.log"],
    [
      "a line is lost",
      (lines) => lines.toSpliced(at(lines, "[ExecSim]"), 1),
      "accounting/artifact-log-consistency run.log 2021-08-09",
    ],
    [
      "two lines are swapped",
      (lines) => [...lines.slice(3, 6), ...lines.slice(0, 3), ...lines.slice(6)],
      "calendar/dates-strictly-increase run.log 2021-08-09",
    ],
    [
      "a figure is another",
      (lines) => lines.with(0, lines[0]!.replace("vol=8.23%", "vol=8.24%")),
      "accounting/artifact-log-consistency leverage_series.csv 2021-08-09",
    ],
    [
      "a regime is another",
      (lines) => lines.with(2, lines[2]!.replace("NORMAL", "CRISIS")),
      "accounting/artifact-log-consistency allocator_regime_v1.csv 2021-08-09",
    ],
    [
      "the allocator says nothing",
      (lines) => lines.filter((line) => !line.startsWith("[Allocator]")),
      "accounting/artifact-log-consistency run.log",
    ],
    ["nothing stands", () => [""], "accounting/artifact-log-consistency run.log"],
  ])("%s", async (_name, change, finding) => {
    expect((await foundAfter(layers, (run) => run.log(change))).join("\n")).toContain(finding);
  });
});

const CONFIG = "accounting/digests-match run.json";

describe("a config that was edited after the run", () => {
  it.each<[string, unknown, string]>([
    ["limits.maxGross", 5, CONFIG],
    ["exposure.volFloor", 0.02, CONFIG],
    ["exposure.minObservations", 30, CONFIG],
    ["costs", { halfSpreadBps: 0.5, feeBps: 1 }, CONFIG],
    ["exposure.targetVol", 0.16, "exposure/leverage-follows-target"],
    ["sleeves.0.strategy.period", 64, "exposure/pre-weights-follow-budgets"],
    ["sleeves.1.budget", 1.6, "exposure/pre-weights-follow-budgets"],
    ["sleeves.1.name", "roll", "accounting/artifacts-cover-every-asset"],
    ["rebalance", "day", "calendar/rebalance-cadence"],
    ["allocator.mode", "off", "exposure/allocator-off-changes-nothing"],
    ["allocator.layers.halfLife", 6, "allocator/risk-follows-regime"],
    ["allocator.overlay.budget", 0.3, "exposure/overlay-gated-by-regime"],
    ["initialCapital", 2, "accounting/equity-compounds-returns"],
    ["conventions.returns", "simple", CONFIG],
    ["conventions.annualization", 250, "exposure/leverage-follows-target"],
  ])("%s: %j", async (path, value, finding) => {
    const all = (await foundAfter(layers, (run) => run.set("run.json", `config.${path}`, value))).join("\n");
    expect(all).toContain(finding);
    expect(all).toContain(CONFIG);
  });

  it("in a list of scalars that it gives", async () => {
    const computed = await foundAfter(given, (run) => run.set("run.json", "config.allocator.scalars.3", 0.84));
    expect(computed.join("\n")).toContain("allocator/given-scalars-recorded allocator_risk_v1.csv");
    const scalar = "config.allocator.applied.3.risk_scalar_applied";
    const applied = await foundAfter(loaded, (run) => run.set("run.json", scalar, 0.6));
    expect(applied.join("\n")).toContain("exposure/precomputed-scalars-replayed allocator_risk_v1_applied_source.csv");
  });
});

describe("a digest of the scenario that is another", () => {
  it.each([
    ["scenarioDigest", `sha256:${"0".repeat(64)}`],
    ["scenarioDigest", "git:1234"],
  ])("is no violation, and is told: %s %s", async (key, value) => {
    const run = new RecordedFolder(layers);
    const before = await run.audit();
    run.set("run.json", key, value);
    const { code, report } = await run.audit();
    expect(code).toBe(0);
    expect(report?.notExamined.filter((line) => !before.report?.notExamined.includes(line))).toEqual([
      "run: run.json: scenarioDigest is not that of its config and returns.csv, so whether it was given another market is not known",
    ]);
  });
});

describe("a document of the scalars that says something else", () => {
  it.each([
    ["mode", "off"],
    ["rebalances", 33],
    ["lagRebalances", 0],
    ["missing", 5],
    ["used", false],
    ["applyMissingScalarAs", 0.5],
  ] as const)("%s %s", async (key, value) => {
    const file = "allocator_risk_v1_applied_meta.json";
    const all = await foundAfter(layers, (run) => run.set(file, key, value));
    expect(all).toEqual([`allocator/documents-agree ${file} –`]);
  });
});
