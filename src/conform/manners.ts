import type { Capabilities, Engine } from "../model/engine.ts";
import type { Run } from "../model/run.ts";
import { TABLE_NAMES } from "../model/run.ts";
import type { Violation } from "../model/verdict.ts";
import type { RelationInvariant } from "../verify/invariant.ts";
import { judgePair } from "../verify/judge.ts";
import { RunView } from "../verify/run-view.ts";
import { asEngineError, failed } from "./answering.ts";
import type { Outcome } from "./document.ts";
import { done, toDo } from "./document.ts";
import { beyond, generated, smallestScenario } from "./trial-scenarios.ts";
import type { Wording } from "./wording.ts";

/** How an engine behaves when it is asked more than once, or something that it cannot do. */

/** A valid scenario that its capabilities do not name must be refused, in words, and the engine must go on. */
export async function refusesWhatItCannot(
  engine: Engine,
  capabilities: Capabilities,
  wording: Wording,
): Promise<Outcome> {
  const asked = beyond(capabilities);
  if (asked === undefined) return done("it names everything that a scenario can ask: there is nothing to refuse");
  const { what, scenario } = asked;
  try {
    await engine.run(scenario);
    return toDo(
      `it answers a scenario that asks for ${what} with a run`,
      "Refuse what the capabilities do not name: a silent substitute is a wrong number.",
      wording.refusal,
    );
  } catch (error) {
    const { kind, name, message } = asEngineError(error);
    if (kind === "rejected") return done(`it refuses ${what}: ${message}`);
    return toDo(`it breaks on a scenario that asks for ${what}: ${name}: ${message}`, wording.refuse, wording.refusal);
  }
}

/** A book of zeros has no Sharpe ratio: undefined figures are null, never NaN. */
export async function undefinedFigures(engine: Engine, capabilities: Capabilities, wording: Wording): Promise<Outcome> {
  const scenario = smallestScenario(capabilities, [0, 0]);
  let run: Run;
  try {
    run = await engine.run(scenario);
  } catch (error) {
    return failed(error, scenario, wording);
  }
  const wrong = [...notFiniteCells(run), ...notFiniteFigures(run)];
  if (wrong.length === 0) return done("with a book of zeros, figures that are undefined are null");
  return toDo(
    `with a book of zeros, not a finite number: ${wrong.slice(0, 5).join("; ")}`,
    "Write null where a figure is undefined (a Sharpe ratio without volatility); NaN and Infinity are read, and fail.",
    JSON.stringify({ metrics: { sharpe: null } }),
  );
}

function notFiniteCells(run: Run): string[] {
  return TABLE_NAMES.flatMap((name) => {
    const table = run.table(name);
    if (table === undefined) return [];
    const cell = table.values.findIndex((value, at) => !Number.isFinite(value) && table.missing?.[at] !== 1);
    if (cell < 0) return [];
    const width = table.columns.length;
    return [
      `tables.${name}, ${table.dates[Math.floor(cell / width)]}, ${table.columns[cell % width]}: ${table.values[cell]}`,
    ];
  });
}

function notFiniteFigures(run: Run): string[] {
  return Object.entries(run.metrics() ?? {})
    .filter(([, value]) => typeof value === "number" && !Number.isFinite(value))
    .map(([name, value]) => `metrics.${name}: ${value}`);
}

/** The same scenarios twice in one process, and once in a new one. */
export async function sameAnswer(
  engine: Engine,
  fresh: Engine,
  capabilities: Capabilities,
  deterministic: RelationInvariant,
  wording: Wording,
): Promise<Outcome> {
  const others = [
    { other: engine, where: "asked again" },
    { other: fresh, where: "in a new process" },
  ];
  for (const scenario of generated(capabilities, 8, { assets: { from: 3, to: 4 }, bars: { from: 30, to: 30 } })) {
    try {
      const source = new RunView(await engine.run(scenario), "first");
      for (const { other, where } of others) {
        const followUp = new RunView(await other.run(scenario), where);
        const { probe } = judgePair(deterministic, { source, followUp, scenario, followUpScenario: scenario });
        const [violation] = probe.violations;
        if (violation !== undefined) return differs(where, violation);
      }
    } catch (error) {
      if (asEngineError(error).kind !== "rejected") return failed(error, scenario, wording);
    }
  }
  return done("the same bits twice, and in a new process");
}

function differs(where: string, { date, artifact, message }: Violation): Outcome {
  return toDo(
    `${where} it answers another run: ${[date, artifact, message].filter((part) => part !== null).join(", ")}`,
    "Seed what is random from the scenario alone; take no clock, no order of a set, no state from the run before.",
  );
}

/** Scenarios of the campaign, one after the other. */
export async function survives(
  engine: Engine,
  capabilities: Capabilities,
  count: number,
  wording: Wording,
): Promise<Outcome> {
  let refused = 0;
  for (const [i, scenario] of generated(capabilities, count).entries()) {
    try {
      await engine.run(scenario);
    } catch (error) {
      const outcome = failed(error, scenario, wording);
      if (asEngineError(error).kind !== "rejected") {
        return { ...outcome, found: [`scenario ${i + 1} of ${count}: ${outcome.found.join("; ")}`] };
      }
      refused++;
    }
  }
  if (refused === count) return toDo(`it refuses all of ${count} scenarios`, "Accept what your capabilities name.");
  return done(`${count} scenarios answered${refused === 0 ? "" : `, ${refused} of them with a refusal`}`);
}

/** How fast it answers scenarios of 4 assets on 40 days. `now` gives milliseconds. */
export async function speed(
  engine: Engine,
  capabilities: Capabilities,
  now: () => number,
  wording: Wording,
): Promise<Outcome> {
  const scenarios = generated(capabilities, 100, { assets: { from: 4, to: 4 }, bars: { from: 40, to: 40 } });
  const from = now();
  for (const scenario of scenarios) {
    try {
      await engine.run(scenario);
    } catch (error) {
      if (asEngineError(error).kind !== "rejected") return failed(error, scenario, wording);
    }
  }
  const perSecond = (scenarios.length * 1000) / Math.max(1, now() - from);
  const campaign = Math.round(4096 / perSecond);
  return done(
    `${perSecond.toFixed(0)} scenarios a second of 4 assets on 40 days; a campaign of 2,048 cases asks about twice as often and takes some ${campaign} s`,
  );
}
