import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { readRun } from "../../src/adapters/run-directory/read.ts";
import type { Evidence } from "../../src/model/verdict.ts";
import { auditRun } from "../../src/verify/audit.ts";
import { RunView } from "../../src/verify/run-view.ts";

const MISSING = ["ZF", "ZN", "ZB", "ES", "NQ", "RTY", "GC", "SI", "CL", "NG", "6E", "6J"];

/** What an audit finds in a folder of fixtures/runs, by invariant. */
function audited(folder: string): ReadonlyMap<string, Evidence> {
  const run = readRun(fileURLToPath(new URL(`../../fixtures/runs/${folder}`, import.meta.url)));
  const pages = auditRun(new RunView(run, folder), catalog);
  return new Map([...pages].map(([id, evidence]) => [id, evidence[0]!]));
}

function idsWith(verdict: string, pages: ReadonlyMap<string, Evidence>): string[] {
  return [...pages].filter(([, evidence]) => evidence.verdict === verdict).map(([id]) => id);
}

describe("the worked line: vol 5.00%, leverage 4.00x, gross 6.14 → 4.00 over 13 assets, turnover 4.000", () => {
  const pages = audited("execsim-worked-line");

  it("ties out wherever the folder says enough", () => {
    expect(idsWith("fail", pages)).toEqual([]);
    expect(idsWith("unproven", pages)).toEqual([]);
    expect(idsWith("pass", pages)).toEqual([
      "accounting/artifact-log-consistency",
      "accounting/artifacts-cover-every-asset",
      "accounting/run-and-artifact-pnl-agree",
      "accounting/pnl-linear-in-weights",
      "accounting/equity-compounds-returns",
      "accounting/turnover-matches-trades",
      "accounting/costs-conserved",
      "exposure/no-post-rt-renormalization",
      "exposure/leverage-identity",
      "exposure/scalar-in-unit-interval",
      "exposure/scalar-lags-one-rebalance",
      "calendar/dates-strictly-increase",
      "drawdown/nonzero-max-drawdown",
      "drawdown/drawdown-recomputes",
      "data/columns-complete",
      "data/first-bar-has-no-return",
      "data/outputs-finite",
    ]);
  });

  it("says what it could not judge without a run.json", () => {
    expect(pages.get("exposure/gross-within-cap")!.reason).toBe("needs run.json (config)");
    expect(pages.get("accounting/digests-match")!.reason).toBe("needs run.json (artifacts)");
  });
});

describe("the same run with one asset left in its weights panels", () => {
  const pages = audited("execsim-one-asset-left");

  it("names the twelve assets that each panel lost", () => {
    const { verdict, violations } = pages.get("accounting/artifacts-cover-every-asset")!;
    expect(verdict).toBe("fail");
    for (const panel of ["weights_pre", "weights_post", "weights_raw", "weights_scaled", "weights_daily"]) {
      const lost = violations.filter(({ artifact }) => artifact === `${panel}.csv`).map(({ asset }) => asset);
      expect(lost).toEqual(MISSING);
    }
    expect(violations).toHaveLength(5 * 12);
  });

  it("names the disagreement with the log, with date and line", () => {
    const { violations } = pages.get("accounting/artifact-log-consistency")!;
    const first = violations.filter(({ date }) => date === "2024-01-05");
    expect(first.map(({ artifact, expected, actual }) => [artifact, expected, actual])).toEqual([
      ["weights_pre.csv", 6.14, 1.2],
      ["weights_post.csv", 4, expect.closeTo(0.7818, 4)],
      ["weights_pre.csv", 13, 1],
      ["weights_post.csv", 13, 1],
    ]);
    expect(first[0]).toMatchObject({
      location: "run.log:2",
      message: "run.log line 2 prints gross_before=6.14 for 2024-01-05; Σ|weights_pre| is 1.2",
    });
  });

  it("fails wherever the P&L, the turnover or the leverage needs the assets that are gone", () => {
    expect(idsWith("fail", pages)).toEqual([
      "accounting/artifact-log-consistency",
      "accounting/artifacts-cover-every-asset",
      "accounting/run-and-artifact-pnl-agree",
      "accounting/pnl-linear-in-weights",
      "accounting/turnover-matches-trades",
      "exposure/leverage-identity",
    ]);
  });
});
