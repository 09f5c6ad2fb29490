import { ConfigError } from "../../model/errors.ts";
import { EXIT_CODES } from "../../model/report.ts";
import type { Trace } from "../../model/trace.ts";
import type { TraceRequestInput } from "../../model/trace-request.ts";
import { traceText } from "../../report/trace-text.ts";
import type { CommonOptions, Context, Register } from "../command.ts";
import { settingsOf, withCommonOptions } from "../command.ts";
import { staticRuleNamed } from "../compose.ts";

interface TraceOptions extends CommonOptions {
  readonly project?: string;
  readonly rule?: string;
  readonly source?: readonly string[];
  readonly sink?: readonly string[];
  readonly entry?: readonly string[];
  readonly given?: readonly string[];
  readonly assume?: readonly string[];
  readonly types?: boolean;
  readonly format?: string;
}

/** `tieout trace`: static call-chain audits. */
export const registerTrace: Register = (program, context) => {
  withCommonOptions(program.command("trace"))
    .summary("static audit: what is done to the weights between risk targeting and P&L, on every path")
    .description(
      "Follows the weights through a TypeScript or JavaScript project from what risk targeting returns to what makes P&L. PASS is a proof under the assumptions listed; FAIL names the line; whatever is not understood is UNPROVEN. Without --source and --sink it runs the audits of the config.",
    )
    .option("--project <path>", "a tsconfig, a folder or a source file (default: the working directory)")
    .option("--rule <id>", "the static rule (default: post-rt-normalization, or all of the config's)")
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
    .option("--format <name>", "text or json (default: text)")
    .action((options: TraceOptions) => traceCommand(options, context));
};

async function traceCommand(options: TraceOptions, context: Context): Promise<void> {
  const { io } = context;
  const format = options.format ?? "text";
  if (format !== "text" && format !== "json") {
    throw new ConfigError({
      what: "there is no such format",
      where: "--format",
      expected: "text, json",
      actual: JSON.stringify(format),
    });
  }
  const traces: Trace[] = [];
  for (const { rule, request } of await requestsOf(options, context)) {
    traces.push((await staticRuleNamed(rule)).inspect(request));
  }
  for (const trace of traces) io.out(format === "json" ? `${JSON.stringify(trace, null, 2)}\n` : traceText(trace));
  context.exitCode = EXIT_CODES[worst(traces)];
}

function worst(traces: readonly Trace[]): Trace["verdict"] {
  const verdicts = traces.map(({ verdict }) => verdict);
  return verdicts.includes("fail") ? "fail" : verdicts.includes("unproven") ? "unproven" : "pass";
}

async function requestsOf(
  options: TraceOptions,
  context: Context,
): Promise<readonly { rule: string; request: TraceRequestInput }[]> {
  const { source, sink, rule } = options;
  if (source !== undefined && sink !== undefined) {
    const models = Object.fromEntries((options.given ?? []).map((name) => [name, "given" as const]));
    const request = {
      project: options.project ?? context.io.cwd,
      sources: [...source],
      sinks: [...sink],
      entries: [...(options.entry ?? [])],
      models,
      types: options.types !== false,
      assume: assumptions(options.assume ?? []),
    };
    return [{ rule: rule ?? "post-rt-normalization", request }];
  }
  const { audits } = await settingsOf(context, options);
  const chosen = audits.filter((audit) => rule === undefined || audit.rule === rule);
  if (chosen.length > 0 && source === undefined && sink === undefined) {
    return chosen.map(({ rule: id, ...request }) => ({ rule: id, request }));
  }
  throw new ConfigError({
    what: "nothing to trace",
    expected: "--source and --sink, or `audits` in the config",
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
