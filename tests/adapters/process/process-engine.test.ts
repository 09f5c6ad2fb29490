import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EngineError } from "../../../src/model/errors.ts";
import { isMissing } from "../../../src/model/panel.ts";
import { failureOf, SCENARIO, withBroken } from "./support.ts";

describe("an engine in a process of its own", () => {
  it("says who it is and answers one scenario after the other", async () => {
    await withBroken("none", async (engine, { failures }) => {
      expect(await engine.describe()).toMatchObject({ name: "broken", version: "1" });
      for (let k = 0; k < 3; k++) {
        const run = await engine.run(SCENARIO);
        expect([...run.table("equity_curve")!.values]).toEqual([1, 2, 3]);
        expect(run.info).toMatchObject({ engine: { name: "broken", version: "1" }, universe: ["ZT", "ES"] });
        expect(run.info.config).toBe(SCENARIO.config);
      }
      expect(failures).toEqual([]);
    });
  });

  it("answers in the order of the questions when they come together", async () => {
    await withBroken("none", async (engine) => {
      const runs = await Promise.all([1, 2, 3, 4].map(() => engine.run(SCENARIO)));
      expect(runs).toHaveLength(4);
    });
  });

  it("reads a line that comes in pieces, letters beyond ASCII cut in two and CRLF at the end", async () => {
    await withBroken("pieces", async (engine) => {
      expect((await engine.run(SCENARIO)).log()).toEqual(["é — ✓"]);
    });
  });

  it("reads NaN and Infinity as Python writes them, and keeps the sign of -0.0", async () => {
    await withBroken("bare-nan", async (engine) => {
      await engine.run(SCENARIO);
      const table = (await engine.run(SCENARIO)).table("equity_curve")!;
      expect([...table.values]).toEqual([-0, Number.NaN, Number.NEGATIVE_INFINITY]);
      expect([0, 1, 2].map((cell) => isMissing(table, cell))).toEqual([false, false, false]);
    });
  });

  it("survives megabytes on stderr", async () => {
    await withBroken("much-stderr", async (engine, { failures }) => {
      for (let k = 0; k < 3; k++) await engine.run(SCENARIO);
      expect(failures).toEqual([]);
    });
  });

  it.each([
    ["hangs", "EngineTimeoutError", "the engine took too long: expected it to answer within 0.5 seconds, was silence"],
    ["dies", "EngineExitError", "expected it to answer, was exit code 1: ZeroDivisionError: at 0x…"],
    ["dies-quietly", "EngineExitError", "expected it to answer, was exit code 0"],
    ["is-killed", "EngineExitError", "expected it to answer, was ended by SIGKILL"],
    ["dies-in-mid-line", "EngineExitError", "was exit code 1 in the middle of a line"],
    ["prints", "EngineOutputError", 'expected one JSON object a line, was "rebalancing…"'],
    ["not-utf8", "EngineOutputError", "expected UTF-8"],
    ["no-object", "EngineOutputError", 'expected an object with a type, was "42"'],
    ["other-type", "EngineOutputError", 'was a message of type "\\"result\\""'],
    ["wrong-id", "EngineAnsweredOtherError", "expected the id that the request has, unchanged, was another"],
    ["no-id", "EngineAnsweredOtherError", "was none"],
    ["crashes", "IndexError", "list index 3"],
    [
      "answers-nothing",
      "EngineAnswerError",
      "tables: the engine's answer is malformed: expected a table or more of the run, was none",
    ],
    [
      "hangs-in-mid-line",
      "EngineTimeoutError",
      "was a line that it began and did not end (end each message by a line feed, and flush)",
    ],
    [
      "no-tables",
      "EngineAnswerError",
      "the answer: the engine's answer is malformed: expected an object with `tables`",
    ],
    [
      "text-cell",
      "EngineAnswerError",
      'tables.equity_curve, 2024-01-03, equity: the engine\'s answer is malformed: expected a number or null, was "one"',
    ],
  ])("fails as %s on one scenario and answers the next", async (defect, name, message) => {
    await withBroken(
      defect,
      async (engine) => {
        await engine.run(SCENARIO);
        const failure = await failureOf(engine);
        expect(failure.name).toBe(name);
        expect(failure.message).toContain(message);
        expect([...(await engine.run(SCENARIO)).table("equity_curve")!.values]).toEqual([1, 2, 3]);
      },
      defect === "hangs" ? 0.5 : 5,
    );
  });

  it("keeps a refusal apart from a failure", async () => {
    await withBroken("rejects", async (engine, { failures }) => {
      await engine.run(SCENARIO);
      const refusal = await engine.run(SCENARIO).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(EngineError);
      expect(refusal).toMatchObject({ kind: "rejected", message: "no short sales" });
      await engine.run(SCENARIO);
      expect(failures).toEqual([]);
    });
  });

  it("says to people what was on stderr, as it came", async () => {
    await withBroken("dies", async (engine, { failures }) => {
      await engine.run(SCENARIO);
      await failureOf(engine);
      expect(failures.map(({ name }) => name)).toEqual(["EngineExitError"]);
      expect(failures[0]!.lastLines.join("\n")).toMatch(/^Traceback, pid \d+\nZeroDivisionError: at 0x7f\d+$/);
    });
  });

  it("blames what comes after an answer on the next scenario, whenever it arrives", async () => {
    await withBroken("prints-after", async (engine) => {
      await engine.run(SCENARIO);
      expect(await failureOf(engine)).toMatchObject({ name: "EngineOutputError" });
      await engine.run(SCENARIO);
    });
  });

  it("does not wait for ever for an engine that reads nothing", async () => {
    await withBroken(
      "never-reads",
      async (engine) => {
        expect(await failureOf(engine)).toMatchObject({ name: "EngineTimeoutError" });
      },
      0.3,
    );
  });

  it("ends what an engine started together with the engine", async () => {
    const child = await withBroken("leaves-a-child", async (engine) => (await engine.run(SCENARIO)).log()![0]!);
    expect(await staysAlive(Number(child.slice("child ".length)))).toBe(false);
  });

  it("can be given up in the middle of a run, and asked again", async () => {
    await withBroken("hangs", async (engine, { failures }) => {
      await engine.run(SCENARIO);
      const gaveUp = new AbortController();
      const run = engine.run(SCENARIO, gaveUp.signal);
      setTimeout(() => gaveUp.abort(), 50);
      await expect(run).rejects.toMatchObject({ name: "AbortError" });
      await engine.run(SCENARIO);
      expect(failures).toEqual([]);
    });
  });
});

