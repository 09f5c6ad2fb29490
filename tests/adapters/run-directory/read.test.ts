import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRun } from "../../../src/adapters/run-directory/read.ts";
import { writeRun } from "../../../src/adapters/run-directory/write.ts";
import { DEFAULT_CONVENTIONS } from "../../../src/model/config.ts";
import { RunDirectoryError } from "../../../src/model/errors.ts";
import { PROVENANCE, runOf, SMALL, temporaryFolder } from "./recorded.ts";

/** A folder with the files given, text by name. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A written run in which one file's text is edited. */
function edited(file: string, edit: (text: string) => string): string {
  const directory = join(temporaryFolder(), "run");
  writeRun(runOf(SMALL), directory, PROVENANCE);
  writeFileSync(join(directory, file), edit(readFileSync(join(directory, file), "utf8")));
  return directory;
}

function complaint(directory: string): string {
  try {
    readRun(directory);
  } catch (error) {
    if (error instanceof RunDirectoryError) return error.message;
    throw error;
  }
  throw new Error("it was read without complaint");
}

const POST = "date,ES\n2024-01-03,1\n";

describe("a folder without run.json", () => {
  it("is recognised by the names of its files, and says what is taken for granted", () => {
    const run = readRun(folderWith({ "weights_post.csv": POST, "notes.txt": "not a file of a run" }));
    expect(run.table("weights_post")?.values).toEqual(Float64Array.of(1));
    expect(run.info).toMatchObject({ engine: undefined, config: undefined, universe: undefined });
    expect(run.info.conventions).toEqual(DEFAULT_CONVENTIONS);
    expect(run.info.assumptions.join(" ")).toMatch(/no run\.json.*log returns.*252 bars a year.*universe/);
    expect(run.files()?.map(({ file }) => file)).toEqual(["weights_post.csv"]);
  });

  it("takes returns to be simple where gross less cost is the simple one of the two, and says so", () => {
    const head = "date,gross_return,cost,log_return,simple_return\n2024-01-02,0,0,0,0\n";
    const of = (rows: string) => readRun(folderWith({ "portfolio_returns.csv": head + rows })).info;
    const simple = of("2024-01-03,0.02,0.001,0.0188218,0.019\n2024-01-04,-0.01,0,-0.01005034,-0.01\n");
    expect(simple.conventions).toEqual({ ...DEFAULT_CONVENTIONS, returns: "simple" });
    expect(simple.assumptions[0]).toMatch(/^There is no run\.json, .*simple_return of portfolio_returns.*252 bars/);
    const log = of("2024-01-03,0.02,0.001,0.019,0.0191817\n");
    expect(log.conventions).toEqual(DEFAULT_CONVENTIONS);
    expect(log.assumptions[0]).toContain("log returns");
    // Neither fits, or both do: nothing is concluded from a run that is wrong, or from one that never earns.
    for (const rows of ["2024-01-03,0.02,0.001,0.5,0.7\n", "2024-01-03,0,0,0,0\n", "2024-01-03,0.02,0,,0.02\n", ""]) {
      expect(of(rows).conventions).toEqual(DEFAULT_CONVENTIONS);
    }
    expect(readRun(folderWith({ "portfolio_returns.csv": "date,simple_return\n" })).info.conventions).toEqual(
      DEFAULT_CONVENTIONS,
    );
  });

  it("has nothing where it has no file", () => {
    const run = readRun(folderWith({ "weights_post.csv": POST }));
    expect(run.table("weights_scaled")).toBeUndefined();
    expect(run.regimes()).toBeUndefined();
    expect(run.metrics()).toBeUndefined();
    expect(run.log()).toBeUndefined();
    expect(run.document("allocator_precomputed_meta")).toBeUndefined();
  });
});

