import type { Engine } from "../model/engine.ts";
import { EngineError } from "../model/errors.ts";
import type { Market } from "../model/market.ts";
import type { Scenario } from "../model/scenario.ts";

/** The engine wrote to the scenario that it was given, which belongs to whoever runs it again. */
export class EngineChangedScenarioError extends EngineError {
  constructor(change: string) {
    super("crashed", {
      what: `the engine changed the scenario that it was given: ${change}`,
      hint: "copy what is to be changed: another run of the same scenario would meet what this one left",
    });
  }
}

/**
 * Runs an engine of this process on a scenario of its own and holds it to leaving that as it was. An engine that writes
 * to its input would otherwise change what its answer is judged by, and every run after it. Throws an
 * {@link EngineChangedScenarioError} that names the first place; what the engine throws itself comes first.
 */
export async function onOwnScenario<Answer>(
  scenario: Scenario,
  run: (own: Scenario) => Answer | Promise<Answer>,
): Promise<Answer> {
  const { market, config } = scenario;
  const own = {
    market: { dates: [...market.dates], assets: [...market.assets], returns: Float64Array.from(market.returns) },
    config: structuredClone(config),
  };
  const answer = await run(own);
  const change = changeOfReturns(market, own.market) ?? changeOf("", lists(scenario), lists(own));
  if (change !== undefined) throw new EngineChangedScenarioError(change);
  return answer;
}

/** The same engine, held to leaving its scenarios as they are. */
export function guarded(engine: Engine): Engine {
  return {
    describe: () => engine.describe(),
    run: (scenario, signal) => onOwnScenario(scenario, (own) => engine.run(own, signal)),
    ...(engine.close === undefined ? {} : { close: () => engine.close!() }),
    ...(engine.runDocument === undefined
      ? {}
      : { runDocument: (text: string, signal?: AbortSignal) => engine.runDocument!(text, signal) }),
    ...(engine.runsAreFinal === undefined ? {} : { runsAreFinal: engine.runsAreFinal }),
  };
}

/** What is compared place by place: all but the returns. */
function lists({ market: { dates, assets }, config }: Scenario) {
  return { market: { dates, assets }, config };
}

function changeOfReturns({ dates, assets, returns }: Market, own: Market): string | undefined {
  for (let cell = 0; cell < returns.length; cell++) {
    const [before, after] = [returns[cell]!, own.returns[cell]];
    if (Object.is(before, after)) continue;
    const asset = assets[cell % assets.length]!;
    return `the return of ${asset} on ${dates[Math.floor(cell / assets.length)]!} was ${before} and is ${shown(after)}`;
  }
  return undefined;
}

/** The first place in which two values of JSON differ; undefined where they do not. */
function changeOf(path: string, before: unknown, after: unknown): string | undefined {
  if (Object.is(before, after)) return undefined;
  if (!isBranch(before) || !isBranch(after)) return `${path} was ${shown(before)} and is ${shown(after)}`;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const key of keys) {
    const place = Array.isArray(before) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    const change = changeOf(place, before[key], after[key]);
    if (change !== undefined) return change;
  }
  return undefined;
}

function isBranch(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function shown(value: unknown): string {
  if (value === undefined) return "absent";
  return isBranch(value) ? (Array.isArray(value) ? "[…]" : "{…}") : String(value);
}
