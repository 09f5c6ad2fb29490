import type { Fault } from "../../faults/fault.ts";
import type { Invariant } from "../../verify/invariant.ts";
import type { CommonOptions, Context, Register } from "../command.ts";
import { settingsOf, withCommonOptions } from "../command.ts";
import { catalogFor, seededFaults, selectInvariants } from "../compose.ts";

interface CatalogOptions extends CommonOptions {
  readonly json?: boolean;
}

/** `tieout catalog`: what is checked, and why. */
export const registerCatalog: Register = (program, context) => {
  withCommonOptions(program.command("catalog"))
    .summary("list the invariants, or explain one")
    .description("Lists the invariants; with an id, says why it is there, what it depends on and what it cannot see.")
    .argument("[id]", "an invariant's id or folder")
    .option("--json", "as JSON")
    .action((id: string | undefined, options: CatalogOptions) => show(id, options, context));
};

async function show(id: string | undefined, options: CatalogOptions, context: Context): Promise<void> {
  const { io } = context;
  const { all } = await catalogFor(await settingsOf(context, options), context.io.today());
  const selected = selectInvariants(id === undefined ? [] : [id], all);
  const { faults } = await seededFaults();
  if (options.json === true) {
    io.out(
      `${JSON.stringify(
        selected.map((each) => asJson(each, faults)),
        null,
        2,
      )}\n`,
    );
  } else if (id !== undefined) {
    io.out(`${selected.map((each) => explained(each, faults)).join("\n")}`);
  } else {
    const width = Math.max(...selected.map((each) => each.id.length));
    io.out(selected.map((each) => `${each.id.padEnd(width)}  ${each.title}\n`).join(""));
  }
}

function explained(invariant: Invariant, faults: readonly Fault[]): string {
  const killed = killedBy(invariant.id, faults);
  const lines = [
    invariant.id,
    `  ${invariant.title}`,
    "",
    `  Why             ${unfolded(invariant.why)}`,
    `  Independent of  ${unfolded(invariant.independentOf)}`,
    `  Blind to        ${unfolded(invariant.blindTo)}`,
    `  Evidence        ${evidenceOf(invariant)}`,
    `  Severity        ${invariant.severity}`,
    `  Tolerance       absolute ${invariant.tolerance.absolute}, relative ${invariant.tolerance.relative}`,
    `  Kills           ${killed.length === 0 ? "no seeded fault of an engine" : killed.join(", ")}`,
    "",
  ];
  return lines.join("\n");
}

/** What it is judged on. */
function evidenceOf(invariant: Invariant): string {
  switch (invariant.kind) {
    case "run":
      return `a run; needs ${invariant.needs.join(", ")}`;
    case "relation":
      if (invariant.optIn !== undefined) return `two engines, when asked for: ${invariant.optIn}`;
      return "two runs of related scenarios";
    case "passes":
      return `two passes, baseline and scaled${invariant.needs.length === 0 ? "" : `; needs ${invariant.needs.join(", ")}`}`;
  }
}

/** A text that the source breaks over lines, on one line. */
function unfolded(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function asJson(invariant: Invariant, faults: readonly Fault[]): object {
  const { id, title, severity, tolerance, kind } = invariant;
  const [why, independentOf, blindTo] = [invariant.why, invariant.independentOf, invariant.blindTo].map(unfolded);
  const needs = invariant.kind === "relation" ? [] : invariant.needs;
  return {
    id,
    title,
    severity,
    method: kind,
    needs,
    tolerance,
    why,
    independentOf,
    blindTo,
    kills: killedBy(id, faults),
  };
}

function killedBy(id: string, faults: readonly Fault[]): readonly string[] {
  return faults.filter(({ breaks }) => breaks.includes(id)).map((fault) => fault.id);
}
