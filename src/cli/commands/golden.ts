import type { Command } from "commander";
import type { GoldenCase } from "../../golden/case.ts";
import { readGoldenCases } from "../../golden/case.ts";
import { acceptGolden, diffGolden, goldenId } from "../../golden/golden.ts";
import { ConfigError } from "../../model/errors.ts";
import { assembleReport } from "../../report/assemble.ts";
import { EvidenceBook } from "../../report/evidence-book.ts";
import { count, disagreement, place } from "../../report/figures.ts";
import type { CommonOptions, Context, Register, ReportOptions } from "../command.ts";
import {
  deliver,
  ENGINE_OPTION,
  openEngine,
  settingsOf,
  TIMEOUT_OPTION,
  withCommonOptions,
  withReportOptions,
} from "../command.ts";
import { catalogFor } from "../compose.ts";
import type { EngineOptions } from "../engine-spec.ts";

interface GoldenOptions extends ReportOptions, EngineOptions {}

/** `tieout golden`: recorded runs that an engine must reproduce. */
export const registerGolden: Register = (program, context) => {
  const golden = program.command("golden").summary("golden runs: diff, accept, list").description("Golden runs.");
  registerList(golden, context);
  withReportOptions(golden.command("diff"))
    .summary("compare the engine with its golden runs")
    .argument("[case...]", "names of cases (default: all)")
    .addOption(ENGINE_OPTION)
    .addOption(TIMEOUT_OPTION)
    .action((names: readonly string[], options: GoldenOptions) => diff(names, options, context));
  withCommonOptions(golden.command("accept"))
    .summary("record the engine's runs as the golden ones")
    .description(
      "Shows what changes, then records the engine's runs as the golden ones. Refuses an empty run, a run that fails an invariant, and to write in continuous integration.",
    )
    .argument("[case...]", "names of cases (default: all)")
    .addOption(ENGINE_OPTION)
    .addOption(TIMEOUT_OPTION)
    .action((names: readonly string[], options: GoldenOptions) => accept(names, options, context));
};

function registerList(golden: Command, context: Context): void {
  withCommonOptions(golden.command("list"))
    .summary("list the golden cases")
    .action(async (options: CommonOptions) => {
      const cases = await casesOf([], options, context);
      context.io.out(
        cases
          .map(({ name, scenario: { market } }) => {
            return `${name}  ${market.dates[0]} … ${market.dates.at(-1)}, ${count(market.dates.length)} dates × ${market.assets.length} assets\n`;
          })
          .join(""),
      );
    });
}

async function diff(names: readonly string[], options: GoldenOptions, context: Context): Promise<void> {
  const cases = await casesOf(names, options, context);
  const settings = await settingsOf(context, options);
  const engine = await openEngine(options, settings, context);
  const book = new EvidenceBook();
  for (const golden of cases) book.add(goldenId(golden), (await diffGolden(golden, engine)).evidence);
  const report = assembleReport({
    subject: { kind: "golden", name: cases.map(({ name }) => name).join(", "), digest: "none" },
    seed: null,
    statements: cases.map(goldenStatement),
    evidence: book.pages,
    notExamined: ["the invariants: a golden run says that nothing changed, not that it is right"],
    assumptions: [],
  });
  deliver(report, options, context);
}

async function accept(names: readonly string[], options: GoldenOptions, context: Context): Promise<void> {
  const { io } = context;
  if (io.ci) {
    throw new ConfigError({
      what: "golden runs are not written in continuous integration",
      hint: "run `tieout golden accept` where you can look at what changes, and commit the result",
    });
  }
  const cases = await casesOf(names, options, context);
  const settings = await settingsOf(context, options);
  const engine = await openEngine(options, settings, context);
  const catalog = await catalogFor(settings, io.today());
  for (const golden of cases) {
    const { run, evidence } = await diffGolden(golden, engine);
    if (evidence.verdict === "pass") {
      io.out(`${golden.name}: nothing changes (${count(evidence.examined)} figures compared)\n`);
      continue;
    }
    acceptGolden(golden, run, catalog.run);
    const changes = evidence.violations.slice(0, 5).map((each) => `  ${place(each)}: ${disagreement(each)}\n`);
    const total = evidence.violationCount === 0 ? "first run" : `${count(evidence.violationCount)} differences`;
    io.out(`${golden.name}: accepted, ${total}\n${changes.join("")}`);
  }
}

/** How a golden case stands in a report. */
export function goldenStatement(golden: GoldenCase) {
  return {
    id: goldenId(golden),
    title: `The run of ${golden.name} is the one that was accepted`,
    severity: "error",
  } as const;
}

async function casesOf(names: readonly string[], options: CommonOptions, context: Context): Promise<GoldenCase[]> {
  const { golden: root } = await settingsOf(context, options);
  if (root === undefined) {
    throw new ConfigError({
      what: "no folder of golden runs is set",
      where: "tieout.config.ts",
      expected: 'golden: "golden"',
    });
  }
  const cases = readGoldenCases(root);
  for (const name of names) {
    if (cases.some((each) => each.name === name)) continue;
    throw new ConfigError({
      what: "there is no such golden case",
      expected: cases.map((each) => each.name).join(", ") || "none exist yet",
      actual: JSON.stringify(name),
    });
  }
  return names.length === 0 ? cases : cases.filter(({ name }) => names.includes(name));
}
