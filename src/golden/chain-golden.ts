import { existsSync } from "node:fs";
import { join } from "node:path";
import { readJsonFile } from "../adapters/json-file.ts";
import { writeAside } from "../adapters/write-aside.ts";
import { parseWith } from "../model/config.ts";
import { ConfigError } from "../model/errors.ts";
import type { Trace } from "../model/trace.ts";
import type { Evidence, Violation } from "../model/verdict.ts";
import type { ChainChange } from "./chain-diff.ts";
import { chainChanges } from "./chain-diff.ts";
import { chainOfTrace, chainSchema } from "./chain-document.ts";

/** An audit of the config with what it found today. */
export interface ChainCase {
  /** The audit's name, which is its file's too. */
  readonly name: string;
  readonly rule: string;
  readonly trace: Trace;
}

/** The report id of an accepted chain. */
export function chainId({ name }: Pick<ChainCase, "name">): string {
  return `chains/${name}`;
}

/** How an accepted chain stands in a report. */
export function chainStatement(chain: Pick<ChainCase, "name">) {
  return {
    id: chainId(chain),
    title: `The audited chain of ${chain.name} is the one that was accepted`,
    severity: "error",
  } as const;
}

/** Compares a chain with the accepted one in a folder; unproven where none was accepted yet. */
export function compareChain(folder: string, { name, rule, trace }: ChainCase): Evidence {
  const today = chainOfTrace(rule, trace);
  const steps = today.sinks.reduce((sum, each) => sum + each.steps.length, 0);
  const base = { method: "golden", subject: name, cases: 1, worst: null } as const;
  const file = fileOf(folder, name);
  if (!existsSync(file)) {
    const reason = "no chain was accepted yet; look at it, then: tieout trace --accept";
    return { ...base, verdict: "unproven", reason, examined: 0, cases: 0, violations: [], violationCount: 0 };
  }
  const accepted = parseWith(chainSchema, readJsonFile(file), file);
  const violations = chainChanges(accepted, today).map((each) => violationOf(each, trace));
  const verdict = violations.length > 0 ? "fail" : "pass";
  return { ...base, verdict, examined: Math.max(1, steps), violations, violationCount: violations.length };
}

/** Keeps a chain as the accepted one. Refuses one that is not proven. */
export function acceptChain(folder: string, { name, rule, trace }: ChainCase): void {
  if (trace.verdict !== "pass") {
    throw new ConfigError({
      what: "only a chain that passes can be accepted",
      where: name,
      expected: "PASS",
      actual: trace.verdict.toUpperCase(),
      hint: "mend the code or name what is meant; an accepted chain records what is right",
    });
  }
  writeAside(fileOf(folder, name), `${JSON.stringify(chainOfTrace(rule, trace), null, 2)}\n`);
}

function fileOf(folder: string, name: string): string {
  return join(folder, `${name}.json`);
}

function violationOf({ step, sink, was, is, message }: ChainChange, trace: Trace): Violation {
  const place = trace.sinks.find((each) => each.sink === sink)?.chain.find(({ number }) => number === step)?.place;
  return {
    date: null,
    asset: null,
    artifact: null,
    expected: was ?? "nothing",
    actual: is ?? "nothing",
    residual: null,
    tolerance: null,
    message,
    location: place === undefined ? null : `${place.file}:${place.line}:${place.column}`,
  };
}
