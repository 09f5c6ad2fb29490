import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { tieout } from "../cli/support.ts";
import type { SuiteOutcome } from "./project.ts";
import { FIXED, LINES, layOut, ONE_WAY, runSuite } from "./project.ts";

const suite = (engine: string, options: string) =>
  `import { verifyEngine } from "tieout/vitest";\n${engine}\nverifyEngine(engine, ${options});\n`;
const ALL = "{ seed: 3, cases: 96, leastCases: 1, leastShare: 0 }";

const TURNOVER = "Turnover at a rebalance is the sum of all changes of weight, both ways, from the book held before it";
const OF_TURNOVER =
  '{ cases: 64, leastCases: 1, counterexamples: false, invariants: catalog.filter(({ id }) => id.startsWith("accounting/turnover")) }';

let folder: string;
let outcome: SuiteOutcome;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tieout-suite-"));
  layOut(folder, {
    "one-way.mjs": ONE_WAY,
    "fixed.mjs": FIXED,
    "lines.mjs": LINES,
    "clean.test.mjs": suite(
      'import engine from "./fixed.mjs";',
      ALL.replace("}", ", counterexamples: false, regressions: false }"),
    ),
    "faulty.test.mjs": suite('import engine from "./one-way.mjs";', ALL),
    "process.test.mjs": suite(
      'import { catalog } from "tieout/catalog";\nconst engine = "node lines.mjs";',
      OF_TURNOVER,
    ),
    "function.test.mjs": suite(
      'import { catalog } from "tieout/catalog";\nimport faulty from "./one-way.mjs";\nconst engine = (scenario) => faulty.run(scenario);',
      OF_TURNOVER,
    ),
    "unproven.test.mjs": suite(
      'import { catalog } from "tieout/catalog";\nimport engine from "./fixed.mjs";',
      '{ cases: 1, seed: 3, allowUnproven: ["engine/answers-every-scenario", "exposure/gross-within-cap"], counterexamples: false, invariants: catalog.filter(({ id }) => /^exposure.(gross|asset)-/.test(id)) }',
    ),
  });
  await tieout(
    folder,
    "fuzz",
    "--engine",
    "one-way.mjs",
    "--cases",
    "64",
    "--invariant",
    "accounting/turnover-matches-trades",
  );
  const [found] = readdirSync(join(folder, ".tieout", "counterexamples"));
  const path = join(".tieout", "counterexamples", found!);
  for (const engine of ["one-way.mjs", "fixed.mjs", "node lines.mjs"]) {
    const name = engine.replace(/^node /, "").replace(".mjs", ".emitted.test.mjs");
    await tieout(folder, "replay", path, "--engine", engine, "--emit-test", name);
  }
  await rm(join(folder, ".tieout"), { recursive: true }); // what was emitted stands on its own
  outcome = await runSuite(folder);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const failed = (file: string) => outcome.of(file).filter(({ status }) => status === "failed");

describe("verifyEngine in a user's own suite", () => {
  it("is one test an invariant, by its sentence, and green where the engine is right", () => {
    const tests = outcome.of("clean.test.mjs");
    expect(tests.map(({ title }) => title)).toEqual(expect.arrayContaining(catalog.map(({ title }) => title)));
    expect(tests).toHaveLength(catalog.length + 2); // that it answers, and that what is stored can be judged
    expect(failed("clean.test.mjs")).toEqual([]);
    expect(tests.filter(({ status }) => status === "passed").length).toBeGreaterThan(40);
  });

  it("skips what does not apply, with the reason in plain sight", () => {
    const skipped = outcome.of("clean.test.mjs").filter(({ status }) => status !== "passed");
    const digests = catalog.find(({ id }) => id === "accounting/digests-match")!.title;
    expect(skipped.map(({ title }) => title)).toContain(digests);
    expect(outcome.text).toContain("[needs run.json (artifacts)]");
  });

  it("is red where the engine is wrong, and nowhere else", () => {
    expect(outcome.code).toBe(1);
    const red = new Set(failed("faulty.test.mjs").map(({ title }) => title));
    const expected = [
      "accounting/artifact-log-consistency",
      "accounting/turnover-matches-trades",
      "accounting/costs-conserved",
      "accounting/metrics-recompute",
    ];
    expect([...red].sort()).toEqual(
      catalog
        .filter(({ id }) => expected.includes(id))
        .map(({ title }) => title)
        .sort(),
    );
  });

  it("says in its message what should be true, on what it is not, and how to replay it", () => {
    const { message } = failed("faulty.test.mjs").find(({ title }) => title === TURNOVER)!;
    expect(message).toContain(TURNOVER);
    expect(message).toMatch(/accounting\/turnover-matches-trades, campaign: \d+ violations, examined .*, seed 3/);
    expect(message).toMatch(/hold +turnover +\[0\.5\]\n +expected +1\n/);
    expect(message).toContain("They part at: hold, 2024-01-02 · turnover.csv");
    const [, file] = /replay it: npx tieout replay (\S+) --engine </.exec(message) ?? [];
    expect(readdirSync(join(folder, ".tieout", "counterexamples"))).toContain(file!.split("/").at(-1));
    expect(message).not.toContain("node_modules"); // no stack of ours
  });

  it("takes an engine in a process of its own, and a plain function", () => {
    expect(outcome.of("process.test.mjs").find(({ title }) => title === TURNOVER)?.status).toBe("passed");
    expect(outcome.text).toContain("tieout: node lines.mjs");
    expect(failed("function.test.mjs").map(({ title }) => title)).toEqual([TURNOVER]);
  });

  it("fails what was examined too little, unless that is allowed", () => {
    const [red, ...more] = failed("unproven.test.mjs");
    expect(more).toEqual([]);
    expect(red?.message).toMatch(/asset-weight-within-limit is unproven: met in 1 of 1 cases, and 30 are asked for/);
    expect(red?.message).toContain('allowUnproven: ["exposure/asset-weight-within-limit"]');
    expect(outcome.text).toMatch(/Gross never exceeds.*\[unproven: met in 1 of 1 cases/);
  });
});

describe("an emitted test", () => {
  it("fails while the bug is there, with the worked table", () => {
    const [red] = failed("one-way.emitted.test.mjs");
    expect(red?.title).toMatch(/^accounting\/turnover-matches-trades holds on what seed \d+, case \d+ was reduced to$/);
    expect(red?.message).toMatch(/STILL FAILING: accounting\/turnover-matches-trades[\s\S]*They part at: hold/);
  });

  it("passes once it is fixed, in process and out of process", () => {
    for (const file of ["fixed.emitted.test.mjs", "lines.emitted.test.mjs"]) {
      expect(outcome.of(file).map(({ status }) => status)).toEqual(["passed"]);
    }
  });
});