describe("the config in run.json", () => {
  it("has the digest that was declared with the run, however its keys and numbers are spelled", () => {
    const { configDigest } = readRun(edited("run.json", (text) => text));
    expect(configDigest?.found).toMatch(/^sha256:[0-9a-f]{64}$/);
    const respelled = edited("run.json", (text) => {
      const document = JSON.parse(text) as { config: object };
      const config = Object.fromEntries(Object.entries(document.config).reverse());
      return JSON.stringify({ ...document, config }).replaceAll(":252,", ":252.0,");
    });
    expect(readRun(respelled).configDigest).toEqual({ declared: configDigest?.found, found: configDigest?.found });
    const changed = readRun(edited("run.json", (text) => text.replace('"month"', '"week"'))).configDigest;
    expect(changed?.declared).toBe(configDigest?.found);
    expect(changed?.found).not.toBe(changed?.declared);
  });

  it("need not declare a digest, and has the conventions beside it where it says none", () => {
    const { info, configDigest } = readRun(
      edited("run.json", (text) => {
        const { configDigest: _, ...document } = JSON.parse(text) as Record<string, Record<string, unknown>>;
        delete document.config!.conventions;
        return JSON.stringify({ ...document, conventions: { returns: "simple", annualization: 12 } });
      }),
    );
    expect(configDigest).toBeUndefined();
    expect(info.conventions).toMatchObject({ returns: "simple", annualization: 12 });
    expect(info.config?.conventions).toEqual(info.conventions);
  });

  it("comes with digests of artifacts in either case", () => {
    const directory = edited("run.json", (text) =>
      text.replace(/[0-9a-f]{64}(?=",\n {6}"rows)/g, (hex) => hex.toUpperCase()),
    );
    expect(readFileSync(join(directory, "run.json"), "utf8")).toMatch(/"sha256": "[0-9A-F]{64}"/);
    for (const { sha256, declared } of readRun(directory).files()!) expect(declared?.sha256).toBe(sha256);
    const short = complaint(edited("run.json", (text) => text.replace(/("sha256": ")[0-9a-f]{64}/, "$1abc")));
    expect(short).toMatch(/artifacts\[0\]\.sha256.*expected 64 hexadecimal digits, was "abc"/);
  });
});

describe("the files of a run", () => {
  it("are given with what was found and what run.json declares", () => {
    const directory = edited("weights_post.csv", (text) => `${text}2024-01-04,1,2\n`);
    const files = readRun(directory).files()!;
    const found = files.find(({ file }) => file === "weights_post.csv")!;
    const bytes = readFileSync(join(directory, "weights_post.csv"));
    expect(found).toMatchObject({ rows: 2, sha256: createHash("sha256").update(bytes).digest("hex") });
    expect(found.declared?.rows).toBe(1);
    expect(found.declared?.sha256).not.toBe(found.sha256);
    for (const { file, sha256, declared } of files) {
      if (file !== "weights_post.csv") expect(declared?.sha256).toBe(sha256);
    }
  });

  it("show one that was removed as declared and absent, and one that was added as undeclared", () => {
    const directory = edited("run.log", (text) => text);
    rmSync(join(directory, "returns.csv"));
    writeFileSync(join(directory, "weights_raw.csv"), POST);
    const files = readRun(directory).files()!;
    expect(files.find(({ file }) => file === "returns.csv")).toMatchObject({
      sha256: undefined,
      declared: { rows: 2 },
    });
    expect(files.find(({ file }) => file === "weights_raw.csv")).toMatchObject({ rows: 1, declared: undefined });
    expect(files.find(({ file }) => file === "run.log")).toMatchObject({ rows: 2, declared: { rows: null } });
  });

  it("include those that only run.json knows", () => {
    const directory = edited("run.json", (text) =>
      text.replace(
        '"artifacts": [',
        `"artifacts": [${["extra.csv", "none.csv", "plot.bin"]
          .map((file) => `{"file":"${file}","sha256":"${"0".repeat(64)}","rows":2},`)
          .join("")}`,
      ),
    );
    writeFileSync(join(directory, "extra.csv"), 'name,note\na,"two\nlines"\nb,\n');
    writeFileSync(join(directory, "plot.bin"), "\0");
    const files = readRun(directory).files()!.slice(-3);
    expect(files.map(({ file, rows, sha256 }) => [file, rows, sha256?.length])).toEqual([
      ["extra.csv", 2, 64],
      ["none.csv", undefined, undefined],
      ["plot.bin", undefined, 64],
    ]);
  });
});

describe("a run's other files", () => {
  it("may hold figures that are not finite, as Python writes them", () => {
    const run = readRun(folderWith({ "metrics.json": '{"sharpe": NaN, "calmar": -Infinity, "cagr": 0.1}' }));
    expect(run.metrics()).toEqual({ sharpe: Number.NaN, calmar: Number.NEGATIVE_INFINITY, cagr: 0.1 });
  });

  it("may have a log with CRLF line ends, a byte order mark, or bytes that are no UTF-8", () => {
    const folder = folderWith({ "run.log": "\ufeffone\r\n\r\nthree" });
    expect(readRun(folder).log()).toEqual(["one", "", "three"]);
    writeFileSync(join(folder, "run.log"), Uint8Array.of(0x61, 0xff, 10));
    expect(readRun(folder).log()).toEqual(["a\ufffd"]);
  });
});

describe("any damage to any file", () => {
  it("is read as it stands or refused with the file's name, and never breaks the reader", () => {
    const directory = edited("run.log", (text) => text);
    const files = readRun(directory)
      .files()!
      .map(({ file }) => file);
    const original = new Map([...files, "run.json"].map((file) => [file, readFileSync(join(directory, file))]));
    const damage = fc.record({
      file: fc.constantFrom(...original.keys()),
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      cut: fc.integer({ min: 0, max: 20 }),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 4 }),
        fc.constantFrom(...['"', ",", "\n", "\r", "e", "-", "{", "NaN"].map((text) => Buffer.from(text))),
      ),
    });
    let refused = 0;
    fc.assert(
      fc.property(damage, ({ file, at, cut, put }) => {
        const bytes = original.get(file)!;
        const from = Math.floor(at * bytes.length);
        writeFileSync(join(directory, file), Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + cut)]));
        try {
          readRun(directory);
        } catch (error) {
          expect(error).toBeInstanceOf(RunDirectoryError);
          expect((error as RunDirectoryError).message).toContain(join(directory, file));
          refused++;
        } finally {
          writeFileSync(join(directory, file), bytes);
        }
      }),
      { seed: 20240105, numRuns: 1000 },
    );
    expect(refused).toBeGreaterThan(100);
    expect(refused).toBeLessThan(1000);
  });
});

