#!/usr/bin/env node
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { abandonEngines, livingGroups } from "../adapters/process/process-groups.ts";
import { withoutCommands } from "../report/github/workflow-command.ts";
import type { GitHubStep, Io } from "./io.ts";
import { runCommandLine } from "./program.ts";

/** The only file that touches the process. */
const { env, stdout, stderr } = process;

const quit = () => process.exit(130);
/** What an interrupt does; work that can end in good order takes its place once. */
let interrupt: () => void = quit;

const inGitHub = env.GITHUB_ACTIONS === "true";
const github: GitHubStep = {
  command: (line) => err(`${line}\n`),
  ...(env.GITHUB_STEP_SUMMARY ? { summaryFile: env.GITHUB_STEP_SUMMARY } : {}),
};
const repository = inGitHub ? env.GITHUB_WORKSPACE : env.GITLAB_CI === "true" ? env.CI_PROJECT_DIR : undefined;

/** Streams whose reader has gone. */
const deaf = new Set<NodeJS.WriteStream>();

/** Writes unless nobody reads any more: `tieout check | head` sees enough early, and its exit code is the verdict's. */
const sayOn = (stream: NodeJS.WriteStream) => (text: string) => {
  if (!deaf.has(stream)) stream.write(text);
};
const out = sayOn(stdout);
const err = sayOn(stderr);

for (const stream of [stdout, stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    deaf.add(stream);
  });
}

const io: Io = {
  out,
  err: (text) => err(inGitHub ? withoutCommands(text) : text),
  ...(inGitHub ? { github } : {}),
  ...(repository ? { repository } : {}),
  cwd: process.cwd(),
  color: stdout.isTTY === true && (env.NO_COLOR ?? "") === "",
  interactive: stderr.isTTY === true,
  get columns() {
    return stderr.columns;
  },
  ci: (env.CI ?? "") !== "" && env.CI !== "false",
  now: () => performance.now(),
  today: () => new Date().toISOString().slice(0, 10),
  spawn: (args, environment) =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...args], {
        env: { ...env, GITHUB_ACTIONS: "", ...environment },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let said = "";
      child.stderr.on("data", (chunk) => {
        said += chunk;
      });
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? -1, err: said }));
    }),
  workerModule: fileURLToPath(new URL("./campaign-worker.js", import.meta.url)),
  auditModule: fileURLToPath(new URL("./audit-worker.js", import.meta.url)),
  async untilInterrupted(work) {
    const controller = new AbortController();
    interrupt = () => {
      interrupt = quit;
      controller.abort();
    };
    try {
      return await work(controller.signal);
    } finally {
      interrupt = quit;
    }
  },
};

// Engines run in process groups of their own, which a terminal's Ctrl-C does not reach: none of them outlives this.
livingGroups();
process.on("exit", abandonEngines);
process.on("SIGINT", () => interrupt());
for (const [signal, code] of [
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const) {
  process.on(signal, () => process.exit(code));
}

process.exitCode = await runCommandLine(process.argv.slice(2), io);
