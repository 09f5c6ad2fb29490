import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Io } from "../../src/cli/io.ts";
import { runCommandLine } from "../../src/cli/program.ts";

/** A scenario to work by hand: two assets over three days, held at a gross of 1.25. */
export const SCENARIO = {
  schema: "tieout.scenario/1",
  market: {
    dates: ["2024-01-02", "2024-01-03", "2024-01-04"],
    assets: ["ZT", "ES"],
    returns: [
      [0, 0],
      [0.01, -0.02],
      [-0.005, 0.01],
    ],
  },
  config: {
    sleeves: [{ name: "core", budget: 1, strategy: { kind: "equal-weight" } }],
    rebalance: "day",
    exposure: { kind: "fixed", multiplier: 1.25 },
  },
};

/** What a command line printed and answered. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process, as `main.ts` would, in a directory. */
export async function tieout(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  return tieoutWith({ cwd }, ...args);
}

/** The same with another outside: a terminal, a CI environment. */
export async function tieoutWith(
  io: Partial<Io> & { readonly cwd: string },
  ...args: readonly string[]
): Promise<Outcome> {
  let out = "";
  let err = "";
  let clock = 0;
  const recorder: Io = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    color: false,
    interactive: false,
    ci: false,
    now: () => {
      clock += 150;
      return clock;
    },
    today: () => "2026-11-20",
    ...io,
  };
  const code = await runCommandLine(args, recorder);
  return { code, out, err };
}

/** A temporary folder, removed afterwards. */
export async function inTemporaryFolder<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "tieout-"));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
