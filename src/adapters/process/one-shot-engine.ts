import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Capabilities, Engine, EngineDescription } from "../../model/engine.ts";
import { EngineError, RunDirectoryError } from "../../model/errors.ts";
import type { Layout } from "../../model/layout.ts";
import type { Run } from "../../model/run.ts";
import type { Scenario } from "../../model/scenario.ts";
import { NO_LAYOUT } from "../layout/load.ts";
import { EngineAnswerError, infoOf } from "../plain-run.ts";
import { readRun } from "../run-directory/read.ts";
import { EngineProcess } from "./engine-process.ts";
import { EngineFailure } from "./failures.ts";
import { endingOf } from "./lifetime.ts";
import type { ProcessOptions } from "./process-engine.ts";
import { DEFAULT_TIMEOUT } from "./process-engine.ts";
import { engineFolder } from "./process-groups.ts";
import { scenarioText } from "./protocol.ts";

/** What a one-shot command must say twice: where the scenario lies, and where the run directory is to go. */
const SCENARIO = "{scenario}";
const OUT = "{out}";

/** The exit code by which a one-shot command refuses a scenario. */
const REFUSED = 2;

/** Whether a command is one that is started anew for each scenario. */
export function isOneShot(words: readonly string[]): boolean {
  return words.some((word) => word.includes(SCENARIO) || word.includes(OUT));
}

/** How to start a one-shot engine, and what it is taken to be able to do, because it cannot say. */
export interface OneShotCommand {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly capabilities: Capabilities;
  /** How the folder that it writes is read; by file name unless it says otherwise. */
  readonly layout?: Layout;
}

/**
 * An engine as a command that is started for each scenario: `{scenario}` in it becomes a file, `{out}` a folder that
 * does not exist yet and that the command writes as a run directory. Exit code 0 is an answer, 2 a refusal for the
 * reason on the last line of stderr; anything else is a crash.
 */
export class OneShotEngine implements Engine {
  /** What came over a pipe or from files is nobody else's. */
  readonly runsAreFinal = true;
  readonly #command: OneShotCommand;
  readonly #options: ProcessOptions;

  constructor(command: OneShotCommand, options: ProcessOptions = {}) {
    this.#command = command;
    this.#options = options;
  }

  async describe(): Promise<EngineDescription> {
    return { ...this.#identity, capabilities: this.#command.capabilities };
  }

  async run(scenario: Scenario, signal?: AbortSignal): Promise<Run> {
    signal?.throwIfAborted();
    const folder = await engineFolder();
    try {
      const input = join(folder, "scenario.json");
      const out = join(folder, "run");
      writeFileSync(input, `${scenarioText(scenario)}\n`);
      await this.#execute(input, out, signal);
      const run = recordedRun(out, this.#layoutFor(scenario));
      const info = infoOf(this.#identity, scenario.config, scenario.market.assets);
      const { assumptions, notExamined } = run.info;
      const told = { assumptions: [...info.assumptions, ...assumptions], ...(notExamined && { notExamined }) };
      return { ...run, info: { ...info, ...told } };
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof EngineFailure) this.#options.onFailure?.(error);
      throw error;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** The command without folders, which differ from machine to machine. */
  get #identity() {
    const name = this.#command.words.map((word) => word.replace(/^.*[/\\](?=[^/\\])/, "")).join(" ");
    return { name, version: "0" };
  }

  /** The layout, in which nothing about the scenario has to be taken for granted. */
  #layoutFor({ config: { conventions }, market: { assets } }: Scenario): Layout {
    return { ...(this.#command.layout ?? NO_LAYOUT), conventions, universe: [...assets] };
  }

  async #execute(scenario: string, out: string, signal: AbortSignal | undefined): Promise<void> {
    const words = this.#command.words.map((word) => word.replaceAll(SCENARIO, scenario).replaceAll(OUT, out));
    const { timeout = DEFAULT_TIMEOUT } = this.#options;
    const engine = await EngineProcess.start({ words, cwd: this.#command.cwd, mute: true });
    const abandon = () => void engine.kill();
    signal?.addEventListener("abort", abandon);
    const ending = await engine.next(timeout * 1000);
    signal?.removeEventListener("abort", abandon);
    if (ending.kind === "ended" && ending.code === 0) return;
    await engine.kill();
    const { lastLines } = engine;
    if (ending.kind === "ended" && ending.code === REFUSED) {
      throw new EngineError("rejected", { what: lastLines.at(-1) ?? "it does not say why" });
    }
    throw Object.assign(endingOf(ending, lastLines, timeout, "write a run directory"), { lastLines });
  }
}

/** The run that a command left; whatever cannot be read of it is its own mistake. */
function recordedRun(directory: string, layout: Layout): Run {
  if (!existsSync(directory)) {
    throw new EngineAnswerError({
      what: "the engine wrote no run directory",
      expected: `a folder at the path that stands for ${OUT}`,
      actual: "nothing there",
    });
  }
  try {
    return readRun(directory, layout);
  } catch (error) {
    if (!(error instanceof RunDirectoryError)) throw error;
    const where = error.details.where?.replace(directory, "").replace(/^[/\\]/, "");
    throw new EngineAnswerError({ ...error.details, ...(where === undefined ? {} : { where }) });
  }
}