it("does not keep a program from ending that forgets to close it", () => {
  const dist = join(import.meta.dirname, "../../../dist/src/index.js");
  const broken = join(import.meta.dirname, "../../../fixtures/engines/broken");
  const program = `import { engineOfCommand } from ${JSON.stringify(dist)};
const engine = engineOfCommand("node engine.mjs none", ${JSON.stringify(broken)});
process.stdout.write((await engine.describe()).name);`;
  const { status, stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 0, stdout: "broken" });
});

describe("an engine's greeting", () => {
  it.each([
    ["prints-before-hello", "EngineOutputError", 'was "loading…"'],
    [
      "dies-before-hello",
      "EngineExitError",
      "expected it to say hello, was exit code 3: ImportError: no module named model",
    ],
    [
      "other-protocol",
      "EngineOutputError",
      'hello.protocol: not one of the values allowed: expected "tieout/1", was "tieout/2"',
    ],
    ["unknown-capability", "EngineOutputError", "hello.capabilities.exposure[1]"],
    ["refuses-hello", "EngineError", "I speak tieout/2"],
  ])("that goes wrong as %s is an error that says so", async (defect, name, message) => {
    await withBroken(defect, async (engine) => {
      const error = await engine.describe().catch((thrown: Error) => thrown);
      expect(error).toMatchObject({ name });
      expect((error as Error).message).toContain(message);
      expect(await failureOf(engine)).toMatchObject({ name });
    });
  });
});

/** Whether a process runs, or ends within two seconds; one that has ended and that nobody has asked about does not. */
async function staysAlive(pid: number): Promise<boolean> {
  for (let k = 0; k < 40; k++) {
    const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
    if (/^\s*(?:Z|$)/.test(stdout)) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}
