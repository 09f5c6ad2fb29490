import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { referenceEngine } from "../../src/engine/reference.ts";
import { acceptGolden } from "../../src/golden/accept.ts";
import { readGoldenCase } from "../../src/golden/case.ts";
import { diffRuns } from "../../src/golden/diff/diff-runs.ts";
import { folderEvidence } from "../../src/golden/evidence.ts";
import { compareCase, goldenDiff } from "../../src/golden/golden.ts";
import { checkKept } from "../../src/golden/store/check.ts";
import type { GoldenRunDocument } from "../../src/golden/store/manifest.ts";
import { readGolden } from "../../src/golden/store/read.ts";
import { surveyGoldens } from "../../src/golden/store/survey.ts";
import { RunDirectoryError } from "../../src/model/errors.ts";
import { EXACT } from "../../src/numeric/tolerance.ts";
import { runOf, withCopyOf } from "./support.ts";

const CASE = "us-stocks-drifting";

function manifestOf(root: string): GoldenRunDocument {
  return JSON.parse(readFileSync(join(root, CASE, "run", "golden.json"), "utf8")) as GoldenRunDocument;
}

function problem(root: string): RunDirectoryError {
  try {
    readGolden(readGoldenCase(join(root, CASE), CASE));
  } catch (error) {
    expect(error).toBeInstanceOf(RunDirectoryError);
    return error as RunDirectoryError;
  }
  throw new Error("the golden run was read");
}

