import type { MessagePort } from "node:worker_threads";
import { OwnHand } from "../campaign/hand.ts";
import type { Engine } from "../model/engine.ts";
import { HarnessError } from "../model/errors.ts";
import { catalogFor } from "./compose.ts";
import type { EngineWords } from "./engine-spec.ts";
import { engineOfSpec } from "./engine-spec.ts";
import { generatorsOf } from "./generators.ts";
import type { WorkerMessage, WorkerRequest, WorkerResults, WorkerSpec } from "./worker-messages.ts";
import { thrownOf } from "./worker-messages.ts";

/** A worker's bench: an engine of its own, and the hand that works on it. */
interface Bench {
  readonly engine: Engine;
  readonly hand: OwnHand;
}

/** Does what comes in at a port, one task after the other; the engine is opened at once and closed when asked. */
export function serve(port: MessagePort, spec: WorkerSpec): void {
  const send = (message: WorkerMessage) => port.postMessage(message);
  const bench = openBench(spec, ({ name, message, lastLines }) =>
    send({ kind: "engine failed", failure: { name, message, lastLines } }),
  );
  bench.catch(() => undefined); // told with the first task
  let queue: Promise<unknown> = Promise.resolve();
  const answer = async ({ id, task }: WorkerRequest) => {
    try {
      send({ kind: "done", id, result: await perform(task, await bench) });
    } catch (error) {
      send({ kind: "threw", id, thrown: thrownOf(error) });
    }
  };
  port.on("message", (request: WorkerRequest) => {
    queue = queue.then(() => answer(request));
  });
}

async function perform(
  task: WorkerRequest["task"],
  { engine, hand }: Bench,
): Promise<WorkerResults[keyof WorkerResults]> {
  switch (task.kind) {
    case "judge":
      return hand.judge(task.block);
    case "reduce":
      return hand.reduce(task.failure);
    case "close":
      await engine.close?.();
      return undefined;
  }
}

async function openBench(spec: WorkerSpec, onFailure: (failure: EngineWords) => void): Promise<Bench> {
  const { all } = await catalogFor(spec.settings, spec.today);
  const invariants = spec.invariants.map((id) => {
    const invariant = all.find((each) => each.id === id);
    if (invariant !== undefined) return invariant;
    throw new HarnessError({ what: "a worker has no invariant of this id", actual: id });
  });
  const engine = await engineOfSpec(spec.engine, onFailure);
  const { seed, cases } = spec;
  const generators = generatorsOf(spec.settings);
  return { engine, hand: new OwnHand({ engine, invariants, seed, cases, generators }, await engine.describe()) };
}
