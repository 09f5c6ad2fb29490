/** Turns the CSV files of a folder into arrays of numbers with papaparse, one file after the other. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";

const folder = process.argv[2];
for (const file of readdirSync(folder).filter((name) => name.endsWith(".csv"))) {
  const { data } = Papa.parse(readFileSync(join(folder, file), "utf8"), { header: false, skipEmptyLines: true });
  const width = data[0].length - 1;
  const values = new Float64Array((data.length - 1) * width);
  for (let t = 1; t < data.length; t++) {
    const row = data[t];
    for (let i = 0; i < width; i++) values[(t - 1) * width + i] = Number(row[i + 1]);
  }
}
