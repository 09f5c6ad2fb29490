import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CsvPanel } from "../csv/read-panel.ts";
import { readPanelCsv } from "../csv/read-panel.ts";
import { cellPlace } from "../csv/source.ts";
import { dayNumber } from "../model/calendar.ts";
import { ConfigError } from "../model/errors.ts";
import { isMissing } from "../model/panel.ts";
import { unreadable } from "../model/system-error.ts";
import { isRecord } from "./record.ts";

const SYSTEM_FILE = "allocator_risk_v1_applied.csv";
const SLEEVE_FILE = "allocator_sleeve_risk_v1_applied.csv";
const SYSTEM_COLUMN = "risk_scalar_applied";

type Json = Readonly<Record<string, unknown>>;

/**
 * A config as its author wrote it, with the applied scalars in place of where they come from: `allocator: { mode:
 * "precomputed", source: { file: "scalars.csv" } }` or `{ run: "run directory" }`, relative to `base`. Any other
 * config comes back as it is. Throws a ConfigError with file, line and column for a source that is missing, unsorted,
 * duplicated, or holds anything but scalars in (0, 1].
 */
export function resolvePrecomputed(config: unknown, base: string): unknown {
  const allocator = isRecord(config) ? config.allocator : undefined;
  if (!isRecord(allocator) || allocator.mode !== "precomputed" || allocator.source === undefined) return config;
  const { source, ...rest } = allocator;
  if (rest.applied !== undefined) {
    throw new ConfigError({
      what: "scalars are given twice",
      where: "config.allocator",
      hint: "either `applied` or `source`",
    });
  }
  return { ...(config as Json), allocator: { ...rest, applied: appliedFrom(source, base) } };
}

function appliedFrom(source: unknown, base: string): Json[] {
  const keys = isRecord(source) ? Object.keys(source) : [];
  const [kind] = keys;
  const place = isRecord(source) && kind !== undefined ? source[kind] : undefined;
  if (keys.length !== 1 || (kind !== "file" && kind !== "run") || typeof place !== "string") {
    throw new ConfigError({
      what: "not a source of scalars",
      where: "config.allocator.source",
      expected: '{ "file": "scalars.csv" } or { "run": "run directory" }',
      actual: JSON.stringify(source),
    });
  }
  return kind === "file" ? fromFile(resolve(base, place)) : fromRun(resolve(base, place));
}

function fromRun(directory: string): Json[] {
  const system = fromFile(join(directory, SYSTEM_FILE));
  const file = join(directory, SLEEVE_FILE);
  if (!existsSync(file)) return system;
  const { panel } = readScalars(file);
  const sleevesOn = new Map(
    panel.dates.map((date, k) => {
      const row = panel.columns.map((name, i) => [name, panel.values[k * panel.columns.length + i]!] as const);
      return [date, Object.fromEntries(row)];
    }),
  );
  return system.map((entry) => {
    const sleeves = sleevesOn.get(entry.date as string);
    return sleeves === undefined ? entry : { ...entry, sleeves };
  });
}

function fromFile(file: string): Json[] {
  const { panel } = readScalars(file);
  if (panel.columns.length !== 1 || panel.columns[0] !== SYSTEM_COLUMN) {
    throw new ConfigError({
      what: "not the columns of applied scalars",
      where: cellPlace(file, 1, 1),
      expected: `date,${SYSTEM_COLUMN}`,
      actual: ["date", ...panel.columns].join(","),
    });
  }
  return panel.dates.map((date, k) => ({ date, [SYSTEM_COLUMN]: panel.values[k]! }));
}

function readScalars(file: string): CsvPanel {
  const read = readPanelCsv({ bytes: bytesOf(file), file, error: ConfigError });
  checkDates(read, file);
  checkScalars(read, file);
  return read;
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ConfigError({
      ...unreadable(error, "source of scalars"),
      where: file,
      hint: "name a CSV file of applied scalars, or the directory of a run that recorded them",
    });
  }
}

function checkDates({ panel, firstLine }: CsvPanel, file: string): void {
  for (let k = 1; k < panel.dates.length; k++) {
    const step = dayNumber(panel.dates[k]!) - dayNumber(panel.dates[k - 1]!);
    if (step > 0) continue;
    throw new ConfigError({
      what: step === 0 ? "a date is repeated" : "the dates are not in order",
      where: cellPlace(file, firstLine + k, 1, "date"),
      expected: `a date after ${panel.dates[k - 1]}`,
      actual: panel.dates[k]!,
    });
  }
}

function checkScalars({ panel, firstLine }: CsvPanel, file: string): void {
  const width = panel.columns.length;
  for (const [cell, scalar] of panel.values.entries()) {
    if (scalar > 0 && scalar <= 1) continue;
    throw new ConfigError({
      what: isMissing(panel, cell) ? "a scalar is missing" : "a scalar is out of range",
      where: cellPlace(file, firstLine + Math.floor(cell / width), (cell % width) + 2, panel.columns[cell % width]),
      expected: "a scalar in (0, 1]",
      actual: isMissing(panel, cell) ? "an empty cell" : String(scalar),
    });
  }
}
