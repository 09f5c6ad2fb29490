import { wayTo } from "../adapters/way.ts";
import { ENGINE_ANSWERS } from "../campaign/answer.ts";
import type { StoredReplay } from "../campaign/stored.ts";
import { evidenceOfReplay, replayStored } from "../campaign/stored.ts";
import type { Engine } from "../model/engine.ts";
import type { RunDirectoryError } from "../model/errors.ts";
import type { Settings } from "../model/settings.ts";
import type { Statement } from "../report/assemble.ts";
import type { EvidenceBook } from "../report/evidence-book.ts";
import { counted } from "../report/figures.ts";
import type { Invariant } from "../verify/invariant.ts";
import type { Shelf } from "./campaign-outcome.ts";
import type { Io, Progress } from "./io.ts";

/** Which stored counterexamples are run again, and by what. */
export interface StoredRequest {
  readonly engine: Engine;
  readonly settings: Settings;
  /** All invariants there are. */
  readonly invariants: readonly Invariant[];
  /** Those that the report is about; all of them unless given. */
  readonly selected?: readonly Invariant[];
  readonly io: Io;
  readonly progress: Progress;
}

/** What the stored counterexamples came to. */
export interface StoredOutcome {
  readonly replays: readonly StoredReplay[];
  /** Invariants that are stored about and that there are none of any more: what is stale is shown, never dropped. */
  readonly gone: readonly Statement[];
  readonly notExamined: readonly string[];
}

/** Says on stderr that a counterexample could not be stored: the report has it all the same. */
export function unstoredTeller(io: Io): (error: RunDirectoryError) => void {
  return (error) => io.err(`tieout: ${error.message}\n`);
}

/** Where a campaign's counterexamples go, after those that are stored were run again. */
export function shelfOf(settings: Settings, { replays }: StoredOutcome, io: Io, tableOf: Shelf["tableOf"]): Shelf {
  return { folder: settings.counterexamples, stored: replays, cwd: io.cwd, onUnstored: unstoredTeller(io), tableOf };
}

/** Runs the stored counterexamples again, those kept as regression tests among them, and books the evidence. */
export async function replayAllStored(request: StoredRequest, book: EvidenceBook): Promise<StoredOutcome> {
  const { engine, settings, invariants, selected = invariants, io, progress } = request;
  let leftOut = 0;
  const isLeftOut = (id: string) =>
    invariants.some((each) => each.id === id) && !selected.some((each) => each.id === id);
  const replays = await replayStored({
    engine,
    invariants,
    folders: [settings.counterexamples, settings.regressions],
    selects: (id) => {
      if (isLeftOut(id)) leftOut++;
      return !isLeftOut(id);
    },
    onFile: (file) => progress.show(() => `replaying ${wayTo(file, io.cwd)}`),
  });
  for (const stored of replays) {
    book.add(stored.counterexample.invariant, evidenceOfReplay(stored, wayTo(stored.file, io.cwd)));
  }
  const known = new Set([ENGINE_ANSWERS.id, ...invariants.map(({ id }) => id)]);
  const goneIds = new Set(replays.map(({ counterexample }) => counterexample.invariant).filter((id) => !known.has(id)));
  return {
    replays,
    gone: [...goneIds].map((id) => ({ id, title: "A counterexample is stored of it", severity: "error" })),
    notExamined:
      leftOut === 0 ? [] : [`${counted(leftOut, "stored counterexample")} of invariants that were not selected`],
  };
}
