import type { ErrorDetails } from "../../model/errors.ts";
import { EngineError } from "../../model/errors.ts";

/**
 * The ways in which an engine in a process of its own breaks. The class is what a finding's signature keeps, so each
 * way has one of its own, and what one run says and the next does not (process ids, addresses) stays out of the text.
 */
export class EngineFailure extends EngineError {
  /** The last lines that the engine wrote to stderr, as they came: for people, never for a report. */
  lastLines: readonly string[] = [];

  constructor(details: ErrorDetails) {
    super("crashed", details);
  }
}

/** The engine took longer for a scenario, or to start, than it may. */
export class EngineTimeoutError extends EngineFailure {}

/** The engine's process ended before it answered. */
export class EngineExitError extends EngineFailure {}

/** The engine wrote something to stdout that is no message of the protocol. */
export class EngineOutputError extends EngineFailure {}

/** The engine answered another scenario than the one it was given. */
export class EngineAnsweredOtherError extends EngineFailure {}

/** The engine said itself that it broke, and goes on; named after the error that it met where it says so. */
export class EngineReportedError extends EngineError {
  constructor(details: ErrorDetails, met: string | undefined) {
    super("crashed", details);
    if (met !== undefined && /^[\w.:]{1,80}$/.test(met)) this.name = met;
  }
}
