import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fileDigest } from "../../src/attest/digests.ts";
import { Places } from "../../src/attest/places.ts";
import { parseStrictJson } from "../../src/attest/strict-json.ts";
import { verifyReport } from "../../src/attest/verify-report.ts";
import type { Report } from "../../src/model/report.ts";
import { jsonReport } from "../../src/report/json.ts";
import { inTemporaryFolder } from "../cli/support.ts";
import { evidence, reportOf } from "../report/support.ts";

type Input = { readonly name: string; readonly digest: string };

/** What verifying says of a report over some inputs, in a folder with `run/metrics.json`. */
async function verified(
  kind: Report["subject"]["kind"],
  inputs: (digest: string) => readonly Input[],
  write = jsonReport,
) {
  let found: ReturnType<typeof verifyReport> | undefined;
  await inTemporaryFolder(async (folder) => {
    mkdirSync(join(folder, "run"));
    writeFileSync(join(folder, "run", "metrics.json"), "{}");
    const digest = `sha256:${fileDigest(join(folder, "run", "metrics.json")).sha256}`;
    const report: Report = {
      ...reportOf({ "a/b": [evidence("pass")] }),
      subject: { kind, name: "run", digest: "sha256:00" },
      provenance: { inputs: [...inputs(digest)] },
    };
    const document = parseStrictJson(Buffer.from(write(report)), "report.json");
    const places = () => new Places(folder, new Map());
    found = verifyReport({ document, where: "report.json", path: join(folder, "report.json"), unsigned: true, places });
  });
  return found!;
}

const METRICS = "run/metrics.json";

describe("a report on its own", () => {
  it("ties out with the files it was made of, and with those that were absent then", async () => {
    const found = await verified("run", (digest) => [
      { name: METRICS, digest },
      { name: "run/turnover.csv", digest: "absent" },
    ]);
    expect(found).toMatchObject({ verdict: "ties-out", counts: { same: 1 }, unchecked: [] });
  });

  it("is not checked where what it was made of is no file", async () => {
    const found = await verified("engine", (digest) => [{ name: "us-stocks", digest }]);
    expect(found).toMatchObject({ verdict: "incomplete", files: [] });
    expect(found.unchecked).toEqual(["us-stocks: what it was made of is no file"]);
  });

  it("is not checked where one name stands for two runs", async () => {
    const found = await verified("run", (digest) => [
      { name: METRICS, digest },
      { name: METRICS, digest: "absent" },
    ]);
    expect(found.verdict).toBe("incomplete");
    expect(found.unchecked).toEqual([`${METRICS}: 2 runs of the report have this name`]);
  });

  it("says when it was written by something else, and knows a run in the working directory itself", async () => {
    const compact = (report: Report) => JSON.stringify(report);
    const found = await verified("run", () => [{ name: "metrics.json", digest: "absent" }], compact);
    expect(found).toMatchObject({ verdict: "incomplete", files: [] });
    expect(found.unchecked).toEqual(["the report was written again by something else: other bytes, same words"]);
  });
});
