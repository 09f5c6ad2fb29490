import { isUtf8 } from "node:buffer";
import { z } from "zod";
import { parseWith } from "../../model/config.ts";
import type { EngineDescription } from "../../model/engine.ts";
import { capabilitiesSchema } from "../../model/engine.ts";
import { EngineError, TieoutError } from "../../model/errors.ts";
import type { Scenario } from "../../model/scenario.ts";
import { scenarioDocument } from "../../model/scenario.ts";
import type { PlainRun } from "../plain-run.ts";
import { isRecord } from "../record.ts";
import { readJson } from "../run-directory/json-read.ts";
import { canonicalJson } from "../run-directory/json-text.ts";
import { EngineAnsweredOtherError, EngineOutputError, EngineReportedError } from "./failures.ts";

/** The messages of CONTRACT.md §4: one JSON object a line, each way. */

export const PROTOCOL = "tieout/1";

/** What an engine is greeted with. */
export const HELLO = `${JSON.stringify({ type: "hello", protocol: PROTOCOL })}\n`;

/** The line that asks for a run of a scenario in JSON. */
export function runRequest(id: number, scenarioJson: string): string {
  return `{"type":"run","id":${id},"scenario":${scenarioJson}}\n`;
}

/** A scenario as one line of JSON that loses no bit: −0 is written as such. */
export function scenarioText(scenario: Scenario): string {
  const document = scenarioDocument(scenario);
  return holdsNegativeZero(document) ? canonicalJson(document) : JSON.stringify(document);
}

/** What every message is. */
type Message = Readonly<Record<string, unknown>>;

/** A line as a message; throws an EngineOutputError where it is none. */
export function readMessage(line: Buffer): Message {
  if (!isUtf8(line)) throw notAMessage("UTF-8", excerpt(line.toString("latin1")));
  const text = line.toString("utf8");
  const value = parsed(text);
  if (isRecord(value) && "type" in value) return value;
  throw notAMessage("an object with a type", excerpt(text));
}

const helloSchema = z.looseObject({
  protocol: z.literal(PROTOCOL).optional(),
  engine: z.looseObject({ name: z.string().min(1), version: z.union([z.string(), z.number()]) }),
  capabilities: capabilitiesSchema,
});

/** The engine's greeting; throws an EngineError that names what is missing or unknown in it. */
export function readHello(line: Buffer): EngineDescription {
  const message = readMessage(line);
  if (message.type === "error") throw reported(message);
  if (message.type !== "hello") throw notAMessage('{"type":"hello", …}', excerpt(line.toString("utf8")));
  try {
    const { engine, capabilities } = parseWith(helloSchema, message, "hello");
    return { name: engine.name, version: String(engine.version), capabilities };
  } catch (error) {
    if (error instanceof TieoutError) throw new EngineOutputError(error.details);
    throw error;
  }
}

/** The answer to the request of this id. Throws an EngineError: the engine's own, or for an answer to something else. */
export function readAnswer(line: Buffer, id: number): PlainRun {
  const message = readMessage(line);
  if (message.type !== "run" && message.type !== "error") {
    throw notAMessage(
      '{"type":"run", …} or {"type":"error", …}',
      `a message of type ${excerpt(JSON.stringify(message.type))}`,
    );
  }
  if (message.id !== id) {
    const actual =
      message.id === undefined
        ? "none"
        : Number.isInteger(message.id)
          ? "another"
          : excerpt(JSON.stringify(message.id));
    throw new EngineAnsweredOtherError({
      what: "the engine's answer has not the id of the request",
      expected: "the id that the request has, unchanged",
      actual,
    });
  }
  if (message.type === "error") throw reported(message);
  return message.run as PlainRun;
}

function reported(message: Message): EngineError {
  const text = typeof message.message === "string" ? message.message : "it does not say why";
  if (message.kind === "rejected") return new EngineError("rejected", { what: text });
  const met = typeof message.error === "string" ? message.error : undefined;
  return new EngineReportedError({ what: text }, met);
}

/** JSON, in which a number may also be a bare `NaN`, `Infinity` or `-Infinity`. */
function parsed(text: string): unknown {
  try {
    return readJson(text, "stdout");
  } catch {
    throw notAMessage("one JSON object a line", excerpt(text));
  }
}

function notAMessage(expected: string, actual: string): EngineOutputError {
  return new EngineOutputError({
    what: "the engine wrote something to stdout that is no message",
    expected,
    actual,
    hint: "what is for people belongs on stderr",
  });
}

/** The beginning of what an engine wrote, fit to be shown. */
function excerpt(text: string): string {
  const start = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return JSON.stringify(start);
}

function holdsNegativeZero(value: unknown): boolean {
  if (typeof value === "number") return value === 0 && 1 / value < 0;
  if (typeof value !== "object" || value === null) return false;
  for (const each of Array.isArray(value) ? value : Object.values(value)) if (holdsNegativeZero(each)) return true;
  return false;
}
