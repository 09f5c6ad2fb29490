import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import type { Violation } from "../../src/model/verdict.ts";
import { inTemporaryFolder, type Outcome, tieout } from "./support.ts";

/**
 * The auditor's promise: whatever is changed in a recorded run is noticed, by an invariant that names date, asset,
 * file, expected and actual, or by exit code 2 with file and line; and restored it passes again.
 */

type Lines = string[];

/** Records a run, lets `corrupt` change one file's lines, and audits it. */
async function auditAfter(
  file: string,
  corrupt: (lines: Lines) => Lines,
): Promise<Outcome & { report: Report | undefined }> {
  return inTemporaryFolder(async (directory) => {
    cpSync(recorded, join(directory, "run"), { recursive: true });
    const path = join(directory, "run", file);
    const before = readFileSync(path, "utf8");
    const after = corrupt(before.split("\n")).join("\n");
    expect(after).not.toBe(before);
    writeFileSync(path, after);
    const outcome = await tieout(directory, "audit", "run", "--format", "json");
    writeFileSync(path, before);
    expect((await tieout(directory, "audit", "run")).code).toBe(0);
    return { ...outcome, report: outcome.code === 2 ? undefined : (JSON.parse(outcome.out) as Report) };
  });
}

function violations(report: Report | undefined, id: string): readonly Violation[] {
  return report?.invariants.find((invariant) => invariant.id === id)?.evidence.flatMap((each) => each.violations) ?? [];
}

function failed(report: Report | undefined): readonly string[] {
  return (report?.invariants ?? []).filter(({ verdict }) => verdict === "fail").map(({ id }) => id);
}

const folder = mkdtempSync(join(tmpdir(), "tieout-corruption-"));
const recorded = join(folder, "recorded");
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(async () => {
  const outcome = await tieout(import.meta.dirname, "run", "--market", "futures-13", "--out", recorded);
  expect(outcome).toMatchObject({ code: 0, err: "" });
});

/** Changes one cell by name. */
function setCell(lines: Lines, date: string, column: string, change: (cell: string) => string): Lines {
  const index = lines[0]!.split(",").indexOf(column);
  return lines.map((line) => {
    if (!line.startsWith(`${date},`)) return line;
    const cells = line.split(",");
    cells[index] = change(cells[index]!);
    return cells.join(",");
  });
}

const DATE = "2020-03-02";

