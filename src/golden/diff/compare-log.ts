import type { Part } from "../pipeline.ts";
import { matchKeys, stretches } from "./keys.ts";
import type { PartDiff } from "./part-diff.ts";
import { PartChanges } from "./part-diff.ts";

/** A line that audits read: what precedes the tag, a clock perhaps, is not compared (CONTRACT.md §3). */
const EVENT = /\[(?:RT|ExecSim|Allocator)\] (\d{4}-\d{2}-\d{2})/;

/** How much of a line a message repeats. */
const SHOWN = 120;

interface Line {
  readonly text: string;
  /** What the line is about: tag and date, or its words without the figures. */
  readonly key: string;
  readonly date: string | null;
}

/**
 * Compares two logs line by line, by what a line is about and never by its number, so that one line more is one
 * finding. A line about the same that says something else is changed.
 */
export function compareLogs(
  part: Part,
  golden: readonly string[] | undefined,
  actual: readonly string[] | undefined,
): PartDiff {
  const found = new PartChanges(part);
  if (golden === undefined || actual === undefined) {
    const kind = actual === undefined ? "removed" : "added";
    found.present(kind, "table", { message: kind === "removed" ? "the log has vanished" : "the log is new" });
    return { part, changes: found.changes, compared: 0, rounded: 0, headroom: [] };
  }
  const [before, now] = [golden.map(lineOf), actual.map(lineOf)];
  const { matched, removed, added, moved } = matchKeys(keysOf(before), keysOf(now));
  const changed = Array.from(matched.keys()).filter((i) => {
    return matched[i]! >= 0 && before[i]!.text !== now[matched[i]!]!.text;
  });
  for (const i of changed) {
    const [was, is] = [before[i]!, now[matched[i]!]!];
    const message = `line ${i + 1} of the log says something else`;
    found.changed({ what: "line", date: was.date, message }, was.text, is.text);
  }
  tellLines(found, "removed", before, removed);
  tellLines(found, "added", now, added);
  if (moved !== undefined) {
    const [was, is] = [before[moved.golden]!, now[moved.actual]!];
    found.moved("line", { date: was.date }, "line", shown(was.text), shown(is.text));
  }
  const compared = golden.length - removed.length;
  return { part, changes: found.changes, compared, rounded: changed.length, headroom: [] };
}

function lineOf(text: string): Line {
  const event = EVENT.exec(text);
  if (event === null) return { text, key: text.replace(/[-+]?\d[\d.,:e+-]*/g, "#"), date: null };
  return { text: text.slice(event.index), key: event[0], date: event[1]! };
}

function keysOf(lines: readonly Line[]): readonly string[] {
  return lines.map(({ key }) => key);
}

function tellLines(
  found: PartChanges,
  kind: "added" | "removed",
  lines: readonly Line[],
  places: readonly number[],
): void {
  for (const { from, to } of stretches(places)) {
    const { date, text } = lines[from]!;
    const rows = to - from + 1;
    const which = rows === 1 ? `line ${from + 1} of the log` : `lines ${from + 1} to ${to + 1} of the log`;
    const verb =
      kind === "removed" ? (rows === 1 ? "has vanished" : "have vanished") : rows === 1 ? "is new" : "are new";
    const message = `${which} ${verb}: ${shown(text)}${rows === 1 ? "" : " …"}`;
    found.present(kind, "line", { date, ...(rows === 1 ? {} : { rows }), message });
  }
}

function shown(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}
