import { readdirSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kill, pid, platform } from "node:process";
import { getEnvironmentData, setEnvironmentData } from "node:worker_threads";

/**
 * The process groups that engines run in. Each engine leads a group of its own, so that what it starts ends with it;
 * a terminal's Ctrl-C does not reach such a group, and `main.ts` therefore ends them all. The list lies in memory that
 * worker threads share, because an engine that a worker started must end too.
 */

const PLACES = 1024;
const SHARED = "tieout: process groups of engines";
const FOLDER = `tieout-engine-${pid}-`;

/** Whether a child can lead a group that is ended as one. */
export const GROUPS = platform !== "win32";

/** Makes the list; called by the main thread before any worker starts, so that all of them share it. */
export function livingGroups(): Int32Array {
  const shared = getEnvironmentData(SHARED);
  if (shared instanceof SharedArrayBuffer) return new Int32Array(shared);
  const memory = new SharedArrayBuffer(PLACES * Int32Array.BYTES_PER_ELEMENT);
  setEnvironmentData(SHARED, memory);
  return new Int32Array(memory);
}

/** Notes that a group lives; the answer takes it off the list. */
export function enlist(leader: number): () => void {
  const groups = livingGroups();
  for (let place = 0; place < groups.length; place++) {
    if (Atomics.compareExchange(groups, place, 0, leader) === 0) return () => Atomics.store(groups, place, 0);
  }
  return () => 0; // more engines at once than places: the last ones end by themselves, when their stdin does
}

/** Ends a group at once: its leader and whatever that started. */
export function endGroup(leader: number): void {
  try {
    kill(GROUPS ? -leader : leader, "SIGKILL");
  } catch {
    // it has ended already
  }
}

/** Ends every group that lives and removes the folders that engines were given; for the end of the whole program. */
export function abandonEngines(): void {
  for (const leader of livingGroups()) if (leader > 0) endGroup(leader);
  for (const name of readdirSync(tmpdir())) {
    if (name.startsWith(FOLDER)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** A new folder for an engine to work in; {@link abandonEngines} removes those that are left. */
export function engineFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), FOLDER));
}
