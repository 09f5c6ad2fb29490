import { withoutAccidents } from "../accidents.ts";
import type { Ending, EngineProcess, Event } from "./engine-process.ts";
import type { EngineFailure } from "./failures.ts";
import { EngineExitError, EngineOutputError, EngineTimeoutError } from "./failures.ts";

/** The line that an event is; throws the failure that any other event is. `task` says what the engine was to do. */
export function lineOf(event: Event, engine: EngineProcess, seconds: number, task: string): Buffer {
  if (event.kind === "line") return event.line;
  throw endingOf(event, engine.lastLines, seconds, task);
}

/** The failure that it is when an engine does anything but answer. */
export function endingOf(event: Event, lastLines: readonly string[], seconds: number, task: string): EngineFailure {
  switch (event.kind) {
    case "silent":
      return new EngineTimeoutError({
        what: "the engine took too long",
        expected: `it to ${task} within ${seconds} seconds`,
        actual: event.halfLine > 0 ? "a line that it began and did not end" : "silence",
        hint: event.halfLine > 0 ? "end each message by a line feed, and flush" : hintFor(task),
      });
    case "line":
    case "too long":
      return new EngineOutputError({ what: "the engine wrote a line without end", expected: `it to ${task}` });
    case "ended":
      return exited(event, lastLines, task);
  }
}

/** Only what a scenario takes can be given more time. */
function hintFor(task: string): string {
  return task === "answer"
    ? "--timeout SECONDS gives each scenario more time"
    : "it is asked on stdin by the first line, and answers on stdout; flush what is written";
}

/** What is known of an end. The engine's last words count where it ended by itself: then they are about this. */
function exited({ code, signal, halfLine }: Ending, lastLines: readonly string[], task: string): EngineExitError {
  const how = signal === null ? `exit code ${code}` : `ended by ${signal}`;
  const midway = halfLine > 0 ? " in the middle of a line" : "";
  const words = code === null || code === 0 ? undefined : lastWords(lastLines);
  return new EngineExitError({
    what: "the engine's process ended",
    expected: `it to ${task}`,
    actual: `${how}${midway}${words === undefined ? "" : `: ${words}`}`,
  });
}

/** The line that says what happened: Python puts it last, others above a trace of calls. */
function lastWords(lastLines: readonly string[]): string | undefined {
  const line = lastLines.findLast((each) => /error|exception|panic|fatal/i.test(each)) ?? lastLines.at(-1);
  return line === undefined ? undefined : withoutAccidents(line.trim());
}
