import { resolve } from "node:path";
import { joinParts } from "../../campaign/parts.ts";
import type { StoredReplay } from "../../campaign/stored.ts";
import { evidenceOfReplay } from "../../campaign/stored.ts";
import { workedTable } from "../../campaign/worked/worked-table.ts";
import type { PartStored } from "../../model/campaign-part.ts";
import { EvidenceBook } from "../../report/evidence-book.ts";
import { campaignOutcome } from "../campaign-outcome.ts";
import { readPart } from "../campaign-part.ts";
import { campaignReport } from "../campaign-report.ts";
import type { Context, Register, ReportOptions } from "../command.ts";
import { deliver, settingsOf, tell, withReportOptions } from "../command.ts";
import { unstoredTeller } from "../stored.ts";

const NOTHING_STORED: PartStored = {
  replays: [],
  gone: [],
  notExamined: ["stored counterexamples: the first shard runs them again, and its part is missing"],
};

/** `tieout merge`: the parts of a campaign's shards, as one report. */
export const registerMerge: Register = (program, context) => {
  withReportOptions(program.command("merge"), context)
    .summary("put the parts that `fuzz --shard` wrote together to one report")
    .description(
      "Checks that the parts belong to one campaign and stores its counterexamples. The report is that of the campaign in one go, byte for byte; where a part is missing, the report says which blocks were not judged and is unproven at best. No engine is run.",
    )
    .argument("<part...>", "files that `tieout fuzz --shard i/n` wrote")
    .action((files: readonly string[], options: ReportOptions) => merge(files, options, context));
};

async function merge(files: readonly string[], options: ReportOptions, context: Context): Promise<void> {
  const { io } = context;
  const settings = await settingsOf(context, options);
  const { common, examined, gaps, stored = NOTHING_STORED } = joinParts(files.map((file) => readPart(file, io.cwd)));
  const book = new EvidenceBook();
  const replays: StoredReplay[] = stored.replays.map((each) => {
    const { violation, ...rest } = each;
    return { ...rest, ...(violation === undefined ? {} : { violation }), file: resolve(io.cwd, each.file) };
  });
  for (const [i, replay] of replays.entries()) {
    book.add(replay.counterexample.invariant, evidenceOfReplay(replay, stored.replays[i]!.file));
  }
  const { seed, cases, engine, statements, least, waivers, tolerances } = common;
  const subject = { seed, cases, engine, statements, least };
  const outcome = await campaignOutcome(examined, subject, gaps, {
    folder: settings.counterexamples,
    stored: replays,
    cwd: io.cwd,
    onUnstored: unstoredTeller(io),
    tableOf: (found) => workedTable(found, { statement: undefined }),
  });
  const report = campaignReport({
    outcome,
    statements,
    stored,
    settings: { waivers, tolerances },
    book,
    today: io.today(),
  });
  const audited = { inputs: files.map((file) => resolve(io.cwd, file)) };
  deliver(report, options, context, { extras: () => ({ tables: outcome.tables }), audited });
  tell(outcome.tables, options, context);
}
