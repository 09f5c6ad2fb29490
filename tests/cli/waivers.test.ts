import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/report.ts";
import { inTemporaryFolder, tieout, tieoutWith } from "./support.ts";

const TURNOVER = "accounting/turnover-matches-trades";
const DATE = "2007-01-01";

/** A recorded run whose turnover is wrong on one date, under a config. */
async function withWrongTurnover(settings: object, work: (folder: string) => Promise<void>): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    await tieout(folder, "run", "--market", "us-stocks", "--out", "run");
    const file = join(folder, "run", "turnover.csv");
    const wrong = readFileSync(file, "utf8").replace(new RegExp(`^(${DATE}),([^,]*)`, "m"), "$1,0.75");
    writeFileSync(file, wrong);
    writeFileSync(join(folder, "tieout.config.json"), JSON.stringify(settings));
    await work(folder);
  });
}

const WAIVER = { id: TURNOVER, reason: "known, to be mended in January", expires: "2027-01-31", from: DATE, to: DATE };

async function auditOf(folder: string, today = "2026-11-20") {
  const args = ["audit", "run", "--invariant", "accounting/turnover-matches-trades", "--format", "json"];
  const outcome = await tieoutWith({ cwd: folder, today: () => today }, ...args);
  return { ...outcome, report: outcome.code === 2 ? undefined : (JSON.parse(outcome.out) as Report) };
}

function verdicts(report: Report | undefined): Record<string, string> {
  return Object.fromEntries((report?.invariants ?? []).map(({ id, verdict }) => [id, verdict]));
}

describe("a waiver", () => {
  it("lets a known violation through, counted and with its reason in the report", async () => {
    await withWrongTurnover({}, async (folder) => expect((await auditOf(folder)).code).toBe(1));
    await withWrongTurnover({ waivers: [WAIVER] }, async (folder) => {
      const { code, report } = await auditOf(folder);
      expect(code).toBe(0);
      expect(report?.waivers).toEqual([WAIVER]);
      expect(report?.invariants[0]?.evidence[0]).toMatchObject({ verdict: "pass", waivedCount: 1, violationCount: 0 });
      expect(verdicts(report)["waivers/in-force"]).toBe("pass");
    });
  });

  it("covers its dates and no others", async () => {
    await withWrongTurnover({ waivers: [{ ...WAIVER, from: "2007-01-02", to: "2020-01-01" }] }, async (folder) => {
      const { code, report } = await auditOf(folder);
      expect(code).toBe(1);
      expect(verdicts(report)).toEqual({ [TURNOVER]: "fail", "waivers/in-force": "fail" });
    });
  });

  it("covers its assets and no others", async () => {
    await withWrongTurnover({ waivers: [{ ...WAIVER, assets: ["IBM"] }] }, async (folder) => {
      expect((await auditOf(folder)).code).toBe(1);
    });
  });

  it("fails once it has expired: the violation counts again and the waiver is named", async () => {
    await withWrongTurnover({ waivers: [WAIVER] }, async (folder) => {
      expect((await auditOf(folder, "2027-01-31")).code).toBe(0);
      const { code, report } = await auditOf(folder, "2027-02-01");
      expect(code).toBe(1);
      expect(verdicts(report)).toEqual({ [TURNOVER]: "fail", "waivers/in-force": "fail" });
      expect(report?.invariants.at(-1)?.evidence[0]?.violations[0]?.message).toBe(
        `the waiver has expired: ${TURNOVER} (known, to be mended in January)`,
      );
    });
  });

  it("fails when nothing needs it any more, and is left alone when its invariant was not examined", async () => {
    const unneeded = { ...WAIVER, id: "accounting/equity-compounds-returns" };
    await withWrongTurnover({ waivers: [WAIVER, unneeded] }, async (folder) => {
      expect(verdicts((await auditOf(folder)).report)["waivers/in-force"]).toBe("pass");
      const whole = await tieout(folder, "audit", "run", "--invariant", "accounting", "--format", "json");
      const report = JSON.parse(whole.out) as Report;
      expect(report.invariants.at(-1)?.evidence[0]?.violations.map(({ message }) => message)).toEqual([
        "the waiver is not needed any more: accounting/equity-compounds-returns (known, to be mended in January)",
      ]);
    });
  });

  it("of an unknown invariant, without a reason or an expiry, is refused", async () => {
    for (const wrong of [
      { ...WAIVER, id: "accounting/turnover" },
      { ...WAIVER, reason: "" },
      { ...WAIVER, expires: "soon" },
    ]) {
      await withWrongTurnover({ waivers: [wrong] }, async (folder) => expect((await auditOf(folder)).code).toBe(2));
    }
  });
});

describe("tolerances of the config", () => {
  /** The same run with the weights in single precision, as an engine on float32 arrays would write them. */
  async function withFloat32(settings: object, work: (folder: string) => Promise<void>): Promise<void> {
    await inTemporaryFolder(async (folder) => {
      await tieout(folder, "run", "--market", "futures-13", "--out", "run");
      const file = join(folder, "run", "turnover.csv");
      const [head, ...rows] = readFileSync(file, "utf8").trimEnd().split("\n");
      const single = rows.map((row) => {
        const [date, ...cells] = row.split(",");
        return [date, ...cells.map((cell) => String(Math.fround(Number(cell))))].join(",");
      });
      writeFileSync(file, `${[head, ...single].join("\n")}\n`);
      writeFileSync(join(folder, "tieout.config.json"), JSON.stringify(settings));
      await work(folder);
    });
  }

  it("tell an engine in single precision from a wrong one: by profile, or by table", async () => {
    await withFloat32({}, async (folder) => expect((await auditOf(folder)).code).toBe(1));
    await withFloat32({ tolerances: { profile: "float32" } }, async (folder) =>
      expect((await auditOf(folder)).code).toBe(0),
    );
    const tables = { turnover: { absolute: 1e-7, relative: 1e-6 } };
    await withFloat32({ tolerances: { tables } }, async (folder) => expect((await auditOf(folder)).code).toBe(0));
    await withWrongTurnover({ tolerances: { profile: "float32" } }, async (folder) =>
      expect((await auditOf(folder)).code).toBe(1),
    );
  });

  it("of an unknown table are refused", async () => {
    await withFloat32({ tolerances: { tables: { trades: { absolute: 1, relative: 1 } } } }, async (folder) => {
      const { code, err } = await auditOf(folder);
      expect(code).toBe(2);
      expect(err).toContain("a tolerance for a table that does not exist");
    });
  });
});
