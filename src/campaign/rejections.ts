import type { Engine } from "../model/engine.ts";
import { EngineError, TieoutError } from "../model/errors.ts";
import { parseScenario } from "../model/scenario.ts";
import type { Evidence } from "../model/verdict.ts";
import { hash32, Random } from "../numeric/random.ts";
import { EXACT } from "../numeric/tolerance.ts";
import type { HostileDocument } from "../scenarios/hostile.ts";
import { hostileDocument } from "../scenarios/hostile.ts";
import { EvidenceSum } from "../verify/evidence-sum.ts";
import { Probe } from "../verify/probe.ts";

/** What every engine owes to a scenario that makes no sense: a refusal that says why. */
export const ENGINE_REJECTS = Object.freeze({
  id: "engine/rejects-invalid-scenarios",
  title: "An invalid scenario is refused with a reason: no answer, no crash",
  severity: "error",
} as const);

export interface RejectionOptions {
  readonly engine: Engine;
  readonly seed: number;
  /** Invalid documents to offer. */
  readonly cases: number;
}

/** What came of it. */
export interface RejectionResult {
  readonly evidence: Evidence;
  /** The first document of each kind of failure. */
  readonly failures: readonly HostileDocument[];
  /** How many documents had which defect. */
  readonly labels: Readonly<Record<string, number>>;
}

/** What was made of a document: undefined for a refusal with a reason, else what happened instead. */
type Misdeed = { readonly actual: string; readonly message: string } | undefined;

/**
 * Offers invalid documents. The harness's own door must refuse each, because what comes from a file goes through it to
 * any engine; an engine that takes documents as they are gets them past the door.
 */
export async function judgeRejections({ engine, seed, cases }: RejectionOptions): Promise<RejectionResult> {
  const { capabilities } = await engine.describe();
  const sum = new EvidenceSum("run", "invalid scenarios");
  const failures = new Map<string, HostileDocument>();
  const labels: Record<string, number> = {};
  for (let number = 0; number < cases; number++) {
    const hostile = hostileDocument(new Random(hash32(seed, "hostile", number)), capabilities, number);
    labels[`hostile: ${hostile.defect}`] = (labels[`hostile: ${hostile.defect}`] ?? 0) + 1;
    const probe = new Probe(EXACT);
    note(probe, "the door of the harness", hostile, atTheDoor(hostile.text));
    const answer = engine.runDocument === undefined ? undefined : await answered(engine, hostile.text);
    if (engine.runDocument !== undefined) note(probe, "the engine", hostile, answer);
    const failed = probe.violations[0];
    if (failed !== undefined) {
      const kind = `${hostile.defect} | ${failed.actual}`;
      if (!failures.has(kind)) failures.set(kind, hostile);
    }
    sum.add({ verdict: failed === undefined ? "pass" : "fail", probe });
  }
  return { evidence: sum.evidence(), failures: [...failures.values()], labels };
}

function note(probe: Probe, who: string, { defect, reason }: HostileDocument, misdeed: Misdeed): void {
  const actual = misdeed?.actual ?? "a refusal";
  probe.holds(misdeed === undefined, { artifact: `scenario (${defect})` }, "a refusal", actual, () => {
    return `${reason}, and ${who} ${misdeed!.message}`;
  });
}

/** What {@link parseScenario} makes of a text: it must refuse, and say where. */
export function atTheDoor(text: string): Misdeed {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined; // no JSON: whoever reads the file says so
  }
  try {
    parseScenario(document);
    return { actual: "a scenario", message: "lets it in" };
  } catch (error) {
    if (error instanceof TieoutError && error.details.where !== undefined) return undefined;
    if (error instanceof TieoutError && error.details.what.startsWith("the market has no")) return undefined;
    return broken(error);
  }
}

/** What an engine makes of a text that is sent as it stands. */
async function answered(engine: Engine, text: string): Promise<Misdeed> {
  try {
    await engine.runDocument!(text);
    return { actual: "a run", message: "answers it with a run" };
  } catch (error) {
    const refused = error instanceof EngineError ? error.kind === "rejected" : error instanceof TieoutError;
    return refused && (error as Error).message.trim() !== "" ? undefined : broken(error);
  }
}

function broken(error: unknown): Misdeed {
  const { name, message } = error instanceof Error ? error : { name: "thrown value", message: String(error) };
  return { actual: name, message: `breaks on it: ${message}` };
}