describe("a golden run on disk", () => {
  it("reads back to the bit, and the same run gives the same bytes", async () => {
    await withCopyOf(CASE, async (root, golden) => {
      const run = await runOf(golden);
      const bytes = () =>
        readdirSync(join(root, CASE, "run")).map((file) => readFileSync(join(root, CASE, "run", file)));
      const terms = {
        engine: referenceEngine,
        invariants: [],
        tolerances: { profile: "default" as const, tables: {} },
      };
      const { engine, made } = await compareCase(golden, terms);
      const accept = () => acceptGolden({ golden, engine, run: made!.run, report: readGolden(golden)!.report });
      const { stages } = manifestOf(root);
      accept();
      const before = bytes();
      accept();
      expect(bytes()).toEqual(before);
      expect(manifestOf(root).stages).toEqual(stages);
      const parts = diffRuns(readGolden(golden)!.run, run, () => EXACT);
      expect(parts.flatMap(({ rounded, changes }) => [rounded, changes.total]).every((each) => each === 0)).toBe(true);
      expect(parts).toHaveLength(18);
    });
  });

  it("has digests that sha256sum gives for what is in its files, compressed or not", async () => {
    await withCopyOf("futures-13-off", (root) => {
      const folder = join(root, "futures-13-off", "run");
      const { stages } = JSON.parse(readFileSync(join(folder, "golden.json"), "utf8")) as GoldenRunDocument;
      const sha = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");
      const compressed = stages.flatMap(({ files }) => files).filter(({ file }) => file.endsWith(".gz"));
      expect(compressed.length).toBeGreaterThan(2);
      for (const { digest, files } of stages) {
        const lines = files.map(({ file, sha256 }) => {
          const bytes = readFileSync(join(folder, file));
          expect(sha(file.endsWith(".gz") ? gunzipSync(bytes) : bytes)).toBe(sha256);
          return `${sha256}  ${file.replace(/\.gz$/, "")}\n`;
        });
        expect(`sha256:${sha(lines.join(""))}`).toBe(digest);
      }
    });
  });

  it("names what was touched since it was accepted", async () => {
    await withCopyOf(CASE, (root, golden) => {
      expect(checkKept(golden)).toMatchObject({ accepted: true, wrong: [] });
      const file = join(root, CASE, "run", "turnover.csv");
      writeFileSync(file, readFileSync(file, "utf8").replace(/\d\n/, "1\n"));
      expect(checkKept(golden).wrong).toEqual([expect.stringMatching(/^turnover\.csv is not what was accepted/)]);
      const manifest = manifestOf(root);
      const [stage] = manifest.stages;
      const other = {
        ...manifest,
        stages: [{ ...stage!, digest: `sha256:${"0".repeat(64)}` }, ...manifest.stages.slice(1)],
      };
      writeFileSync(join(root, CASE, "run", "golden.json"), JSON.stringify(other));
      expect(checkKept(golden).wrong[0]).toContain("stage market is not what was accepted");
    });
  });

  it("names a scenario that is another one than the accepted run's", async () => {
    await withCopyOf(CASE, (root) => {
      const file = join(root, CASE, "scenario.json");
      writeFileSync(file, readFileSync(file, "utf8").replace('"halfSpreadBps": 5', '"halfSpreadBps": 6'));
      expect(checkKept(readGoldenCase(join(root, CASE), CASE)).wrong[0]).toContain("the scenario is not the one");
    });
  });

  it("is refused where it is half written, or a file of it is not there", async () => {
    await withCopyOf(CASE, (root) => {
      const run = join(root, CASE, "run");
      rmSync(join(run, "weights_daily.csv"));
      expect(problem(root).message).toMatch(
        /weights_daily\.csv: a golden run that is not whole: expected the file that golden\.json names/,
      );
      rmSync(join(run, "golden.json"));
      expect(problem(root).message).toContain("a golden run that is half written");
      renameSync(run, join(root, CASE, ".run.former"));
      expect(problem(root).message).toContain("replacing it was interrupted");
    });
  });

  it("is refused where a compressed file is damaged, cut short or empty", async () => {
    await withCopyOf("futures-13-off", (root, golden) => {
      const file = join(root, "futures-13-off", "run", "weights_daily.csv.gz");
      const whole = readFileSync(file);
      const damages = [
        whole.subarray(0, whole.length / 2),
        Buffer.alloc(0),
        Buffer.from("date,ZT\n"),
        Buffer.concat([whole.subarray(0, 400), Buffer.alloc(20), whole.subarray(420)]),
      ];
      for (const damage of damages) {
        writeFileSync(file, damage);
        expect(() => readGolden(golden)).toThrow(/weights_daily\.csv\.gz: a compressed file that is damaged/);
      }
      writeFileSync(file, gzipSync("date,ZT\n2020-01-02,one\n"));
      expect(() => readGolden(golden)).toThrow(/weights_daily\.csv\.gz:2/);
    });
  });

  it("is refused where another version wrote it, with what to do", async () => {
    await withCopyOf(CASE, (root) => {
      const file = join(root, CASE, "run", "golden.json");
      writeFileSync(file, JSON.stringify({ ...manifestOf(root), schema: "tieout.golden-run/0" }));
      const { details } = problem(root);
      expect(details).toMatchObject({
        what: "a golden run of another schema",
        expected: '"tieout.golden-run/1"',
        actual: '"tieout.golden-run/0"',
      });
      expect(details.hint).toContain("tieout golden accept");
      rmSync(file);
      writeFileSync(join(root, CASE, "run", "run.json"), "{}");
      expect(problem(root).details.actual).toBe('"tieout.run/1"');
    });
  });

  it("is refused where its own documents are not what they must be", async () => {
    await withCopyOf(CASE, (root) => {
      const file = join(root, CASE, "run", "golden.json");
      const manifest = manifestOf(root);
      writeFileSync(file, "{");
      expect(problem(root).message).toContain("malformed JSON");
      writeFileSync(file, JSON.stringify({ ...manifest, stages: [{ stage: "lunch" }] }));
      expect(problem(root).message).toContain("golden.json.stages[0].stage");
      const files = [{ ...manifest.stages[0]!.files[0]!, file: "../returns.csv" }];
      writeFileSync(file, JSON.stringify({ ...manifest, stages: [{ ...manifest.stages[0]!, files }] }));
      expect(problem(root).message).toContain("not whole");
      writeFileSync(join(root, CASE, "run", "lunch.csv"), "date,ZT\n");
      const lunch = [{ ...files[0]!, file: "lunch.csv" }];
      writeFileSync(file, JSON.stringify({ ...manifest, stages: [{ ...manifest.stages[0]!, files: lunch }] }));
      expect(problem(root).message).toContain("names a file that no run has");
    });
  });
});

describe("the folder of golden runs", () => {
  it("holds cases, and names whatever belongs to none", async () => {
    await withCopyOf(CASE, (root) => {
      writeFileSync(join(root, "README.md"), "what these are\n");
      expect(surveyGoldens(root)).toMatchObject({ cases: [{ name: CASE }], unreferenced: [] });
      mkdirSync(join(root, "bonds"));
      cpSync(join(root, CASE, "run"), join(root, "bonds", "run"), { recursive: true });
      writeFileSync(join(root, "old.csv"), "date\n");
      writeFileSync(join(root, CASE, "run", "weights_daily.csv.gz"), "");
      mkdirSync(join(root, CASE, ".run.partial"));
      const { unreferenced } = surveyGoldens(root);
      expect(unreferenced).toEqual(
        ["bonds", "old.csv", `${CASE}/.run.partial`, `${CASE}/run/weights_daily.csv.gz`].sort(),
      );
      expect(existsSync(join(root, "bonds"))).toBe(true);
    });
  });

  it("holds nothing where it does not exist, and nothing compared is no pass", () => {
    expect(surveyGoldens("no/such/folder")).toEqual({ cases: [], unreferenced: [] });
    expect(goldenDiff([], []).verdict).toBe("unproven");
    expect(folderEvidence({ cases: [], unreferenced: [] }).verdict).toBe("unproven");
  });
});
