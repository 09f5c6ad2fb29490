import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalog } from "../../invariants/catalog.ts";
import { engineOfCommand, isOneShotCommand } from "../../src/adapters/process/command-engine.ts";
import { conform } from "../../src/conform/conform.ts";
import type { Conformance } from "../../src/conform/document.ts";
import { conformanceSchema } from "../../src/conform/document.ts";
import { conformanceText } from "../../src/conform/text.ts";
import type { Manner } from "../../src/conform/wording.ts";
import { referenceEngine } from "../../src/engine/reference.ts";
import type { Capabilities, Engine } from "../../src/model/engine.ts";
import { ENGINES, hasPython } from "../engines/support.ts";

async function conformanceOf(
  engine: Engine,
  fresh: Engine = engine,
  manner: Manner = "protocol",
): Promise<Conformance> {
  let clock = 0;
  const now = () => {
    clock += 500;
    return clock;
  };
  return conformanceSchema.parse(await conform({ engine, fresh, invariants: catalog, manner, now }));
}

const WEIGHTS_ONLY: Capabilities = {
  strategies: ["weights"],
  exposure: ["vol-target", "fixed", "none"],
  allocator: ["off"],
  holding: ["constant-weights"],
  returns: ["log"],
};

async function tryCommand(command: string, folder: string, timeout = 5): Promise<Conformance> {
  const [engine, fresh] = [0, 1].map(() => engineOfCommand(command, join(ENGINES, folder), { timeout }));
  try {
    return await conformanceOf(engine!, fresh);
  } finally {
    await engine!.close?.();
    await fresh!.close?.();
  }
}

/** The steps that are not done, with what to change. */
function left({ steps }: Conformance): Record<string, string> {
  const toDo = steps.filter(({ status }) => status === "to do");
  return Object.fromEntries(toDo.map(({ id, found, advice }) => [id, [...found, ...advice].join(" ")]));
}

