/** The log lines that audits read (CONTRACT.md §3). Anything may precede the tag; other lines are ignored. */

export type LogTag = "RT" | "ExecSim" | "Allocator";

/** A figure as printed: its value in the artifact's unit, and the decimals that the print keeps in that unit. */
export interface PrintedFigure {
  readonly text: string;
  /** In the artifact's unit: `5.00%` is 0.05. NaN when the text says so. */
  readonly value: number;
  /** Decimals of the artifact's unit that the print shows: `5.00%` shows 4. */
  readonly digits: number;
}

/** A line that an audit can hold against an artifact. What it prints is read when it is asked for. */
export class LogEvent {
  readonly tag: LogTag;
  readonly date: string;
  /** Line number in the log, from 1. */
  readonly line: number;
  readonly #text: string;
  readonly #from: number;

  /** `text` is the whole line, `from` where its list `name=value, name=value` begins. */
  constructor(tag: LogTag, date: string, line: number, text: string, from: number) {
    this.tag = tag;
    this.date = date;
    this.line = line;
    this.#text = text;
    this.#from = from;
  }

  /** The figure printed under a name, e.g. `vol`, `gross_after` or `assets`; undefined when there is none. */
  figure(name: string): PrintedFigure | undefined {
    const from = this.#valueOf(name);
    return from < 0 ? undefined : figureAt(this.#text, from);
  }

  /** The word printed under a name that is no figure, e.g. `CRISIS` under `regime`. */
  word(name: string): string | undefined {
    const from = this.#valueOf(name);
    if (from < 0) return undefined;
    const text = this.#text.slice(from, endOfValue(this.#text, from)).trim();
    return BEGINS_FIGURE.test(text) && printedFigure(text) !== undefined ? undefined : text;
  }

  /** Where the value of a name begins; −1 when the line does not print it. */
  #valueOf(name: string): number {
    const text = this.#text;
    for (let at = text.indexOf(name, this.#from); at >= 0; at = text.indexOf(name, at + 1)) {
      const before = at === this.#from ? COMMA : text.charCodeAt(at - 1);
      const value = at + name.length;
      if ((before === COMMA || before === SPACE) && text.charCodeAt(value) === EQUALS) return value + 1;
    }
    return -1;
  }
}

const SPACE = 32;
const COMMA = 44;
const COLON = 58;
const EQUALS = 61;
const TAGS: readonly LogTag[] = ["RT", "ExecSim", "Allocator"];
const MARKS: readonly string[] = TAGS.map((tag) => `[${tag}] `);
const BRACKET = 91;

/** The events of a log, in its order. */
export function parseLog(lines: readonly string[]): LogEvent[] {
  const events: LogEvent[] = [];
  for (let i = 0; i < lines.length; i++) {
    const event = eventOf(lines[i]!, i + 1);
    if (event !== undefined) events.push(event);
  }
  return events;
}

/** The first `[Tag] date: …` of a line. */
function eventOf(text: string, line: number): LogEvent | undefined {
  const first = text.charCodeAt(0) === BRACKET ? 0 : text.indexOf("[");
  for (let at = first; at >= 0; at = text.indexOf("[", at + 1)) {
    const kind = kindOf(text.charCodeAt(at + 1));
    if (kind < 0 || !continues(text, at + 2, MARKS[kind]!, 2)) continue;
    const from = at + MARKS[kind]!.length;
    const end = endOfWord(text, from);
    if (end === from || text.charCodeAt(end) !== COLON || text.charCodeAt(end + 1) !== SPACE) continue;
    return new LogEvent(TAGS[kind]!, text.slice(from, end), line, text, end + 2);
  }
  return undefined;
}

/** Which tag begins with a letter; no two do, so one look tells which mark to compare. */
function kindOf(initial: number): number {
  return initial === 82 ? 0 : initial === 69 ? 1 : initial === 65 ? 2 : -1;
}

/** Whether a text goes on with the rest of a mark: a look at each letter costs less than a call for so few. */
function continues(text: string, at: number, mark: string, from: number): boolean {
  for (let i = from; i < mark.length; i++) if (text.charCodeAt(at + i - from) !== mark.charCodeAt(i)) return false;
  return true;
}

function endOfWord(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code > SPACE && code !== COLON; code = text.charCodeAt(at)) at++;
  return at;
}

/** Few words begin like a figure, so most need not be read as one. */
const BEGINS_FIGURE = /^(?:[-+\d]|nan|inf)/i;
const FIGURE = /^([+-]?(?:\d+(?:\.(\d+))?(?:e([+-]?\d+))?|nan|inf|infinity))(%|x)?$/i;
const POWERS_OF_TEN = Float64Array.from({ length: 16 }, (_, k) => 10 ** k);
const PERCENT = 37;
const MINUS = 45;
const POINT = 46;
const TIMES = 120;

/** A printed figure such as `5.00%`, `4.00x` or `0.62`; undefined when the text is none. */
export function printedFigure(text: string): PrintedFigure | undefined {
  const match = FIGURE.exec(text);
  if (match === null) return undefined;
  const percent = match[4] === "%";
  const decimals = (match[2]?.length ?? 0) - Number(match[3] ?? 0);
  const value = Number(match[1]!.replace(/inf(inity)?/i, "Infinity").replace(/nan/i, "NaN"));
  return { text, value: percent ? value / 100 : value, digits: percent ? decimals + 2 : decimals };
}

/**
 * The same for a part of a line. Up to 15 digits are an exact integer, and its quotient by an exact power of ten is
 * rounded once, so the value is that of `Number`; any other spelling is left to {@link printedFigure}.
 */
function figureAt(line: string, from: number): PrintedFigure | undefined {
  let at = from;
  const negative = line.charCodeAt(at) === MINUS;
  if (negative) at++;
  const first = at;
  let integer = 0;
  let point = -1;
  let code = at < line.length ? line.charCodeAt(at) : COMMA;
  while ((code >= 48 && code <= 57) || (code === POINT && point < 0)) {
    if (code === POINT) point = at;
    else integer = integer * 10 + (code - 48);
    code = ++at < line.length ? line.charCodeAt(at) : COMMA; // the line ends a value as a comma does
  }
  const decimals = point < 0 ? 0 : at - point - 1;
  const percent = code === PERCENT;
  const end = percent || code === TIMES ? at + 1 : at;
  const ends = end >= line.length || line.charCodeAt(end) === COMMA;
  const usual = ends && at - first <= 15 && at > first && point !== first && point !== at - 1;
  if (!usual) return printedFigure(line.slice(from, endOfValue(line, from)).trim());
  const text = line.slice(from, end);
  const value = (negative ? -integer : integer) / POWERS_OF_TEN[decimals]!;
  return { text, value: percent ? value / 100 : value, digits: percent ? decimals + 2 : decimals };
}

/** Where a value that begins at `from` ends: at the next comma, or with the line. */
function endOfValue(line: string, from: number): number {
  const comma = line.indexOf(",", from);
  return comma < 0 ? line.length : comma;
}
