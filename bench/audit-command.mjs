/**
 * `tieout audit` as a command, over a full run of 500 assets × 5,040 bars: as CSV files, as Parquet
 * files, and with its daily weights and returns as long CSV files of 2.5 million rows that a layout maps. Against a
 * process that only turns the same CSV files into numbers with papaparse. Seconds of processor time, because the
 * machine may be busy; the memory is the largest that the process ever had.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { scenarioDigest } from "../dist/src/adapters/run-directory/digest.js";
import { writeRun } from "../dist/src/adapters/run-directory/write.js";
import { runStages } from "../dist/src/engine/reference.js";
import { TABLE_NAMES } from "../dist/src/model/run.js";
import { ASSETS, BARS, scenarioOf } from "./support/large-run.mjs";

const ROUNDS = 3;
const MAIN = new URL("../dist/src/cli/main.js", import.meta.url).pathname;
const ACCOUNT = `process.on("exit", () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write("\\n" + JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 })); });`;

export default async function auditCommand() {
  const root = mkdtempSync(join(tmpdir(), "tieout-bench-"));
  try {
    const scenario = scenarioOf();
    const run = runStages(scenario);
    const csv = join(root, "csv");
    writeRun(run, csv, { seed: null, scenarioDigest: scenarioDigest(scenario) });
    const parquet = asParquet(run, csv, join(root, "parquet"));
    const long = asLong(run, csv, join(root, "long"));
    return compare({ csv, parquet, long });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function compare({ csv, parquet, long }) {
  const rounds = { start: [], papaparse: [], csv: [], parquet: [], long: [], papaparseLong: [] };
  for (let round = 0; round < ROUNDS; round++) {
    rounds.start.push(accounted([MAIN, "audit", "--help"], [0]));
    rounds.papaparse.push(papaparse(csv));
    rounds.csv.push(tieout("audit", csv));
    rounds.parquet.push(tieout("audit", parquet));
    rounds.long.push(tieout("audit", long, "--layout", join(long, "layout.json")));
    rounds.papaparseLong.push(papaparse(long));
  }
  const seconds = (name) => median(rounds[name].map((each) => each.seconds));
  const most = (name) => Math.round(Math.max(...rounds[name].map((each) => each.megabytes)));
  const size = `${ASSETS} × ${BARS}`;
  return [
    row(
      `tieout audit of ${size} as CSV but its start, against papaparse reading it`,
      (seconds("csv") - seconds("start")) / seconds("papaparse"),
      1,
      "×",
    ),
    row(`the same, its start included`, seconds("csv") / seconds("papaparse"), 1, "×"),
    row(`tieout audit of ${size} as Parquet, against CSV`, seconds("parquet") / seconds("csv"), 1, "×"),
    row(
      "tieout audit with long files, against papaparse reading them",
      seconds("long") / seconds("papaparseLong"),
      1,
      "×",
    ),
    row(`memory of tieout audit of ${size} as CSV`, most("csv"), 1024, "MB"),
    row(`memory of tieout audit of ${size} as Parquet`, most("parquet"), 1024, "MB"),
    row(`memory of tieout audit of ${size} with long files`, most("long"), 1024, "MB"),
    row("memory of papaparse reading the CSV files", most("papaparse"), null, "MB"),
  ];
}

/** The run's tables as Parquet files by our names, beside the CSV directory's other files; without run.json's digests. */
function asParquet(run, csv, folder) {
  mkdirSync(folder);
  for (const name of TABLE_NAMES) {
    const table = run.table(name);
    if (table !== undefined) writeFileSync(join(folder, `${name}.parquet`), new Uint8Array(parquetOf(table)));
  }
  copyOthers(csv, folder, []);
  return folder;
}

function parquetOf({ dates, columns, values, missing }) {
  const column = (i) =>
    dates.map((_, t) => (missing?.[t * columns.length + i] === 1 ? null : values[t * columns.length + i]));
  const columnData = [
    { name: "date", data: dates, type: "STRING" },
    ...columns.map((name, i) => ({ name, data: column(i), type: "DOUBLE" })),
  ];
  return parquetWriteBuffer({ columnData, rowGroupSize: 2000 });
}

/** Returns and daily weights as long files, the rest as it is. */
function asLong(run, csv, folder) {
  mkdirSync(folder);
  const tables = {};
  for (const name of ["returns", "weights_daily"]) {
    const { dates, columns, values } = run.table(name);
    const pieces = ["date,ticker,value\n"];
    for (let t = 0; t < dates.length; t++) {
      const at = t * columns.length;
      pieces.push(columns.map((asset, i) => `${dates[t]},${asset},${values[at + i]}\n`).join(""));
    }
    writeFileSync(join(folder, `long_${name}.csv`), pieces.join(""));
    tables[name] = { file: `long_${name}.csv`, shape: "long", asset: "ticker", value: "value" };
  }
  writeFileSync(join(folder, "layout.json"), JSON.stringify({ schema: "tieout.layout/1", tables }));
  copyOthers(csv, folder, ["returns.csv", "weights_daily.csv"]);
  return folder;
}

function copyOthers(from, to, without) {
  for (const file of readdirSync(from)) {
    const isThere = existsSync(join(to, file.replace(/\.csv$/, ".parquet"))) || without.includes(file);
    if (file !== "run.json" && !isThere) copyFileSync(join(from, file), join(to, file));
  }
}

function tieout(...args) {
  return accounted([MAIN, ...args, "--quiet", "--report", join(args[1], "..", "report")], [0, 3]);
}

/** A process that reads a folder's CSV files into arrays of numbers and does nothing else. */
function papaparse(folder) {
  return accounted([new URL("support/papaparse-folder.mjs", import.meta.url).pathname, folder], [0]);
}

function accounted(args, codes) {
  const preload = `data:text/javascript,${encodeURIComponent(ACCOUNT)}`;
  const { status, stderr } = spawnSync(process.execPath, ["--import", preload, ...args], { encoding: "utf8" });
  if (!codes.includes(status)) throw new Error(`exit code ${status}: ${stderr}`);
  return JSON.parse(stderr.trim().split("\n").at(-1));
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function row(name, measured, target, unit) {
  const rounded = unit === "×" ? Number(measured.toFixed(2)) : measured;
  return { name, measured: rounded, target, unit, ok: target === null || measured <= target };
}
