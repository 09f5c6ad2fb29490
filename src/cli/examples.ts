import type { Command, Option } from "commander";

/** What help shows of a command beside its options. */
export interface CommandExamples {
  /** Command lines to start from, the plainest first. */
  readonly examples: readonly string[];
  /** What each exit code says after this command; 2 says the same after nearly every one. */
  readonly exits: {
    readonly 0: string;
    readonly 1?: string;
    readonly 2?: string;
    readonly 3?: string;
    readonly 4?: string;
  };
}

const REPORT_EXITS = {
  0: "everything that was examined holds",
  1: "an invariant is broken",
  3: "nothing failed, but something that should have been decided was not",
} as const;

/** Every command, by its words. */
export const commandExamples: Readonly<Record<string, CommandExamples>> = {
  check: {
    examples: ["tieout check", "tieout check --engine ./engine.ts --cases 4096 --report out --format html"],
    exits: { ...REPORT_EXITS, 4: "a seeded fault went unnoticed, or a bug of ours" },
  },
  run: {
    examples: [
      "tieout run --out run",
      "tieout run --out run --prices prices.csv --gaps start-late",
      "tieout run --out run --market sp500 --from 2010-01-01 --engine ./engine.ts --replace",
    ],
    exits: { 0: "the run is written; nothing was judged", 1: "the engine broke" },
  },
  audit: {
    examples: [
      "tieout audit run",
      "tieout audit run --invariant exposure accounting/costs-conserved",
      "tieout audit theirs --layout layout.yaml --report out --format html --format json",
    ],
    exits: REPORT_EXITS,
  },
  layout: {
    examples: ["tieout layout theirs > layout.yaml"],
    exits: { 0: "a layout is proposed", 3: "no table was recognised" },
  },
  analyze: {
    examples: ["tieout analyze run --out charts", "tieout analyze run --out charts --format html --format svg"],
    exits: {
      0: "what the run has is drawn; nothing was judged",
      2: "usage, something of the run that cannot be read, or PNG files that were asked for and cannot be made",
    },
  },
  "two-pass": {
    examples: ["tieout two-pass --out audits", "tieout two-pass --out audits --profile sp500_weekly --replace"],
    exits: REPORT_EXITS,
  },
  compare: {
    examples: ["tieout compare audits/two-pass/baseline audits/two-pass/scaled", "tieout compare A B --format json"],
    exits: { 0: "compared; neither was judged", 3: "the two cannot be compared" },
  },
  "tune-regimes": {
    examples: ["tieout tune-regimes --market sp500 --stress 2008-09-01:2009-03-31 2020-02-20:2020-04-30"],
    exits: { 0: "thresholds were found", 3: "no candidate is steady enough" },
  },
  fuzz: {
    examples: [
      "tieout fuzz --engine ./engine.ts",
      'tieout fuzz --engine "python3 engine.py" --seconds 60 --seed 7',
      "tieout fuzz --shard 1/4 --part parts/1.json",
    ],
    exits: { ...REPORT_EXITS, 0: "everything that was examined holds; of a shard, nothing in it failed" },
  },
  merge: { examples: ["tieout merge parts/*.json --report out --format json"], exits: REPORT_EXITS },
  conform: {
    examples: ['tieout conform --engine "python3 engine.py"', "tieout conform --engine ./engine.ts --format json"],
    exits: { 0: "nothing is left to do", 1: "something is left to do" },
  },
  replay: {
    examples: [
      "tieout replay .tieout/counterexamples --engine ./engine.ts",
      "tieout replay FILE --emit-test tests/found.test.ts",
    ],
    exits: { 0: "all are FIXED", 1: "one is STILL FAILING", 3: "none still fails, and one is STALE" },
  },
  shrink: {
    examples: ["tieout shrink run --engine ./engine.ts", "tieout shrink scenario.json --invariant exposure --json"],
    exits: {
      0: "nothing fails",
      1: "something fails and was reduced",
      3: "the record fails and the engine no longer does, or nothing was judged",
    },
  },
  promote: {
    examples: ["tieout promote .tieout/counterexamples", "tieout promote FILE --to tests/counterexamples"],
    exits: { 0: "moved", 2: "usage, a stale one, or another file in its place; nothing was moved" },
  },
  "golden diff": {
    examples: ["tieout golden diff", "tieout golden diff CASE --unfold --format json"],
    exits: { 0: "every case is as accepted", 1: "something differs", 3: "a case has no accepted run" },
  },
  "golden accept": {
    examples: ["tieout golden accept --dry-run", "tieout golden accept CASE"],
    exits: {
      0: "accepted, or with --dry-run would be",
      1: "an invariant fails, and nothing was accepted",
      2: "usage, an empty run, or continuous integration; nothing was accepted",
    },
  },
  "golden check": {
    examples: ["tieout golden check"],
    exits: { 0: "the files are what was accepted", 1: "they are not", 3: "a case has no accepted run" },
  },
  "golden list": { examples: ["tieout golden list"], exits: { 0: "listed" } },
  trace: {
    examples: [
      "tieout trace",
      "tieout trace --project tsconfig.json --source scaleWeights --sink portfolioReturn#0",
      "tieout trace --rule determinism --entry runBacktest",
    ],
    exits: { 0: "proven under the assumptions listed", 1: "broken, with the line", 3: "something was not understood" },
  },
  selftest: {
    examples: ["tieout selftest", "tieout selftest --fault scalar-lag-zero", "tieout selftest --run run"],
    exits: {
      0: "every fault was noticed; with --run, always",
      3: "--cases are too few to say",
      4: "a fault went unnoticed, or a false alarm",
    },
  },
  catalog: {
    examples: ["tieout catalog", "tieout catalog exposure/leverage-identity"],
    exits: { 0: "listed" },
  },
  report: {
    examples: ["tieout report .tieout/report/report.json", "tieout report report.json --format html > report.html"],
    exits: { ...REPORT_EXITS, 4: "the report says that the harness cannot be trusted" },
  },
  verify: {
    examples: ["tieout verify attestation.json --public-key auditor.pem", "tieout verify attestation.json --unsigned"],
    exits: { 0: "all ties out", 1: "something changed", 3: "not everything could be checked" },
  },
  schema: { examples: ["tieout schema", "tieout schema report > report.schema.json"], exits: { 0: "printed" } },
  init: {
    examples: ["tieout init", 'tieout init --engine "python3 engine.py" --ci gitlab'],
    exits: { 0: "the files stand", 2: "usage, or other files stand in their place; nothing was written" },
  },
};

/** Options that every command has: help names them last. */
const COMMON: ReadonlySet<string | undefined> = new Set(["--config", "--quiet", "--no-color", "--help"]);

/** A command's own options in front of those that all have. */
export function ownOptionsFirst(options: readonly Option[]): Option[] {
  const own = options.filter(({ long }) => !COMMON.has(long));
  return [...own, ...options.filter(({ long }) => COMMON.has(long))];
}

/** Adds examples, exit codes and the way to the help to a command and those below it. */
export function explain(command: Command, above = ""): void {
  const name = `${above}${command.name()}`;
  command.showHelpAfterError(`(\`tieout ${name} --help\` has the options and examples)`);
  const shown = commandExamples[name];
  if (shown !== undefined) command.addHelpText("after", helpText(shown));
  for (const each of command.commands) explain(each, `${name} `);
}

function helpText({ examples, exits }: CommandExamples): string {
  const meanings = { ...exits, 2: exits[2] ?? "usage, config, or input that cannot be read" };
  const lines = Object.entries(meanings).map(([code, meaning]) => `  ${code}  ${meaning}`);
  return `\nExamples:\n${examples.map((line) => `  ${line}`).join("\n")}\n\nExit codes:\n${lines.join("\n")}`;
}