describe("the conformance kit", () => {
  it("has nothing left to do for the reference", async () => {
    const conformance = await conformanceOf(referenceEngine);
    expect(left(conformance)).toEqual({});
    expect(conformance.conforms).toBe(true);
    expect(conformance.steps.at(-1)!.found[0]).toMatch(/^200 scenarios a second/);
    expect(conformanceText(conformance, "reference")).toContain('tieout fuzz --engine "reference"');
  });

  it.skipIf(!hasPython)("has nothing left to do for the Python engine", async () => {
    const conformance = await tryCommand("python3 execsim.py", "python", 20);
    expect(left(conformance)).toEqual({});
    expect(conformance.steps.find(({ id }) => id === "answers")!.advice).toEqual([]);
    expect(conformance.steps.find(({ id }) => id === "refuses")!.found).toEqual([
      "it refuses strategy momentum: strategy momentum is not supported",
    ]);
  });

  it.each([
    ["no-such-program at-all", "starts", "there is no such program"],
    ["node engine.mjs dies-before-hello", "hello", "on stderr it wrote: ImportError: no module named model"],
    ["node engine.mjs prints-before-hello", "hello", 'was "loading…"'],
    ["node engine.mjs other-protocol", "hello", 'expected "tieout/1", was "tieout/2"'],
    ["node engine.mjs unknown-capability", "capabilities", "hello.capabilities.exposure[1]"],
  ])("stops at the greeting of `%s`", async (command, id, text) => {
    const conformance = await tryCommand(command, "broken");
    expect(Object.keys(left(conformance))).toEqual([id]);
    expect(left(conformance)[id]).toContain(text);
    const after = conformance.steps.slice(conformance.steps.findIndex((step) => step.id === id) + 1);
    expect(after.every(({ status }) => status === "not reached")).toBe(true);
    expect(conformanceText(conformance, command)).toContain("(not reached)");
  });

  it.each<[Manner, string, string]>([
    ["protocol", 'Answer with kind "rejected"', '{"type":"error"'],
    ["one-shot", "End with exit code 2", "sys.exit(2)"],
    ["module", "Throw an EngineError of kind rejected", "throw new EngineError"],
  ])("says how an engine by %s refuses", async (manner, advice, example) => {
    const breaks: Engine = {
      describe: async () => ({ ...(await referenceEngine.describe()), capabilities: WEIGHTS_ONLY }),
      run: async (scenario) => {
        const { strategy } = scenario.config.sleeves[0]!;
        if (strategy.kind !== "weights") throw new TypeError("cannot read dates of undefined");
        return referenceEngine.run(scenario);
      },
    };
    const conformance = await conformanceOf(breaks, breaks, manner);
    expect(left(conformance)).toEqual({ refuses: expect.stringContaining(advice) });
    expect(conformance.steps.find(({ id }) => id === "refuses")!.example).toContain(example);
    const { found } = conformance.steps.find(({ id }) => id === "capabilities")!;
    expect(found.some((line) => line.includes("config's `capabilities`"))).toBe(manner === "one-shot");
  });

  it("lets an engine's words steer no terminal", async () => {
    const liar: Engine = {
      describe: async () => ({ name: "liar\u001b[31m", version: "1", capabilities: WEIGHTS_ONLY }),
      run: async () => {
        throw new TypeError("no\u001b[2J");
      },
    };
    const shown = conformanceText(await conformanceOf(liar, liar, "module"), "liar");
    expect(shown).toContain("liar\\x1b[31m 1\n");
    expect(shown).toContain("no\\x1b[2J");
    expect(shown).not.toContain("\u001b");
  });

  it("speaks of files, and of the exit code, to a command that is started for each scenario", async () => {
    const command = `node -e "process.exit(3)" {scenario} {out}`;
    expect(isOneShotCommand(command, ".")).toBe(true);
    const [engine, fresh] = [0, 1].map(() => engineOfCommand(command, "."));
    const conformance = await conformanceOf(engine!, fresh, "one-shot");
    expect(left(conformance).answers).toContain("End with exit code 0 once the run directory is written");
    expect(conformance.steps.find(({ id }) => id === "answers")!.example).toMatch(/^weights_scaled\.csv: date,/);
  });

  it.each([
    ["prints-after", "each-capability", "belongs on stderr"],
    ["hangs", "each-capability", "flush stdout"],
    ["wrong-id", "each-capability", "Copy the request's id"],
    ["text-cell", "each-capability", "lists of dates, columns and rows"],
  ])("says what to change where an engine breaks as %s", async (defect, id, text) => {
    const conformance = await tryCommand(`node engine.mjs ${defect}`, "broken", 0.5);
    expect(left(conformance)[id]).toContain(text);
    expect(conformance.conforms).toBe(false);
  });

  it("names what is not left, what is answered although it should be refused, and what is wrong already", async () => {
    const conformance = await tryCommand("node engine.mjs none", "broken");
    const answers = conformance.steps.find(({ id }) => id === "answers")!;
    expect(answers.status).toBe("done");
    expect(answers.found.join(" ")).toContain("already on this scenario it breaks drawdown/drawdown-recomputes");
    expect(answers.advice.join(" ")).toContain("Leave tables.portfolio_returns as well");
    expect(Object.keys(left(conformance))).toEqual(["refuses"]);
    expect(left(conformance).refuses).toContain("a silent substitute is a wrong number");
  });

  it.skipIf(!hasPython)("finds NaN, randomness and state from the run before", async () => {
    const steps = async (defect: string) => left(await tryCommand(`python3 execsim_broken.py ${defect}`, "broken", 20));
    expect((await steps("answers-nan")).undefined).toContain("metrics.sharpe: NaN");
    expect((await steps("is-random"))["same-answer"]).toContain("asked again it answers another run");
    expect((await steps("raises")).survives).toContain("IndexError");
  });
});
