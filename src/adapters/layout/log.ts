import { dateReader } from "../../model/date-format.ts";
import { ConfigError, RunDirectoryError } from "../../model/errors.ts";
import type { LogLine } from "../../model/layout.ts";
import { Pattern } from "./pattern/pattern.ts";

/** The names that our log lines print, by tag (CONTRACT.md §3). */
const FIGURES: Readonly<Record<LogLine["tag"], readonly string[]>> = {
  RT: ["vol", "leverage", "gross_before", "gross_after", "assets"],
  ExecSim: ["turnover", "cost"],
  Allocator: ["computed", "applied", "regime"],
};

interface Rule extends LogLine {
  readonly compiled: Pattern;
  readonly read: (text: string) => string | undefined;
}

/** Foreign log lines in our words, and what was not understood. */
export interface TranslatedLog {
  readonly lines: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Puts every line that a pattern matches as ours would be, in its place and with its figures as they were printed; the
 * others stay as they are. Throws a ConfigError for a pattern, a RunDirectoryError for a line whose figures cannot be
 * taken over.
 */
export function translateLog(
  lines: readonly string[],
  rules: readonly LogLine[],
  dates: string,
  file: string,
): TranslatedLog {
  const compiled = rules.map((rule, i) => ruleOf(rule, dates, `layout: log.lines[${i}]`));
  const matched = compiled.map(() => 0);
  const translated = lines.map((line, number) => {
    for (const [i, rule] of compiled.entries()) {
      const groups = rule.compiled.match(line);
      if (groups === undefined) continue;
      matched[i]!++;
      return ourLine(rule, groups, `${file}:${number + 1}`);
    }
    return line;
  });
  const notes = matched.flatMap((count, i) =>
    count > 0 ? [] : [`${file}: no line matches the pattern of log.lines[${i}] (${rules[i]!.tag})`],
  );
  return { lines: translated, notes };
}

function ruleOf(rule: LogLine, dates: string, where: string): Rule {
  const compiled = new Pattern(rule.pattern, `${where}.pattern`);
  const allowed = ["date", ...FIGURES[rule.tag]];
  const unknown = compiled.names.find((name) => !allowed.includes(name));
  if (!compiled.names.includes("date") || unknown !== undefined) {
    throw new ConfigError({
      what: unknown === undefined ? "a pattern has no group for the date" : "a group has an unknown name",
      where: `${where}.pattern`,
      expected: `(?<date>…), and of ${FIGURES[rule.tag].join(", ")} what the line prints`,
      actual: unknown ?? "none",
    });
  }
  return { ...rule, compiled, read: dateReader(rule.dates ?? dates, `${where}.dates`) };
}

function ourLine(rule: Rule, groups: ReadonlyMap<string, string>, where: string): string {
  const printed = groups.get("date") ?? "";
  const date = rule.read(printed);
  if (date === undefined) {
    throw new RunDirectoryError({
      what: "a log line's date is not read",
      where,
      expected: `a date in the form ${rule.dates ?? "that the layout names"}`,
      actual: JSON.stringify(printed),
      hint: "name the form beside the pattern, e.g. dates: %d.%m.%Y",
    });
  }
  const figures: string[] = [];
  for (const [name, text] of groups) {
    if (name === "date") continue;
    const figure = rule.decimal === "," ? text.replace(",", ".") : text;
    if (/[,\n\r]/.test(figure)) {
      throw new RunDirectoryError({
        what: "a logged figure holds a comma",
        where: `${where} (${name})`,
        expected: "a figure with a decimal point",
        actual: JSON.stringify(text),
        hint: 'a decimal comma is named beside the pattern: decimal: ","',
      });
    }
    figures.push(`${name}=${figure.trim()}`);
  }
  return `[${rule.tag}] ${date}: ${figures.join(", ")}`;
}
