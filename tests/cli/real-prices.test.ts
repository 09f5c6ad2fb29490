import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { reportSchema } from "../../src/model/report.ts";
import { inTemporaryFolder, tieout } from "./support.ts";

/** Price files that stand beside the repository and are no part of it. */
const FOLDER = resolve(import.meta.dirname, "../../../shared/data");
const FILES = ["etf_prices_2008_2016.csv", "sp500_stocks_1990_2022.csv.gz"];

describe("real prices from a file", () => {
  for (const file of FILES) {
    const path = join(FOLDER, file);
    const absent = !existsSync(path);
    it.skipIf(absent)(
      `${file} ${absent ? "(skipped: the file is absent)" : ""} runs, and its recorded run ties out`,
      async () => {
        await inTemporaryFolder(async (folder) => {
          expect(await tieout(folder, "run", "--prices", path, "--out", "run")).toMatchObject({ code: 0, err: "" });
          const { code, out } = await tieout(folder, "audit", "run", "--format", "json");
          const report = reportSchema.parse(JSON.parse(out));
          expect({ code, fail: report.summary.fail, unproven: report.summary.unproven }).toEqual({
            code: 0,
            fail: 0,
            unproven: 0,
          });
          for (const { evidence } of report.invariants) {
            for (const each of evidence) expect(each.examined > 0 || (each.reason ?? "") !== "").toBe(true);
          }
          expect(report.summary.pass).toBeGreaterThanOrEqual(20);
        });
      },
    );
  }
});
