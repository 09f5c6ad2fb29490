import type { StaticRule } from "../flow/rule.ts";
import { ConfigError } from "../model/errors.ts";
import type { Settings } from "../model/settings.ts";
import type { Trace } from "../model/trace.ts";
import type { TraceRequestInput } from "../model/trace-request.ts";
import { staticRuleNamed } from "./compose.ts";

/** A static audit to be made: of the config, or of the command line. */
export interface AuditRequest {
  /** The config's name for it, or the rule's. */
  readonly name: string;
  readonly rule: string;
  readonly request: TraceRequestInput;
}

/** A static audit that was made. */
export interface StaticAudit {
  readonly name: string;
  readonly rule: StaticRule;
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

/** Makes an audit. */
export async function audit({ name, rule: id, request }: AuditRequest): Promise<StaticAudit> {
  const rule = await staticRuleNamed(id);
  return { name, rule, trace: rule.inspect(request) };
}
