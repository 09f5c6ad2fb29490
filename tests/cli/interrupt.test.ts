import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { reportSchema } from "../../src/model/report.ts";
import { folderIn } from "./campaign-support.ts";
import { inTemporaryFolder } from "./support.ts";

const DIST = resolve(import.meta.dirname, "../../dist/src");

/** An engine that leaves a file behind when it is first run, and then does `run`. */
const engineThat = (run: string) => `import { writeFileSync } from "node:fs";
import { referenceEngine } from ${JSON.stringify(join(DIST, "index.js"))};
export default { describe: () => referenceEngine.describe(), run(scenario) {
  writeFileSync("running", "");
  ${run}
} };
`;

/** Runs the built program on an engine, sends it some interrupts once the engine runs, and answers how it ended. */
async function interruptedTimes(times: number, run: string, ...args: readonly string[]) {
  return inTemporaryFolder(async (directory) => {
    const folder = folderIn(directory, "x");
    writeFileSync(join(folder, "engine.mjs"), engineThat(run));
    const words = ["fuzz", "--engine", "engine.mjs", "--invariant", "drawdown", "--format", "json", ...args];
    const child = spawn(process.execPath, [join(DIST, "cli/main.js"), ...words], { cwd: folder });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    const closed = once(child, "close");
    while (!existsSync(join(folder, "running"))) await setTimeout(20);
    for (let i = 0; i < times; i++) {
      child.kill("SIGINT");
      while (i === 0 && !err.includes("interrupted")) await setTimeout(20);
    }
    const [code] = await closed;
    return { code, out, err };
  });
}

describe("Ctrl-C in the middle of a campaign", () => {
  it.each(["1", "2"])("ends it and reports what was found, with %s workers", { timeout: 60_000 }, async (workers) => {
    const slow = "return referenceEngine.run(scenario);";
    const { code, out, err } = await interruptedTimes(1, slow, "--cases", "10000000", "--workers", workers);
    expect(err).toContain(
      "tieout: interrupted: reducing and reporting what was found; interrupt again to quit at once",
    );
    const report = reportSchema.parse(JSON.parse(out));
    expect(report.invariants.find(({ id }) => id === "campaign/complete")?.verdict).toBe("unproven");
    expect(report.notExamined.join()).toMatch(/blocks \d+ to 156249 of 0 to 156249 not judged: interrupted/);
    expect(code).toBe(3);
  });

  it("ends the program at once the second time, whatever the engine does", { timeout: 60_000 }, async () => {
    const { code, out } = await interruptedTimes(2, "return new Promise((resolve) => setTimeout(resolve, 1e9));");
    expect({ code, out }).toEqual({ code: 130, out: "" });
  });
});
