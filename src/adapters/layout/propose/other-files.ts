import { parseLog } from "../../run-directory/log.ts";
import type { Draft } from "./draft.ts";
import { jsonObject, opened } from "./files.ts";
import { bare, METRIC_NAMES } from "./tables.ts";

/** A JSON file is taken for the figures where it has one of their names. */
export function lookAtJson(draft: Draft, directory: string, file: string): void {
  const figures = opened(directory, file, (each) => jsonObject(each.whole()));
  const names = Object.entries(METRIC_NAMES).flatMap(([ours, theirs]) => {
    const found = Object.keys(figures ?? {}).find((name) => [bare(ours), ...theirs].includes(bare(name)));
    return found === undefined ? [] : [[ours, found] as const];
  });
  if (names.length === 0 || draft.others.metrics !== undefined) {
    draft.notes.push(`${file}: left aside: no figures that are known`);
    return;
  }
  const renamed = names.filter(([ours, theirs]) => ours !== theirs);
  const mapping = renamed.length === 0 ? {} : { names: Object.fromEntries(renamed) };
  draft.others = { ...draft.others, metrics: { file, ...mapping } };
}

/** The first log is taken; patterns for its lines are nothing to be guessed. */
export function lookAtLog(draft: Draft, directory: string, file: string): void {
  if (draft.others.log !== undefined) {
    draft.notes.push(`${file}: left aside: ${draft.others.log.file} is the log already`);
    return;
  }
  const head = opened(directory, file, (each) => each.bytes(0, Math.min(each.size, 1 << 16)));
  const events = parseLog(Buffer.from(head).toString("utf8").split(/\r?\n/));
  draft.others = { ...draft.others, log: { file, lines: [] } };
  if (events.length > 0) return;
  draft.notes.push(
    `${file}: no [RT], [ExecSim] or [Allocator] lines; name a pattern for its lines under log.lines (docs/LAYOUTS.md)`,
  );
}
