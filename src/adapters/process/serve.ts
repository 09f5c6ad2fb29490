import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Engine } from "../../model/engine.ts";
import { EngineError, TieoutError } from "../../model/errors.ts";
import { parseScenario } from "../../model/scenario.ts";
import { plainOfRun } from "../plain-of-run.ts";
import { canonicalJson } from "../run-directory/json-text.ts";
import { PROTOCOL } from "./protocol.ts";

/** A request as it comes in: nothing of it is taken for granted. */
interface Request {
  readonly type?: unknown;
  readonly protocol?: unknown;
  readonly id?: unknown;
  readonly scenario?: unknown;
}

/**
 * The engine's side of the protocol (CONTRACT.md §4): answers requests until `input` ends, so that an engine written in
 * TypeScript or JavaScript can run in a process of its own, with a time limit. In a script of the user's:
 * `await serveEngine(engine, process.stdin, process.stdout)`; whatever else it prints belongs on stderr.
 */
export async function serveEngine(engine: Engine, input: Readable, output: Writable): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    const answer = await answerTo(line, engine);
    if (!output.write(`${canonicalJson(answer)}\n`)) await new Promise((resolve) => output.once("drain", resolve));
  }
}

async function answerTo(line: string, engine: Engine): Promise<unknown> {
  let id: unknown;
  try {
    const request = JSON.parse(line) as Request;
    id = request.id;
    if (request.type === "hello") return await greeting(request, engine);
    const run = await engine.run(parseScenario(request.scenario));
    return { type: "run", id, run: plainOfRun(run) };
  } catch (error) {
    return { type: "error", id, ...complaint(error) };
  }
}

async function greeting({ protocol }: Request, engine: Engine): Promise<unknown> {
  if (protocol !== PROTOCOL) {
    return { type: "error", kind: "rejected", message: `this engine speaks ${PROTOCOL}` };
  }
  const { name, version, capabilities } = await engine.describe();
  return { type: "hello", protocol, engine: { name, version }, capabilities };
}

/** A refusal where the engine says so, or where it was given what makes no sense; anything else is its crash. */
function complaint(error: unknown): { kind: string; message: string; error?: string } {
  const isRefusal = error instanceof EngineError ? error.kind === "rejected" : error instanceof TieoutError;
  if (!(error instanceof Error)) return { kind: "crashed", message: String(error) };
  if (isRefusal) return { kind: "rejected", message: error.message };
  return { kind: "crashed", message: error.message, error: error.name };
}
