/**
 * Derives the real markets that are shipped, fixtures/markets/*.csv, from the npm package vega-datasets.
 *
 * Usage: node scripts/derive-markets.mjs            (a test compares what it derives with what is stored)
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const DATA = new URL("../node_modules/vega-datasets/data/", import.meta.url);
const MARKETS = new URL("../fixtures/markets/", import.meta.url);
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The files to store, text by name. */
export function deriveMarkets() {
  return new Map([
    ["sp500.csv", sp500(rowsOf("sp500-2000.csv"))],
    ["us-stocks.csv", usStocks(rowsOf("stocks.csv"))],
  ]);
}

/** Daily closes of the index: date,SPX. */
function sp500([header, ...rows]) {
  const close = header.indexOf("close");
  return csv([["date", "SPX"], ...rows.map((row) => [row[0], shortest(row[close])])]);
}

/** Monthly prices, from one row a stock and month to one column a stock; a month without a price stays empty. */
function usStocks([, ...rows]) {
  const symbols = [...new Set(rows.map(([symbol]) => symbol))].sort();
  const byDate = new Map();
  for (const [symbol, date, price] of rows) {
    const day = isoDate(date);
    if (!byDate.has(day)) byDate.set(day, new Map());
    byDate.get(day).set(symbol, shortest(price));
  }
  const dates = [...byDate.keys()].sort();
  return csv([
    ["date", ...symbols],
    ...dates.map((date) => [date, ...symbols.map((each) => byDate.get(date).get(each) ?? "")]),
  ]);
}

/** "Jan 1 2000" as 2000-01-01. */
function isoDate(text) {
  const [month, day, year] = text.split(" ");
  const number = MONTHS.indexOf(month) + 1;
  if (number === 0) throw new Error(`no month in ${JSON.stringify(text)}`);
  return `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
}

/** The same number without trailing zeros. */
function shortest(text) {
  return String(Number(text));
}

/** The source files hold no quoted fields, so commas and line ends are all there is to a row. */
function rowsOf(file) {
  const text = readFileSync(new URL(file, DATA), "utf8");
  if (text.includes('"')) throw new Error(`${file} has quoted fields, which this script does not read`);
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(","));
}

function csv(rows) {
  return `${rows.map((row) => row.join(",")).join("\n")}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  for (const [name, text] of deriveMarkets()) writeFileSync(new URL(name, MARKETS), text);
}