describe("a corrupted run directory", () => {
  it("passes as it was recorded, with every invariant examined or skipped for a reason", async () => {
    const { code, out } = await tieout(recorded, "audit", ".", "--format", "json");
    const report = JSON.parse(out) as Report;
    expect(code).toBe(0);
    expect(report.summary.fail + report.summary.unproven).toBe(0);
    for (const invariant of report.invariants) {
      for (const evidence of invariant.evidence) {
        if (evidence.verdict === "skipped") expect(evidence.reason).toBeTruthy();
        else expect(evidence.examined).toBeGreaterThan(0);
      }
    }
  });

  it("one number edited in a panel: the P&L no longer ties out, and the carried book neither", async () => {
    const { code, report } = await auditAfter("weights_daily.csv", (lines) =>
      setCell(lines, DATE, "ES", (cell) => String(Number(cell) + 0.01)),
    );
    expect(code).toBe(1);
    const [carried] = violations(report, "calendar/daily-weights-carry-forward");
    expect(carried).toMatchObject({ date: DATE, asset: "ES", artifact: "weights_daily.csv" });
    expect((carried?.actual as number) - (carried?.expected as number)).toBeCloseTo(0.01, 12);
    expect(failed(report)).toContain("accounting/pnl-linear-in-weights");
  });

  it("one number edited, in whichever file: some invariant fails and the digest names the file", async () => {
    for (const file of readdirSync(recorded).filter((name) => name.endsWith(".csv"))) {
      const { code, report } = await auditAfter(file, (lines) => {
        const row = lines.length - 3; // the last but one row of data
        const cells = lines[row]!.split(",");
        const value = Number(cells[1]);
        cells[1] = cells[1] === "" ? "0.5" : String(value === 0 ? 0.001 : value * 1.001);
        return lines.map((line, i) => (i === row ? cells.join(",") : line));
      });
      expect({ file, code }).toEqual({ file, code: 1 });
      expect(violations(report, "accounting/digests-match").map(({ artifact }) => artifact)).toContain(file);
    }
  });

  it("one column deleted: names the asset and the file", async () => {
    const { code, report } = await auditAfter("weights_scaled.csv", (lines) => {
      const index = lines[0]!.split(",").indexOf("GC");
      return lines.map((line) => (line === "" ? line : line.split(",").toSpliced(index, 1).join(",")));
    });
    expect(code).toBe(1);
    const [missing] = violations(report, "accounting/artifacts-cover-every-asset");
    expect(missing).toMatchObject({ asset: "GC", artifact: "weights_scaled.csv" });
  });

  it("one row duplicated: names the date and the file", async () => {
    const { code, report } = await auditAfter("equity_curve.csv", (lines) =>
      lines.flatMap((line) => (line.startsWith(DATE) ? [line, line] : [line])),
    );
    expect(code).toBe(1);
    expect(violations(report, "calendar/dates-strictly-increase")).toContainEqual(
      expect.objectContaining({ date: DATE, artifact: "equity_curve.csv" }),
    );
  });

  it("two dates swapped: names the date and the file", async () => {
    const { code, report } = await auditAfter("portfolio_returns.csv", (lines) => {
      const row = lines.findIndex((line) => line.startsWith(DATE));
      const [a, b] = [lines[row]!, lines[row + 1]!];
      const swapped = [...lines];
      swapped[row] = b.slice(0, 10) + a.slice(10);
      swapped[row + 1] = a.slice(0, 10) + b.slice(10);
      return swapped;
    });
    expect(code).toBe(1);
    expect(violations(report, "calendar/dates-strictly-increase")).toContainEqual(
      expect.objectContaining({ artifact: "portfolio_returns.csv" }),
    );
  });

  it("one digit of the log changed: names date, line, the figure printed and the artifact's", async () => {
    const { code, report } = await auditAfter("run.log", (lines) =>
      lines.map((line) =>
        line.includes(`[RT] ${DATE}`)
          ? line.replace(/gross_after=(\d)/, (_, d) => `gross_after=${(Number(d) + 1) % 10}`)
          : line,
      ),
    );
    expect(code).toBe(1);
    expect(violations(report, "accounting/artifact-log-consistency")).toContainEqual(
      expect.objectContaining({ date: DATE }),
    );
  });

  it("one cell blanked: a missing figure never passes", async () => {
    const { code, report } = await auditAfter("weights_post.csv", (lines) => setCell(lines, DATE, "CL", () => ""));
    expect(code).toBe(1);
    expect(violations(report, "data/outputs-finite")).toContainEqual(
      expect.objectContaining({ date: DATE, asset: "CL", artifact: "weights_post.csv" }),
    );
  });

  it("a file truncated in the middle of a line cannot be read: exit 2 with file and line", async () => {
    const { code, err } = await auditAfter("weights_daily.csv", (lines) => [
      ...lines.slice(0, 100),
      lines[100]!.split(",").slice(0, 5).join(","),
    ]);
    expect(code).toBe(2);
    expect(err).toMatch(/weights_daily\.csv:101/);
  });

  it("truncated in the middle of the last number, where the row still reads: noticed all the same", async () => {
    const { code, report } = await auditAfter("weights_daily.csv", (lines) => {
      const complete = lines.filter((line) => line !== "");
      return [...complete.slice(0, -1), complete.at(-1)!.slice(0, -3)];
    });
    expect(code).toBe(1);
    expect(failed(report)).toContain("accounting/digests-match");
  });

  it("a whole file deleted: what needs it says so, and nothing that needs it passes", async () => {
    await inTemporaryFolder(async (directory) => {
      cpSync(recorded, join(directory, "run"), { recursive: true });
      rmSync(join(directory, "run", "weights_post.csv"));
      const { out } = await tieout(directory, "audit", "run", "--format", "json");
      const report = JSON.parse(out) as Report;
      const skipped = report.invariants.filter(({ verdict }) => verdict === "skipped");
      expect(skipped.map(({ id }) => id)).toContain("exposure/no-post-rt-renormalization");
      expect(skipped.flatMap(({ evidence }) => evidence.map(({ reason }) => reason)).join("\n")).toContain(
        "needs weights_post.csv",
      );
      // The folder's own run.json declares the file, so its absence is also a finding.
      expect(violations(report, "accounting/digests-match")).toContainEqual(
        expect.objectContaining({ artifact: "weights_post.csv", actual: "no such file" }),
      );
    });
  });
});
