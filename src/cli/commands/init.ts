import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Option } from "commander";
import { isCommand } from "../../adapters/process/command-engine.ts";
import { writeAside } from "../../adapters/write-aside.ts";
import { ConfigError } from "../../model/errors.ts";
import { EXIT_CODES } from "../../model/report.ts";
import type { CommonOptions, Context, Register } from "../command.ts";
import { ENGINE_HELP, engineNamed } from "../compose.ts";
import { CONFIG_NAMES } from "../settings.ts";
import { starterConfig } from "../starter/config.ts";
import type { Service } from "../starter/workflow.ts";
import { PIPELINE_FILES, pipeline, SERVICES } from "../starter/workflow.ts";

interface InitOptions extends Pick<CommonOptions, "color" | "quiet"> {
  readonly engine: string;
  readonly ci: Service | "none";
}

/** A file to be written. */
interface Planned {
  readonly path: string;
  readonly text: string;
}

/** `tieout init`: a config and a pipeline to begin with. */
export const registerInit: Register = (program, context) => {
  program
    .command("init")
    .summary("a starter config and CI workflow")
    .description(
      "Writes tieout.config.ts and a pipeline that runs `tieout check` into the working directory, and says what to do next. Writes both or nothing; overwrites nothing.",
    )
    .option("--engine <name|file|command>", ENGINE_HELP, "reference")
    .addOption(new Option("--ci <service>", "whose pipeline to write").choices([...SERVICES, "none"]).default("github"))
    .option("--quiet", "say nothing")
    .option("--no-color", "no colour, as NO_COLOR in the environment")
    .action((options: InitOptions) => init(options, context));
};

async function init(options: InitOptions, context: Context): Promise<void> {
  const { io } = context;
  await checkEngine(options.engine, context);
  const has = (file: string) => existsSync(join(io.cwd, file));
  const config = starterConfig({
    engine: options.engine,
    ...(has("tsconfig.json") ? { project: "tsconfig.json" } : {}),
  });
  const planned: Planned[] = [{ path: configPath(io.cwd, config), text: config }];
  if (options.ci !== "none") {
    const gate = { engine: options.engine, locked: has("package-lock.json") };
    planned.push({ path: PIPELINE_FILES[options.ci], text: pipeline(options.ci, gate) });
  }
  const missing = planned.filter((each) => !stands(each, io.cwd));
  for (const { path, text } of missing) {
    writeAside(join(io.cwd, path), text, path);
  }
  if (options.quiet !== true) {
    for (const each of planned) io.out(`${missing.includes(each) ? "wrote" : "stands"}  ${each.path}\n`);
    io.out(nextSteps(options.engine, io.cwd));
  }
  context.exitCode = EXIT_CODES.pass;
}

/** A module has to load and a built-in name to exist; a command is left to `tieout conform`. */
async function checkEngine(engine: string, { io, engines }: Context): Promise<void> {
  if (!isCommand(engine, io.cwd)) engines.push(await engineNamed(engine, io.cwd));
}

/** The config's place; a ConfigError where the folder has a config under any of its names. */
function configPath(cwd: string, text: string): string {
  const [preferred] = CONFIG_NAMES;
  const other = CONFIG_NAMES.find((name) => existsSync(join(cwd, name)));
  if (other === undefined || (other === preferred && readFileSync(join(cwd, other), "utf8") === text)) return preferred;
  throw stopped(other);
}

/** Whether the very file stands already; a ConfigError where another stands in its place. */
function stands({ path, text }: Planned, cwd: string): boolean {
  const place = join(cwd, path);
  if (!existsSync(place)) return false;
  if (statSync(place).isFile() && readFileSync(place, "utf8") === text) return true;
  throw stopped(path);
}

function stopped(file: string): ConfigError {
  return new ConfigError({
    what: "there is such a file already",
    where: file,
    expected: "no file, or the very same",
    hint: "nothing was written; move it away, or leave the pipeline out with --ci none",
  });
}

function nextSteps(engine: string, cwd: string): string {
  const steps = [
    ...(isCommand(engine, cwd) ? ["npx tieout conform    what the engine still has to do"] : []),
    "npx tieout check      the gate, as the pipeline will run it",
    "keep .tieout/ out of version control: it holds reports and counterexamples",
  ];
  return `next:\n${steps.map((step) => `  ${step}\n`).join("")}`;
}
