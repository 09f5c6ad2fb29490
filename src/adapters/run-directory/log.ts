/** The log lines that audits read (CONTRACT.md §3). Anything may precede the tag; other lines are ignored. */

/** A figure as printed: its value in the artifact's unit, and the decimals that the print keeps in that unit. */
export interface PrintedFigure {
  readonly text: string;
  /** In the artifact's unit: `5.00%` is 0.05. NaN when the text is no number. */
  readonly value: number;
  /** Decimals of the artifact's unit that the print shows: `5.00%` shows 4. */
  readonly digits: number;
}

/** A line that an audit can hold against an artifact. */
export interface LogEvent {
  readonly tag: "RT" | "ExecSim" | "Allocator";
  readonly date: string;
  /** Figures by the name printed, e.g. `vol`, `gross_after`; `assets=13` among them. */
  readonly figures: ReadonlyMap<string, PrintedFigure>;
  /** Words that are no figures, e.g. `regime=CRISIS`. */
  readonly words: ReadonlyMap<string, string>;
  /** Line number in the log, from 1. */
  readonly line: number;
}

const EVENT = /\[(RT|ExecSim|Allocator)\] ([^\s:]+): (.*)$/;
const FIGURE = /^([+-]?(?:\d+(?:\.(\d+))?(?:e([+-]?\d+))?|nan|inf|infinity))(%|x)?$/i;

/** The events of a log, in its order. */
export function parseLog(lines: readonly string[]): LogEvent[] {
  const events: LogEvent[] = [];
  for (let i = 0; i < lines.length; i++) {
    const match = EVENT.exec(lines[i]!);
    if (match !== null) events.push(eventOf(match, i + 1));
  }
  return events;
}

function eventOf(match: RegExpExecArray, line: number): LogEvent {
  const figures = new Map<string, PrintedFigure>();
  const words = new Map<string, string>();
  for (const part of match[3]!.split(",")) {
    const equals = part.indexOf("=");
    if (equals < 0) continue;
    const name = part.slice(0, equals).trim();
    const text = part.slice(equals + 1).trim();
    const printed = printedFigure(text);
    if (printed === undefined) words.set(name, text);
    else figures.set(name, printed);
  }
  return { tag: match[1] as LogEvent["tag"], date: match[2]!, figures, words, line };
}

/** A printed figure such as `5.00%`, `4.00x` or `0.62`; undefined when the text is none. */
export function printedFigure(text: string): PrintedFigure | undefined {
  const match = FIGURE.exec(text);
  if (match === null) return undefined;
  const percent = match[4] === "%";
  const decimals = (match[2]?.length ?? 0) - Number(match[3] ?? 0);
  const value = Number(match[1]!.replace(/inf(inity)?/i, "Infinity").replace(/nan/i, "NaN"));
  return { text, value: percent ? value / 100 : value, digits: percent ? decimals + 2 : decimals };
}
