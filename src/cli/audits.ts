import { ConfigError } from "../model/errors.ts";
import type { Settings } from "../model/settings.ts";
import type { Trace } from "../model/trace.ts";
import type { TraceRequestInput } from "../model/trace-request.ts";
import type { RuleWords } from "../report/trace/audited.ts";
import { lentProjects, staticRuleNamed } from "./compose.ts";

/** A static audit to be made: of the config, or of the command line. */
export interface AuditRequest {
  /** The config's name for it, or the rule's. */
  readonly name: string;
  readonly rule: string;
  readonly request: TraceRequestInput;
}

/** A static audit that was made. Plain data, so that it may be made in another thread. */
export interface StaticAudit {
  readonly name: string;
  /** With the invariant of the catalog that says the same of runs; null where there is none. */
  readonly rule: RuleWords & { readonly invariant: string | null };
  readonly trace: Trace;
}

/** The audits of the config; a ConfigError when two go by one name. */
export function auditsOf({ audits }: Pick<Settings, "audits">): readonly AuditRequest[] {
  const named = audits.map(({ rule, name = rule, ...request }) => ({ name, rule, request }));
  for (const [i, { name }] of named.entries()) {
    if (named.findIndex((each) => each.name === name) === i) continue;
    throw new ConfigError({
      what: "two audits go by one name",
      where: `audits[${i}]`,
      actual: name,
      hint: "an audit's name is its rule's unless it is given one: name: …",
    });
  }
  return named;
}

/**
 * Makes audits, one after the other; projects that several look at are opened once. Paths of projects, and places in
 * those below it, are relative to the working folder.
 */
export async function makeAudits(requests: readonly AuditRequest[], cwd: string): Promise<readonly StaticAudit[]> {
  const made: StaticAudit[] = [];
  const lent = await lentProjects(cwd);
  for (const { name, rule, request } of requests) {
    const { id, title, why, blindTo, words, invariant, inspect } = await staticRuleNamed(rule);
    made.push({ name, rule: { id, title, why, blindTo, words, invariant }, trace: inspect(request, lent) });
  }
  return made;
}
