import { isIsoDate } from "../../model/calendar.ts";
import { ConfigError } from "../../model/errors.ts";
import { EXIT_CODES } from "../../model/report.ts";
import { readableJson } from "../../passes/readable-json.ts";
import type { StressRows } from "../../passes/regime-behaviour.ts";
import { TARGET_SHARES } from "../../passes/regime-behaviour.ts";
import { tableLines } from "../../passes/text.ts";
import { CALM_TRANSITIONS_PER_YEAR } from "../../passes/thresholds.ts";
import type { Tuned, TuningResult } from "../../passes/tune-regimes.ts";
import { tuneRegimes } from "../../passes/tune-regimes.ts";
import { count, counted } from "../../report/figures.ts";
import type { Context, Register } from "../command.ts";
import { integerOption, progressOf, settingsOf, withCommonOptions } from "../command.ts";
import { regimeEvaluator } from "../compose.ts";
import type { ScenarioOptions } from "../scenario-request.ts";
import { scenarioAsked, withScenarioOptions } from "../scenario-request.ts";

interface TuneOptions extends ScenarioOptions {
  readonly stress?: readonly string[];
  readonly candidates?: number;
  readonly seed?: number;
  readonly json?: boolean;
}

const CANDIDATES = 2000;
/** How much of the frontier a person is shown; `--json` has all of it. */
const SHOWN = 15;

/** `tieout tune-regimes`: thresholds of the regime layer by how the regime behaves. */
export const registerTuneRegimes: Register = (program, context) => {
  const command = withCommonOptions(program.command("tune-regimes"))
    .summary("search regime thresholds for behaviour, not for profit")
    .description(
      `Searches thresholds of the allocator's regime layer for fewer than ${CALM_TRANSITIONS_PER_YEAR} transitions a year, about ${TARGET_SHARES.map((share) => `${share * 100}`).join("/")} % of time in the four regimes, stress windows flagged, and quick reaction without restlessness; no return is looked at. Prints the Pareto frontier and a config for its best. Exit code 3 where no candidate is steady enough.`,
    )
    .option("--stress <from:to...>", "a window of dates that should be STRESS or CRISIS, e.g. 2008-09-01:2009-03-31");
  withScenarioOptions(command)
    .option("--candidates <n>", `sets of thresholds to try (default: ${CANDIDATES})`, integerOption("--candidates", 1))
    .option("--seed <n>", "seed of the search (default: the config's)", integerOption("--seed", 0))
    .option("--json", "all of the frontier as JSON")
    .action((options: TuneOptions) => tune(options, context));
};

async function tune(options: TuneOptions, context: Context): Promise<void> {
  const { io } = context;
  const settings = await settingsOf(context, options);
  const { name, scenario } = scenarioAsked(options, io.cwd);
  const windows = (options.stress ?? []).map((text) => windowOf(text, scenario.market.dates));
  const seed = options.seed ?? settings.campaign.seed;
  const candidates = options.candidates ?? CANDIDATES;
  const progress = progressOf(context, options);
  const result = tuneRegimes({
    evaluate: regimeEvaluator(scenario),
    annualization: scenario.config.conventions.annualization,
    windows,
    candidates,
    seed,
    base: scenario.config.allocator.layers,
    onProgress: (done) => progress.show(() => `tuning: ${done} of ${candidates}`),
  });
  progress.done();
  io.out(options.json === true ? `${JSON.stringify({ seed, ...result }, null, 2)}\n` : text(name, seed, result));
  context.exitCode = result.frontier.length === 0 ? EXIT_CODES.unproven : 0;
}

function text(name: string, seed: number, { evaluated, calm, base, frontier }: TuningResult): string {
  const shown = frontier.slice(0, SHOWN);
  const lines = [
    `${name}: ${counted(evaluated, "set")} of thresholds of seed ${seed}, ${count(calm)} with fewer than ${CALM_TRANSITIONS_PER_YEAR} transitions a year`,
    "",
    ...tableLines({
      caption: `Frontier: ${count(frontier.length)} that none beats in every respect${frontier.length > SHOWN ? `, the best ${SHOWN} shown` : ""}`,
      header: ["", "score", "a year", "NORMAL/ELEVATED/STRESS/CRISIS", "flagged", "reaction", "thresholds"],
      rows: [row("as configured", base), ...shown.map((each, i) => row(String(i + 1), each))],
    }),
    "",
  ];
  const [best] = frontier;
  if (best === undefined) {
    lines.push("None is steady enough: give it more --candidates, or a longer market.");
  } else {
    const allocator = { mode: "compute", layers: best.layers };
    lines.push("The best as a config:", readableJson({ allocator }));
  }
  return `${lines.join("\n")}\n`;
}

function row(label: string, { layers, behaviour, score }: Tuned): string[] {
  const { transitionsPerYear, shares, flagged, reactionBars } = behaviour;
  const { volAccel, corrShock, drawdownLevel, drawdownSlope, regimeScores, minDwell } = layers;
  return [
    label,
    score.toFixed(3),
    transitionsPerYear.toFixed(1),
    shares.map((share) => (share * 100).toFixed(1)).join("/"),
    flagged === null ? "–" : `${(flagged * 100).toFixed(0)}%`,
    reactionBars === null ? "–" : `${reactionBars.toFixed(1)} bars`,
    `vol ${volAccel.join(" ")} · corr ${corrShock.join(" ")} · dd ${drawdownLevel.join(" ")} · slope ${drawdownSlope.join(" ")} · score ${regimeScores.join(" ")} · dwell ${minDwell}`,
  ];
}

/** `FROM:TO` as rows of the market. */
function windowOf(text: string, dates: readonly string[]): StressRows {
  const [from, to, ...more] = text.split(":");
  if (from === undefined || to === undefined || more.length > 0 || !isIsoDate(from) || !isIsoDate(to) || to < from) {
    throw new ConfigError({
      what: "not a window of dates",
      where: "--stress",
      expected: "FROM:TO, e.g. 2008-09-01:2009-03-31",
      actual: JSON.stringify(text),
    });
  }
  const first = dates.findIndex((date) => date >= from);
  const last = dates.findLastIndex((date) => date <= to);
  if (first >= 0 && last >= first) return { from: first, to: last };
  throw new ConfigError({
    what: "the window lies outside the market",
    where: "--stress",
    expected: `dates between ${dates[0]} and ${dates.at(-1)}`,
    actual: text,
  });
}
