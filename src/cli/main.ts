#!/usr/bin/env node
import type { Io } from "./io.ts";
import { runCommandLine } from "./program.ts";

/** The only file that touches the process. */
const { env, stdout, stderr } = process;

const io: Io = {
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
  cwd: process.cwd(),
  color: stdout.isTTY === true && (env.NO_COLOR ?? "") === "",
  interactive: stderr.isTTY === true,
  ci: (env.CI ?? "") !== "" && env.CI !== "false",
  now: () => performance.now(),
};

// A reader that has seen enough (`tieout catalog | head`) is no error.
stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2), io);
