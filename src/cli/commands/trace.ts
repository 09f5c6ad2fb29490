import { resolve } from "node:path";
import { ConfigError } from "../../model/errors.ts";
import type { Settings } from "../../model/settings.ts";
import type { TraceRequestInput } from "../../model/trace-request.ts";
import type { AuditRequest } from "../audits.ts";
import { auditsOf, makeAudits } from "../audits.ts";
import type { Context, FormatOptions, Register } from "../command.ts";
import { settingsOf, withFormatOptions } from "../command.ts";
import { accept, compare, deliverTraces, traceFormat } from "../trace-output.ts";

interface TraceOptions extends FormatOptions {
  readonly project?: string;
  readonly rule?: string;
  readonly source?: readonly string[];
  readonly sink?: readonly string[];
  readonly entry?: readonly string[];
  readonly given?: readonly string[];
  readonly assume?: readonly string[];
  readonly types?: boolean;
  readonly accept?: boolean;
}

/** `tieout trace`: static call-chain audits. */
export const registerTrace: Register = (program, context) => {
  withFormatOptions(program.command("trace"), context)
    .summary("static audit: what is done to the weights between risk targeting and P&L, and what a run depends on")
    .description(
      "Follows the weights through a TypeScript or JavaScript project from what risk targeting returns to what makes P&L. PASS is a proof under the assumptions listed; FAIL names the line; whatever is not understood is UNPROVEN. `--rule determinism --entry run` looks at everything that may run in a run instead, `--rule look-ahead --source run#0 --sink var:weights` at the rows of the market that a decision depends on. Without --source and --sink it runs the audits of the config.",
    )
    .option("--project <path>", "a tsconfig, a folder or a source file (default: the working directory)")
    .option(
      "--rule <id>",
      "the static rule: post-rt-normalization, artifact-writer, lagged-scalar, look-ahead, determinism (default: the first, or all of the config's)",
    )
    .option(
      "--source <name>",
      "what this function or method returns, e.g. `scaleWeights` or `target().post`; repeatable",
      collect,
    )
    .option("--sink <name>", "an argument such as `portfolioReturn#0`, or `var:NAME`; repeatable", collect)
    .option(
      "--entry <name>",
      "a function or class to start from (default: found by climbing from the callers); repeatable",
      collect,
    )
    .option("--given <name>", "a function whose answer is taken not to depend on the weights; repeatable", collect)
    .option("--no-types", "do not look for type errors in the files that were entered")
    .option(
      "--assume <path=value>",
      "a value of an entry's parameter, e.g. `config.holding=constant-weights`; `absent` for none; repeatable",
      collect,
    )
    .option("--accept", "keep the chains of the config's audits as the accepted ones; refused unless they pass")
    .action((options: TraceOptions) => traceCommand(options, context));
};

async function traceCommand(options: TraceOptions, context: Context): Promise<void> {
  const formats = (options.format ?? []).map(traceFormat);
  const settings = await settingsOf(context, options);
  const { requests, ofConfig } = requestsOf(options, settings, context);
  const audits = await makeAudits(requests, context.io.cwd);
  deliverTraces(audits, formats, options, context);
  const folder = ofConfig ? settings.chains : undefined;
  if (options.accept === true) accept(audits, folder, context);
  else if (folder !== undefined) compare(audits, folder, options, context);
}

function requestsOf(
  options: TraceOptions,
  settings: Settings,
  { io }: Context,
): { readonly requests: readonly AuditRequest[]; readonly ofConfig: boolean } {
  const { source, sink, rule, entry } = options;
  const byEntry = rule !== undefined && entry !== undefined && source === undefined && sink === undefined;
  if (byEntry || (source !== undefined && sink !== undefined)) {
    const models = Object.fromEntries((options.given ?? []).map((name) => [name, "given" as const]));
    const request = {
      project: options.project === undefined ? io.cwd : resolve(io.cwd, options.project),
      sources: [...(source ?? [])],
      sinks: [...(sink ?? [])],
      entries: [...(entry ?? [])],
      models,
      types: options.types !== false,
      assume: assumptions(options.assume ?? []),
    };
    const id = rule ?? "post-rt-normalization";
    return { requests: [{ name: id, rule: id, request }], ofConfig: false };
  }
  const chosen = auditsOf(settings).filter((each) => rule === undefined || each.rule === rule);
  if (chosen.length > 0 && source === undefined && sink === undefined) return { requests: chosen, ofConfig: true };
  throw new ConfigError({
    what: "nothing to trace",
    expected: "--source and --sink, --rule determinism with --entry, or `audits` in the config",
    actual: source === undefined && sink === undefined ? "neither" : "one of --source and --sink without the other",
  });
}

function assumptions(listed: readonly string[]): NonNullable<TraceRequestInput["assume"]> {
  const pairs = listed.map((each) => {
    const at = each.indexOf("=");
    if (at <= 0)
      throw new ConfigError({
        what: "not an assumption",
        where: "--assume",
        expected: "path=value",
        actual: JSON.stringify(each),
      });
    return [each.slice(0, at), constantOf(each.slice(at + 1))] as const;
  });
  return Object.fromEntries(pairs);
}

function constantOf(text: string): string | number | boolean | null {
  if (text === "absent") return null;
  if (text === "true" || text === "false") return text === "true";
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}
