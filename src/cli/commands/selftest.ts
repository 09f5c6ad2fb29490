import type { SelfTestResult } from "../../campaign/selftest.ts";
import { selfTest } from "../../campaign/selftest.ts";
import type { InvariantReport, ReportVerdict } from "../../model/report.ts";
import { EXIT_CODES } from "../../model/report.ts";
import { counted } from "../../report/figures.ts";
import type { CommonOptions, Context, Register } from "../command.ts";
import { integerOption, progressOf, settingsOf, withCommonOptions } from "../command.ts";
import { aboutEngines, engineOf, faultNamed, faults } from "../compose.ts";

interface SelftestOptions extends CommonOptions {
  readonly fault?: readonly string[];
  readonly cases?: number;
  readonly seed?: number;
  readonly json?: boolean;
}

/** Generated scenarios that a fault has to be noticed on. */
const CASES = 512;

/** `tieout selftest`: can the invariants fail at all? */
export const registerSelftest: Register = (program, context) => {
  withCommonOptions(program.command("selftest"))
    .summary("run every seeded fault against every invariant")
    .description(
      "The kill matrix: every seeded fault must be noticed by each invariant that it names, every invariant must notice a fault, and the engine without a fault must break none. Exit code 4 otherwise.",
    )
    .option("--fault <id...>", "only these faults")
    .option("--cases <n>", `generated scenarios a fault (default: ${CASES})`, integerOption("--cases", 1))
    .option("--seed <n>", "seed (default: the config's)", integerOption("--seed", 0))
    .option("--json", "the matrix as JSON")
    .action((options: SelftestOptions) => run(options, context));
};

async function run(options: SelftestOptions, context: Context): Promise<void> {
  const settings = await settingsOf(context, options);
  const selected = options.fault === undefined ? faults : options.fault.map(faultNamed);
  const progress = progressOf(context, options);
  const seed = options.seed ?? settings.campaign.seed;
  const result = await selfTest({
    faults: selected,
    invariants: aboutEngines,
    engineOf,
    seed,
    cases: options.cases ?? CASES,
    onProgress: ({ done, planned, fault }) => progress.show(() => `self-test: ${done} of ${planned}: ${fault}`),
  });
  progress.done();
  const whole = options.fault === undefined;
  const verdict = verdictOf(result, whole);
  context.io.out(
    options.json === true
      ? `${JSON.stringify({ seed, verdict, ...result }, null, 2)}\n`
      : text(result, verdict, seed, whole),
  );
  context.exitCode = EXIT_CODES[verdict];
}

/** A part of the faults need not kill every invariant; the whole of them must. */
function verdictOf({ kills, clean, unkilled }: SelfTestResult, whole: boolean): ReportVerdict {
  const survived = kills.some((kill) => kill.survived.length > 0);
  const falseAlarm = clean.some(isFalseAlarm);
  return survived || falseAlarm || (whole && unkilled.length > 0) ? "harness-invalid" : "pass";
}

/** A warning is about behaviour: on a generated market it may rightly be raised. */
function isFalseAlarm({ verdict, severity }: InvariantReport): boolean {
  return verdict === "fail" && severity === "error";
}

function text(result: SelfTestResult, verdict: ReportVerdict, seed: number, whole: boolean): string {
  const lines = [`tieout selftest · seed ${seed}`, ""];
  for (const { fault, story, survived, killedBy, breaks } of result.kills) {
    lines.push(`${survived.length === 0 ? "KILLED  " : "SURVIVED"}  ${fault}`, `          ${story}`);
    lines.push(
      `          noticed by ${killedBy.map((id) => (breaks.includes(id) ? id : `(${id})`)).join(", ") || "nothing"}`,
    );
    if (survived.length > 0) lines.push(`          NOT by ${survived.join(", ")}`);
  }
  lines.push("");
  for (const report of result.clean) {
    const { id, verdict: found } = report;
    if (isFalseAlarm(report)) lines.push(`FALSE ALARM  ${id} breaks on the engine without a fault`);
    if (found === "unproven" || found === "skipped")
      lines.push(`${found.toUpperCase()}  ${id} examined nothing on the engine without a fault`);
  }
  if (whole) for (const id of result.unkilled) lines.push(`KILLS NOTHING  ${id}: nothing shows that it can fail`);
  const killed = result.kills.filter(({ survived }) => survived.length === 0).length;
  const quiet = result.clean.filter((each) => !isFalseAlarm(each)).length;
  lines.push(
    `${verdict.toUpperCase()}  ${killed} of ${counted(result.kills.length, "fault")} killed by every invariant they name; ` +
      `${quiet} of ${counted(result.clean.length, "invariant")} quiet on the engine without a fault`,
  );
  return `${lines.join("\n")}\n`;
}
