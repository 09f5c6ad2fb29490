import { EngineFailure } from "../adapters/process/failures.ts";
import type { Capabilities, EngineDescription } from "../model/engine.ts";
import { ConfigError, type TieoutError } from "../model/errors.ts";
import type { Outcome } from "./document.ts";
import { done, toDo } from "./document.ts";
import type { Wording } from "./wording.ts";
import { wordingOf } from "./wording.ts";

/** What an engine has to say before it is given anything. */

/** What became of the first question. */
export type Greeting = { readonly description: EngineDescription } | { readonly error: TieoutError };

/** Whether there is an engine at all. */
export function starts(greeting: Greeting): Outcome {
  if (!("error" in greeting && greeting.error instanceof ConfigError)) return done("the engine starts");
  return toDo(
    greeting.error.message,
    "Name an engine that can be started: a command in quotes, `python3 my_engine.py`, or a module's file.",
  );
}

export function saysHello(greeting: Greeting): Outcome {
  if ("description" in greeting) {
    const { name, version } = greeting.description;
    return done(`it says that it is ${name} ${version}`);
  }
  const { error } = greeting;
  if (isAboutCapabilities(error)) return done("it says hello");
  const outcome = toDo(
    error.message,
    'Answer the first line on stdin, {"type":"hello","protocol":"tieout/1"}, with one line like this on stdout, flushed, and nothing before it.',
    wordingOf("protocol").capabilities, // no other greets
  );
  return { ...outcome, found: [...outcome.found, ...quotedStderr(error)] };
}

export function capabilitiesUnderstood(greeting: Greeting, wording: Wording): Outcome {
  if ("error" in greeting) {
    return toDo(greeting.error.message, wording.declare, wording.capabilities);
  }
  const { capabilities } = greeting.description;
  const lacking = lackingIn(capabilities);
  if (lacking.length > 0) {
    return toDo(
      `nothing can be asked of it: no ${lacking.join(", no ")}`,
      "Name at least one of each, and the strategy `weights`: scenarios give the model's weights outright.",
      wording.capabilities,
    );
  }
  const { capabilitiesFrom } = wording;
  return done(
    ...(capabilitiesFrom === undefined ? [] : [capabilitiesFrom]),
    ...Object.entries(capabilities).map(([kind, names]) => `${kind}: ${(names as readonly string[]).join(", ")}`),
  );
}

/** What an engine wrote to stderr before it failed. */
export function quotedStderr(error: unknown): string[] {
  if (!(error instanceof EngineFailure) || error.lastLines.length === 0) return [];
  return [`on stderr it wrote: ${error.lastLines.slice(-5).join(" / ")}`];
}

function isAboutCapabilities({ details }: TieoutError): boolean {
  return details.where?.startsWith("hello.capabilities") === true;
}

function lackingIn({ strategies, exposure, allocator, holding, returns }: Capabilities): string[] {
  const lacking = Object.entries({ exposure, allocator, holding, returns })
    .filter(([, names]) => names.length === 0)
    .map(([kind]) => kind);
  return strategies.includes("weights") ? lacking : ["strategy weights", ...lacking];
}
