import { once } from "node:events";
import { MessageChannel } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import type { Hand } from "../../src/campaign/hand.ts";
import type { Workload } from "../../src/campaign/spread.ts";
import { CampaignCrew } from "../../src/cli/crew.ts";
import { serve } from "../../src/cli/worker-desk.ts";
import type { WorkerMessage, WorkerSpec, WorkerTask } from "../../src/cli/worker-messages.ts";
import { errorOf, thrownOf } from "../../src/cli/worker-messages.ts";
import { ConfigError, EngineError, HarnessError, LimitError } from "../../src/model/errors.ts";
import { settingsSchema } from "../../src/model/settings.ts";
import { WORKER_MODULE } from "./campaign-support.ts";

const SPEC: WorkerSpec = {
  engine: { name: "fault:drawdown-sign", cwd: "/", timeout: 10 },
  settings: settingsSchema.parse({}),
  today: "2026-11-20",
  invariants: ["drawdown/drawdown-recomputes"],
  seed: 1,
  cases: 70,
};

/** Puts tasks to a desk, all at once, and answers its messages. */
async function asked(spec: WorkerSpec, ...tasks: readonly WorkerTask[]): Promise<WorkerMessage[]> {
  const { port1, port2 } = new MessageChannel();
  serve(port2, spec);
  const messages: WorkerMessage[] = [];
  for (const [id, task] of tasks.entries()) port1.postMessage({ id, task });
  while (messages.length < tasks.length) messages.push((await once(port1, "message"))[0]);
  port1.close();
  return messages;
}

describe("a worker's desk", () => {
  it("judges blocks, reduces what fails, and closes the engine", async () => {
    const [judged, short, closed] = await asked(
      SPEC,
      { kind: "judge", block: 0 },
      { kind: "judge", block: 1 },
      { kind: "close" },
    );
    expect(judged).toMatchObject({ kind: "done", id: 0, result: { tally: { cases: 64 } } });
    expect(short).toMatchObject({ kind: "done", id: 1, result: { tally: { cases: 6, blocks: [{ from: 1, to: 1 }] } } });
    expect(closed).toEqual({ kind: "done", id: 2, result: undefined });
    if (judged?.kind !== "done" || judged.result === undefined || !("failures" in judged.result)) throw new Error();
    const [failure] = judged.result.failures;
    const [reduced] = await asked(SPEC, { kind: "reduce", failure: failure! });
    expect(reduced).toMatchObject({ kind: "done", result: { invariant: "drawdown/drawdown-recomputes" } });
  });

  it("tells with each task that it could not begin", async () => {
    const engine = { ...SPEC.engine, name: "fault:no-such" };
    const [first, second] = await asked({ ...SPEC, engine }, { kind: "judge", block: 0 }, { kind: "close" });
    expect(first).toMatchObject({ kind: "threw", id: 0, thrown: { name: "ConfigError" } });
    expect(second).toMatchObject({ kind: "threw", id: 1 });
    const [unknown] = await asked({ ...SPEC, invariants: ["a/b"] }, { kind: "judge", block: 0 });
    expect(unknown).toMatchObject({ kind: "threw", thrown: { name: "HarnessError" } });
  });

  it("sends errors in such a way that they are of their class again", () => {
    const details = { what: "x", where: "y", hint: "z" };
    const passed = (error: unknown) => errorOf(structuredClone(thrownOf(error)));
    for (const error of [new ConfigError(details), new HarnessError(details), new LimitError(details)]) {
      expect(passed(error)).toBeInstanceOf(error.constructor);
      expect(passed(error)).toMatchObject({ name: error.name, message: error.message, details });
    }
    const crashed = Object.assign(new EngineError("crashed", details), { name: "EngineExitError" });
    expect(passed(crashed)).toBeInstanceOf(EngineError);
    expect(passed(crashed)).toMatchObject({ name: "EngineExitError", kind: "crashed" });
    expect(passed(new RangeError("far"))).toMatchObject({ name: "RangeError", message: "far" });
    expect(passed("a text")).toMatchObject({ name: "thrown value", message: "a text" });
  });
});

describe("the crew of a campaign", () => {
  const own = { atOnce: 1 } as Hand;

  /** How many hands there are after each workload, at the given times. */
  async function sizes(workers: number | undefined, module: string | undefined, steps: readonly [number, Workload][]) {
    let time = 0;
    const crew = new CampaignCrew({ own, module, spec: SPEC, workers, now: () => time, onEngineFailure: () => {} });
    const counts = steps.map(([at, workload]) => {
      time = at;
      return crew.hands(workload).length;
    });
    await crew.close();
    return counts;
  }

  it("is this thread alone until there is enough work left for others to be worth their start", async () => {
    const enough: [number, Workload][] = [
      [0, { done: 0, left: 200 }],
      [400, { done: 10, left: 190 }],
      [600, { done: 15, left: 185 }],
    ];
    const [first, early, later] = await sizes(undefined, WORKER_MODULE, enough);
    expect([first, early]).toEqual([1, 1]);
    expect(later).toBeGreaterThanOrEqual(1); // as many as there are processors, 4 at most
    expect(later).toBeLessThanOrEqual(4);
    const little: [number, Workload][] = [
      [0, { done: 0, left: 100 }],
      [600, { done: 15, left: 85 }],
    ];
    expect(await sizes(undefined, WORKER_MODULE, little)).toEqual([1, 1]);
  });

  it("is as large as was asked for from the start, but never larger than the work", async () => {
    const start = (left: number): [number, Workload][] => [[0, { done: 0, left }]];
    expect(await sizes(3, WORKER_MODULE, start(100))).toEqual([3]);
    expect(await sizes(3, WORKER_MODULE, start(2))).toEqual([2]);
    expect(await sizes(1, WORKER_MODULE, start(100))).toEqual([1]);
    expect(await sizes(3, undefined, start(100))).toEqual([1]);
  });
});
