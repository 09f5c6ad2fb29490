import { RunDirectoryError } from "../../../model/errors.ts";
import { lookAtAssets } from "./asset-files.ts";
import type { Common, Draft } from "./draft.ts";
import { stemOf } from "./draft.ts";
import { opened } from "./files.ts";
import type { FoundDates } from "./kinds.ts";
import { datesIn, numbersIn, numbersOf, usualStep } from "./kinds.ts";
import type { Sample } from "./sample.ts";
import { sampleOf } from "./sample.ts";
import { COMMON_TABLES, namedColumns, tableOfAssets } from "./tables.ts";

/** Looks at a CSV or Parquet file; what it is left aside for, if it is, stands in the notes. */
export function lookAtTable(draft: Draft, directory: string, file: string): void {
  let sample: Sample;
  try {
    sample = opened(directory, file, (each) => sampleOf(file, each));
  } catch (error) {
    if (!(error instanceof RunDirectoryError)) throw error;
    const { what, actual } = error.details;
    draft.notes.push(`${file}: left aside: ${what}${actual === undefined ? "" : `, ${actual}`}`);
    return;
  }
  const dates = datesIn(sample);
  if (dates === undefined) {
    draft.notes.push(`${file}: left aside: no column of dates found`);
    return;
  }
  if (dates.rival !== undefined) {
    draft.notes.push(`${file}: dates are read as ${dates.form}; ${dates.rival} would do as well, so look at one`);
  }
  const common = commonOf(sample, dates);
  const isMapped =
    lookAtNamed(draft, sample, dates, common) ||
    lookAtRegimes(draft, sample, dates, common) ||
    lookAtAssets(draft, sample, dates, common);
  if (!isMapped) draft.notes.push(`${file}: left aside: what it holds cannot be told by its name and columns`);
}

/** What is not as usual about how a file is written. */
function commonOf(sample: Sample, { column, form }: FoundDates): Common {
  const numbers = numbersIn(sample);
  const missing = new Set(sample.columns.flatMap((each) => numbersOf(each, numbers)?.missing ?? []));
  const isParquetName = /\.(?:parquet|pq)$/i.test(sample.file);
  return {
    file: sample.file,
    ...((sample.format === "parquet") === isParquetName ? {} : { format: sample.format }),
    ...(sample.delimiter === "," ? {} : { delimiter: sample.delimiter }),
    ...(numbers.decimal === "." ? {} : numbers),
    ...(form === "iso" ? {} : { dates: form }),
    ...(missing.size === 0 ? {} : { missing: [...missing] }),
    ...(column === "date" ? {} : { date: column }),
  };
}

/** Names of files that hold a run's own figures, not its assets'. */
const PERFORMANCE = /perf|equity|portfolio|pnl|stats|summary|curve|backtest|result|leverage|turnover/i;

/** Tables of named columns, of which one file may hold several. */
function lookAtNamed({ tables, notes }: Draft, { file, columns }: Sample, dates: FoundDates, common: Common): boolean {
  if (new Set(dates.dates).size < dates.dates.length) return false; // a date has several rows: it is long
  const names = columns.filter(({ name }) => name !== dates.column && name !== "").map(({ name }) => name);
  const stem = stemOf(file);
  let isMapped = false;
  for (const table of COMMON_TABLES) {
    const found = Object.entries(namedColumns(table, names));
    // An asset may be called TO, LEV or NAV: one name among many says nothing.
    const isAll = found.length === names.length;
    const isLikely = found.length > 1 || PERFORMANCE.test(stem);
    if (found.length === 0 || tables[table] !== undefined) continue;
    if (
      !isAll &&
      (!isLikely || (tableOfAssets(stem, usualStep(dates.dates)) !== undefined && !PERFORMANCE.test(stem)))
    ) {
      continue;
    }
    if (table === "turnover" && !found.some(([ours]) => ours === "turnover")) continue;
    const renamed = found.filter(([ours, theirs]) => ours !== theirs);
    tables[table] = { ...common, ...(renamed.length === 0 ? {} : { columns: Object.fromEntries(renamed) }) };
    const told = found.map(([ours, theirs]) => `${ours} from ${JSON.stringify(theirs)}`).join(", ");
    notes.push(`${table}: ${told} of ${file}`);
    isMapped = true;
  }
  return isMapped;
}

function lookAtRegimes(draft: Draft, { columns, file }: Sample, dates: FoundDates, common: Common): boolean {
  const column = columns.find(({ name }) => /^(?:regime|state|regime_label)$/i.test(name) && name !== dates.column);
  if (column === undefined || draft.others.regimes !== undefined) return false;
  draft.others = { ...draft.others, regimes: { ...common, column: column.name } };
  const isOurs = /^(?:|NORMAL|ELEVATED|STRESS|CRISIS)$/;
  const labels = [...new Set(column.cells)].filter((cell) => !isOurs.test(cell));
  if (labels.length > 0) {
    draft.notes.push(`regimes: ${file} has ${labels.slice(0, 6).join(", ")}; name our label of each under labels`);
  }
  return true;
}