describe("a folder that cannot be read", () => {
  it("because it does not exist says so", () => {
    expect(complaint(join(temporaryFolder(), "nowhere"))).toContain("nowhere: there is no such run directory");
  });

  it("because it is a file says so", () => {
    const folder = folderWith({ "run.json": "{}" });
    expect(complaint(join(folder, "run.json"))).toContain(
      "not readable as a run directory: expected a folder, was a file",
    );
  });

  it.each([
    ["nothing is in it", {}, "was an empty folder"],
    ["nothing in it is recognised", { "b.csv": "", "a.txt": "" }, "was a.txt, b.csv"],
  ])("because %s lists the names that are", (_, files, found) => {
    const message = complaint(folderWith(files));
    expect(message).toContain(
      "no file of a run is in this folder: expected run.json, returns.csv, weights_daily.csv, portfolio_returns.csv or another file of CONTRACT.md",
    );
    expect(message).toContain(found);
  });

  it("because a folder stands where a file belongs says so", () => {
    const folder = folderWith({ "returns.csv": POST });
    mkdirSync(join(folder, "weights_post.csv"));
    expect(complaint(folder)).toContain("weights_post.csv: not readable as a file: was a folder");
  });

  it("because a cell is no number names file, line and column", () => {
    const directory = edited("weights_post.csv", (text) => text.replace("-1.25", "-1.25x"));
    expect(complaint(directory)).toBe(
      `${join(directory, "weights_post.csv")}:2:3 (ZN): not a number: ` +
        'expected a decimal number, or an empty cell for a missing one, was "-1.25x"',
    );
  });

  it("because a file was cut off in the middle of a line names the line", () => {
    const directory = edited("returns.csv", (text) => text.slice(0, text.lastIndexOf(",")));
    expect(complaint(directory)).toContain("returns.csv:3:2: a row has another number of fields than the header");
  });

  it("because labels are malformed names file and line", () => {
    const directory = edited("allocator_regime_v1.csv", (text) => `${text}2024-01-04\n`);
    expect(complaint(directory)).toContain("allocator_regime_v1.csv:4:1: a row has another number of fields");
  });

  it.each([
    ["run.json", "{", "run.json:1:2: malformed JSON: expected a key in quotes, was the end of the file"],
    [
      "run.json",
      '{"schema":"tieout.run/2"}',
      'run.json.schema: unknown schema: expected "tieout.run/1", was "tieout.run/2"',
    ],
    ["run.json", "[]", "unknown schema"],
    ["run.json", "null", "was nothing"],
    ["run.json", '{"schema":"tieout.run/1"}', "run.json.runId"],
    ["metrics.json", '{\n  "cagr": 0.1,\n}', "metrics.json:3:1: malformed JSON"],
    ["metrics.json", "[1]", "metrics.json: not metrics: expected an object of figures by name, was [1]"],
    ["metrics.json", '{"cagr":{"value":1}}', "metrics.json.cagr: not metrics: expected a number, a text or null"],
    ["allocator_risk_v1_applied_meta.json", "oops", "allocator_risk_v1_applied_meta.json:1:1: malformed JSON"],
  ])("because of %s with %j says so", (file, text, expected) => {
    expect(complaint(edited(file, () => text))).toContain(expected);
  });

  it("because a document is no UTF-8 says so", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "metrics.json"), Uint8Array.of(0x7b, 0xff, 0x7d));
    expect(complaint(folder)).toContain("metrics.json: not valid UTF-8");
  });

  it.each(["../../etc/passwd", "a/b.csv", "..", "c:\\x"])("because an artifact is declared as %j says so", (name) => {
    const directory = edited("run.json", (text) => text.replace('"returns.csv"', JSON.stringify(name)));
    expect(complaint(directory)).toContain("run.json.artifacts[0].file: an artifact's name is a path");
  });
});
