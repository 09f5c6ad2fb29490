import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { engineExportOf } from "../adapters/module-engine.ts";
import { isCommand } from "../adapters/process/command-engine.ts";
import { commandText, commandWords } from "../adapters/process/command-words.ts";
import { writeAside } from "../adapters/write-aside.ts";
import { ENGINE_ANSWERS } from "../campaign/answer.ts";
import { counterexampleText } from "../campaign/store.ts";
import { invariantsOfModule } from "../declared/invariant-module.ts";
import type { Counterexample } from "../model/counterexample.ts";
import { ConfigError } from "../model/errors.ts";
import type { Settings } from "../model/settings.ts";

/** A counterexample that becomes a test, and its worked table, the test's comment. */
export interface TestCase {
  readonly counterexample: Counterexample;
  readonly table: string;
}

/** What a test file is written from. */
export interface TestRequest {
  /** The file to write; nothing of another content is overwritten. */
  readonly file: string;
  readonly cwd: string;
  /** How the engine is named: as `--engine` takes it. */
  readonly engine: string;
  readonly settings: Settings;
  /** Ids that the catalog itself has. */
  readonly ours: ReadonlySet<string>;
  readonly cases: readonly TestCase[];
}

/** Writes a vitest file that fails while a counterexample's failure is there and passes once it is fixed. */
export async function emitTest(request: TestRequest): Promise<void> {
  const text = await testFile(request);
  const { file } = request;
  if (existsSync(file) && readFileSync(file, "utf8") !== text) {
    throw new ConfigError({ what: "the file is there already, and --emit-test overwrites nothing", where: file });
  }
  writeAside(file, text);
}

async function testFile(request: TestRequest): Promise<string> {
  const engine = await engineLines(request);
  const own = await ownInvariants(request);
  const options = optionsText(request, own.names);
  const vitest = engine.imports.some((line) => line.includes("openEngine")) ? "afterAll, test" : "test";
  const imports = [`import { ${vitest} } from "vitest";`, 'import { replayCounterexample } from "tieout/vitest";'];
  if (own.names.length > 0) imports.push('import { catalog } from "tieout/catalog";');
  return `${[
    "// Written by `tieout replay --emit-test`: fails while the bug is there, and passes once it is fixed.",
    ...imports,
    ...engine.imports,
    ...own.imports,
    ...(engine.setup.length === 0 ? [] : ["", ...engine.setup]),
    ...request.cases.map((each) => testText(each, engine.name, options)),
  ].join("\n")}\n`;
}

function testText({ counterexample, table }: TestCase, engine: string, options: string): string {
  const { invariant, found } = counterexample;
  const comment = table.split("\n").map((line) => `// ${line}`.trimEnd());
  const title = JSON.stringify(`${invariant} holds on what seed ${found.seed}, case ${found.case} was reduced to`);
  const document = counterexampleText(counterexample).trimEnd().replaceAll("\n", "\n    ");
  return `\n${comment.join("\n")}\ntest(${title}, async () => {\n  await replayCounterexample(\n    ${document},\n    ${engine},${options}\n  );\n});`;
}

interface EngineLines {
  readonly imports: readonly string[];
  readonly setup: readonly string[];
  readonly name: string;
}

async function engineLines({ engine, file, cwd }: TestRequest): Promise<EngineLines> {
  if (engine === "reference")
    return { imports: ['import { referenceEngine } from "tieout";'], setup: [], name: "referenceEngine" };
  if (engine.startsWith("fault:")) {
    throw new ConfigError({
      what: "a seeded fault is no engine that a test can import",
      where: "--engine",
      actual: engine,
      hint: "name your engine: a module's file or a command",
    });
  }
  if (isCommand(engine, cwd)) return commandLines(engine, file, cwd);
  const path = resolve(cwd, engine);
  const exported = await engineExportOf(path);
  const imported = exported === "default" ? "engine" : "{ engine }";
  return { imports: [`import ${imported} from ${JSON.stringify(specifier(file, path))};`], setup: [], name: "engine" };
}

function commandLines(engine: string, file: string, cwd: string): EngineLines {
  const words = existsSync(resolve(cwd, engine)) ? [resolve(cwd, engine)] : commandWords(engine);
  const base = resolve(cwd);
  const inBase = (word: string) =>
    isAbsolute(word) && word.startsWith(base + sep) ? `./${relative(base, word)}` : word;
  const command = JSON.stringify(commandText(words.map(inBase)));
  const from = JSON.stringify(`${specifier(file, base)}/`);
  return {
    imports: ['import { fileURLToPath } from "node:url";', 'import { openEngine } from "tieout";'],
    setup: [
      `const engine = await openEngine(${command}, { cwd: fileURLToPath(new URL(${from}, import.meta.url)) });`,
      "afterAll(() => engine.close?.());",
    ],
    name: "engine",
  };
}

/** The user's own invariants that the counterexamples are about, by the modules that the config names. */
async function ownInvariants({ cases, ours, settings, file }: TestRequest) {
  const wanted = new Set(cases.map(({ counterexample }) => counterexample.invariant));
  const foreign = [...wanted].filter((id) => id !== ENGINE_ANSWERS.id && !ours.has(id));
  const modules = settings.invariants.filter((entry) => typeof entry === "string");
  const imports: string[] = [];
  const names: string[] = [];
  for (const module of modules) {
    const ids = (await invariantsOfModule(module)).map(({ id }) => id);
    if (!foreign.some((id) => ids.includes(id))) continue;
    names.push(`own${names.length + 1}`);
    imports.push(`import ${names.at(-1)} from ${JSON.stringify(specifier(file, module))};`);
    for (const id of ids) wanted.delete(id);
  }
  const left = foreign.find((id) => wanted.has(id));
  if (left === undefined) return { imports, names };
  throw new ConfigError({
    what: "the invariant is declared in the config, and a test cannot import it from there",
    where: "--emit-test",
    actual: left,
    hint: "put it into a module of its own, and name that in the config",
  });
}

/** What the config grants, as far as it bears on these invariants. */
function optionsText({ settings, cases }: TestRequest, names: readonly string[]): string {
  const { tolerances } = settings;
  const ids = cases.map(({ counterexample }) => counterexample.invariant);
  const waivers = settings.waivers.filter(({ id }) => ids.includes(id));
  const isDefault = tolerances.profile === "default" && Object.keys(tolerances.tables).length === 0;
  const parts = [
    ...(names.length === 0 ? [] : [`invariants: [...catalog, ${names.join(", ")}].flat()`]),
    ...(isDefault ? [] : [`tolerances: ${JSON.stringify(tolerances)}`]),
    ...(waivers.length === 0 ? [] : [`waivers: ${JSON.stringify(waivers)}`]),
  ];
  return parts.length === 0 ? "" : `\n    { ${parts.join(", ")} },`;
}

/** How a file imports a path: relative, with forward slashes. */
function specifier(file: string, path: string): string {
  const text = relative(dirname(resolve(file)), path)
    .split(sep)
    .join("/");
  return text.startsWith(".") ? text : `./${text}`;
}
