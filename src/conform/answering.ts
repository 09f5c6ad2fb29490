import type { Capabilities, Engine } from "../model/engine.ts";
import { EngineError, HarnessError, TieoutError } from "../model/errors.ts";
import { TABLE_NAMES } from "../model/run.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Invariant, RunInvariant } from "../verify/invariant.ts";
import { judgeRun } from "../verify/judge.ts";
import { RunView } from "../verify/run-view.ts";
import type { Outcome } from "./document.ts";
import { done, toDo } from "./document.ts";
import { quotedStderr } from "./greeting.ts";
import { generated, inEachMode, oneByOne, smallestScenario } from "./trial-scenarios.ts";
import type { Wording } from "./wording.ts";

/** Whether an engine answers, and what can be examined of what it leaves. */

/** What the engine makes of a scenario; undefined where it answers. */
export async function refusalOf(engine: Engine, scenario: Scenario, wording: Wording): Promise<Outcome | undefined> {
  try {
    await engine.run(scenario);
    return undefined;
  } catch (error) {
    return failed(error, scenario, wording);
  }
}

/** What to do about what an engine threw. */
export function failed(thrown: unknown, scenario: Scenario, wording: Wording): Outcome {
  const error = asEngineError(thrown);
  if (error.kind === "rejected") {
    return toDo(`it refuses: ${error.message}`, "Accept what your capabilities name, or take it out of them.");
  }
  const advice = wording.advice[error.name] ?? "Mend the error that your engine reports on this scenario.";
  const outcome = toDo(`${error.name}: ${error.message}`, advice, wording.answer(scenario));
  return { ...outcome, found: [...outcome.found, ...quotedStderr(error)] };
}

/** What an engine threw, in the port's own terms: engines in this process may throw anything. */
export function asEngineError(thrown: unknown): EngineError {
  if (thrown instanceof EngineError) return thrown;
  if (thrown instanceof HarnessError) throw thrown;
  const what = thrown instanceof Error ? thrown.message : String(thrown);
  return new EngineError(thrown instanceof TieoutError ? "rejected" : "crashed", { what });
}

/** Which tables the runs in all modes of the allocator have between them, and what can be examined of them. */
export async function tablesLeft(
  engine: Engine,
  capabilities: Capabilities,
  invariants: readonly Invariant[],
  wording: Wording,
): Promise<Outcome> {
  const views: RunView[] = [];
  for (const scenario of inEachMode(capabilities)) {
    try {
      views.push(new RunView(await engine.run(scenario), "the smallest scenario"));
    } catch (error) {
      return failed(error, scenario, wording);
    }
  }
  const about = invariants.filter((each): each is RunInvariant => each.kind === "run" && !each.needs.includes("files"));
  const examinable = about.filter(({ needs }) => views.some((view) => view.missing(needs).length === 0));
  const found = [
    partsOf(views),
    `${examinable.length} of ${about.length} invariants about a run can be examined; relations between two runs apply as well`,
    ...wrongAlready(views, about),
  ];
  const absent = about.filter((each) => !examinable.includes(each));
  const advice = whatIsNeeded(views, absent, capabilities, wording);
  if (examinable.length > 1) return { status: "done", found, advice };
  return { status: "to do", found, advice, example: wording.answer(smallestScenario(capabilities)) };
}

function partsOf(views: readonly RunView[]): string {
  const tables = TABLE_NAMES.filter((name) => views.some((view) => view.table(name) !== undefined));
  const metrics = views.some((view) => view.metrics !== undefined) ? "metrics" : "no metrics";
  const log = views.some((view) => view.log !== undefined) ? "a log" : "no log";
  return `tables: ${tables.join(", ") || "none"}; ${metrics}; ${log}`;
}

/** Tables that only a part of the allocator leaves. */
const LEFT_BY: Readonly<Record<string, "layers" | "sleeve-scalars" | "overlay">> = {
  "allocator_regime_v1.csv": "layers",
  "allocator_state_v1.csv": "layers",
  "sleeve_weights_post.csv": "sleeve-scalars",
  "allocator_sleeve_risk_v1.csv": "sleeve-scalars",
  "allocator_sleeve_risk_v1_applied.csv": "sleeve-scalars",
  "overlay_weights.csv": "overlay",
};

/** What else the engine would have to leave, by how many invariants wait for it. */
function whatIsNeeded(
  views: readonly RunView[],
  absent: readonly RunInvariant[],
  { allocatorParts = [] }: Capabilities,
  wording: Wording,
): string[] {
  const waiting = new Map<string, string[]>();
  for (const { id, needs } of absent) {
    const missing = needs.filter((need) => views.every((view) => view.missing([need]).length > 0));
    const files = missing.map((need) => views[0]!.missing([need])[0]!);
    const parts = files.map((file) => LEFT_BY[file]).filter((part) => part !== undefined);
    if (parts.some((part) => !allocatorParts.includes(part))) continue; // it does not say that it can
    for (const file of files) waiting.set(file, [...(waiting.get(file) ?? []), id]);
  }
  return [...waiting]
    .sort(([a, ids], [b, others]) => others.length - ids.length || (a < b ? -1 : 1))
    .map(
      ([file, ids]) =>
        `Leave ${wording.part(file)} as well: ${ids.length} wait for it (${ids.slice(0, 3).join(", ")}${ids.length > 3 ? ", …" : ""}).`,
    );
}

function wrongAlready(views: readonly RunView[], about: readonly RunInvariant[]): string[] {
  const breaks = (invariant: RunInvariant) => views.some((view) => judgeRun(invariant, view).verdict === "fail");
  const failing = about.filter(breaks).map(({ id }) => id);
  return failing.length === 0 ? [] : [`already on this scenario it breaks ${failing.join(", ")}`];
}

/** A few generated scenarios of each thing that the engine says it can do. */
export async function eachCapability(engine: Engine, capabilities: Capabilities, wording: Wording): Promise<Outcome> {
  const found: string[] = [];
  for (const { name, only } of oneByOne(capabilities)) {
    for (const scenario of generated(only, 3, { assets: { from: 1, to: 3 }, bars: { from: 3, to: 30 } })) {
      const refusal = await refusalOf(engine, scenario, wording);
      if (refusal === undefined) continue;
      return { ...refusal, found: [...found, `${name}: ${refusal.found.join("; ")}`] };
    }
    found.push(`${name}: answered`);
  }
  return done(...found);
}
