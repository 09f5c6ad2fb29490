import type { LogEvent, LogTag } from "../../adapters/run-directory/log.ts";
import { parseLog } from "../../adapters/run-directory/log.ts";
import type { Run } from "../../model/run.ts";
import { hash32, Random } from "../../numeric/random.ts";
import type { Corruption, Way } from "./corruption.ts";
import { pick } from "./corruption.ts";
import { overlaid } from "./overlay.ts";

const ARTIFACT = "run.log";

/** The events of one kind that a log has: `lines` is the whole log. */
interface Kind {
  readonly lines: readonly string[];
  readonly tag: LogTag;
  readonly events: readonly LogEvent[];
}

const dropLine = logWay("log-line-dropped", "A line of the log is gone.", function* (kind, random) {
  const event = kind.events[random.integer(kind.events.length)]!;
  yield [placeOf(event), kind.lines.toSpliced(event.line - 1, 1)];
});

const staleFigures = logWay(
  "log-figures-stale",
  "A log line repeats the figures of the line of its kind before it.",
  function* ({ lines, events }, random) {
    const textOf = ({ date, line }: LogEvent) => afterDate(lines[line - 1]!, date);
    const at = pick(events.length - 1, random, (each) => textOf(events[each]!) !== textOf(events[each + 1]!)) + 1;
    const event = events[at]!;
    if (at === 0) return;
    const line = lines[event.line - 1]!;
    const stale = line.slice(0, line.length - textOf(event).length) + textOf(events[at - 1]!);
    yield [placeOf(event), lines.with(event.line - 1, stale)];
  },
);

const staleDate = logWay(
  "log-date-stale",
  "A log line bears the date of the line of its kind before it.",
  function* ({ lines, tag, events }, random) {
    const at = pick(events.length - 1, random, (each) => events[each]!.date !== events[each + 1]!.date) + 1;
    if (at === 0) return;
    const { line, date } = events[at]!;
    const stale = lines[line - 1]!.replace(`[${tag}] ${date}:`, () => `[${tag}] ${events[at - 1]!.date}:`);
    yield [placeOf(events[at]!), lines.with(line - 1, stale)];
  },
);

const digit = logWay("log-digit", "The last digit of a figure in the log is another.", function* (kind, random) {
  const event = kind.events[random.integer(kind.events.length)]!;
  const line = kind.lines[event.line - 1]!;
  const start = line.length - afterDate(line, event.date).length;
  for (const match of line.slice(start).matchAll(/(\w+)=[+-]?[\d.]*(\d)(?=[%x]?\s*(?:,|$))/g)) {
    const at = start + match.index + match[0].length - 1;
    const changed = line.slice(0, at) + String((Number(match[2]) + 1) % 10) + line.slice(at + 1);
    yield [`${placeOf(event)}, ${match[1]}`, kind.lines.with(event.line - 1, changed)];
  }
});

const word = logWay("log-word", "A word in the log, such as the regime, is another.", function* (kind, random) {
  const event = kind.events[random.integer(kind.events.length)]!;
  const line = kind.lines[event.line - 1]!;
  const start = line.length - afterDate(line, event.date).length;
  for (const match of line.slice(start).matchAll(/(\w+)=([A-Z]+)(?=\s*(?:,|$))/g)) {
    const at = start + match.index + match[1]!.length + 1;
    const other = match[2] === "NORMAL" ? "CRISIS" : "NORMAL";
    const changed = line.slice(0, at) + other + line.slice(at + match[2]!.length);
    yield [`${placeOf(event)}, ${match[1]}`, kind.lines.with(event.line - 1, changed)];
  }
});

/** Log lines lost, stale and misprinted. */
export const logWays: readonly Way[] = [dropLine, staleFigures, staleDate, digit, word];

function logWay(
  id: string,
  story: string,
  edits: (kind: Kind, random: Random) => Iterable<readonly [place: string, lines: readonly string[]]>,
): Way {
  return {
    id,
    story,
    *of(run, seed): Iterable<Corruption> {
      for (const kind of kindsOf(run)) {
        for (const [place, log] of edits(kind, new Random(hash32(seed, id, kind.tag)))) {
          yield { artifact: ARTIFACT, place, apply: () => overlaid(run, { log }) };
        }
      }
    },
  };
}

function* kindsOf(run: Run): Iterable<Kind> {
  const lines = run.log() ?? [];
  const all = parseLog(lines);
  for (const tag of ["RT", "ExecSim", "Allocator"] as const) {
    const events = all.filter((event) => event.tag === tag);
    if (events.length > 0) yield { lines, tag, events };
  }
}

function placeOf({ tag, date, line }: LogEvent): string {
  return `line ${line}, [${tag}] ${date}`;
}

/** What a line prints after its date. */
function afterDate(line: string, date: string): string {
  const mark = `] ${date}: `;
  return line.slice(line.indexOf(mark) + mark.length);
}
