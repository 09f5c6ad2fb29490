import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/** An engine that records half of its turnover, as a module of a user's. */
export const ONE_WAY = `import { panel, referenceEngine } from "tieout";

const halved = (table) => panel(table.dates, table.columns, table.values.map((value, i) => (i % 2 === 0 ? value / 2 : value)));

export default {
  describe: async () => ({ ...(await referenceEngine.describe()), name: "one-way", version: "1" }),
  async run(scenario) {
    const run = await referenceEngine.run(scenario);
    return {
      info: run.info,
      table: (name) => (name === "turnover" ? halved(run.table(name)) : run.table(name)),
      regimes: () => run.regimes(),
      metrics: () => run.metrics(),
      log: () => run.log(),
      document: (name) => run.document(name),
      files: () => run.files(),
    };
  },
};
`;

/** The same engine without the fault. */
export const FIXED = 'import { referenceEngine } from "tieout";\nexport default referenceEngine;\n';

/** The reference in a process of its own, one JSON object a line. */
export const LINES = `import { createInterface } from "node:readline";
import { referenceEngine, parseScenario, TABLE_NAMES } from "tieout";

const rows = ({ columns, values }) => Array.from({ length: values.length / columns.length }, (_, t) =>
  [...values.subarray(t * columns.length, (t + 1) * columns.length)].map((value) => (Number.isNaN(value) ? null : value)));
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  const say = (answer) => process.stdout.write(JSON.stringify(answer) + "\\n");
  const { name, version, capabilities } = await referenceEngine.describe();
  if (message.type === "hello") say({ type: "hello", engine: { name, version }, capabilities });
  else {
    const run = await referenceEngine.run(parseScenario(message.scenario));
    const tables = {};
    for (const each of TABLE_NAMES) {
      const table = run.table(each);
      if (table !== undefined) tables[each] = { dates: table.dates, columns: table.columns, values: rows(table) };
    }
    say({ type: "run", id: message.id, run: { tables, metrics: run.metrics(), log: run.log() } });
  }
}
`;

/** Lays a project out in an empty folder: the built package and vitest are what it has installed. */
export function layOut(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(ROOT, join(folder, "node_modules", "tieout"));
  symlinkSync(join(ROOT, "node_modules", "vitest"), join(folder, "node_modules", "vitest"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

/** One test of a project's suite. */
export interface Tested {
  readonly title: string;
  readonly status: string;
  readonly message: string;
}

/** What a project's suite came to: the tests by file, and what a person would have read. */
export interface SuiteOutcome {
  readonly code: number;
  readonly text: string;
  of(file: string): readonly Tested[];
}

/** Runs a project's tests with vitest in a process of its own. */
export async function runSuite(folder: string): Promise<SuiteOutcome> {
  const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const args = [
    "run",
    "--root",
    folder,
    "--reporter=verbose",
    "--reporter=json",
    "--outputFile.json=out.json",
    "--no-file-parallelism",
    "--no-isolate",
  ];
  const { PATH, HOME } = process.env; // nothing of the suite that runs this one
  const child = spawn(process.execPath, [vitest, ...args], { cwd: folder, env: { PATH, HOME, NO_COLOR: "1" } });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      text += chunk;
    });
  }
  const code = await new Promise<number>((done) => child.on("close", (status) => done(status ?? -1)));
  const { testResults } = JSON.parse(readFileSync(join(folder, "out.json"), "utf8"));
  return {
    code,
    text,
    of: (file) =>
      testResults
        .filter(({ name }: { name: string }) => name.endsWith(`/${file}`))
        .flatMap(({ assertionResults }: { assertionResults: readonly Record<string, unknown>[] }) => assertionResults)
        .map((each: { title: string; status: string; failureMessages: readonly string[] }) => ({
          title: each.title,
          status: each.status,
          message: each.failureMessages.join("\n"),
        })),
  };
}
