import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fillDirectory } from "../adapters/run-directory/target.ts";
import type { NoRaster } from "../charts/raster.ts";
import { rasteriser } from "../charts/raster.ts";
import { runCharts } from "../charts/run-charts.ts";
import { axisOf } from "../charts/source.ts";
import { standaloneSvg } from "../charts/standalone.ts";
import type { Analysis } from "../model/analysis.ts";
import { ANALYSIS_SCHEMA } from "../model/analysis.ts";
import { RunDirectoryError } from "../model/errors.ts";
import type { Run } from "../model/run.ts";
import { TOOL } from "../model/version.ts";
import { analysisPage } from "../report/html/analysis-page.ts";
import type { Chart } from "../report/html/figures.ts";

/** The forms in which the charts of a run are written. */
export const ANALYSIS_FORMATS = ["html", "svg", "png"] as const;
export type AnalysisFormat = (typeof ANALYSIS_FORMATS)[number];

/** What is analysed, and how it is to be written. */
export interface AnalysisRequest {
  readonly run: Run;
  /** The run directory's own name. */
  readonly name: string;
  /** What of it cannot be read, one sentence a file. */
  readonly unreadable: readonly string[];
  readonly formats: readonly AnalysisFormat[];
}

/** A run's charts, ready to be written. */
export interface Analysed {
  readonly document: Analysis;
  /** Contents by file name. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Why there are no PNG files where they were asked for. */
  readonly noRaster?: NoRaster;
}

const DOCUMENT = "analysis.json";

/** Draws what can be drawn of a run. Throws a RunDirectoryError where that is nothing. */
export async function analyse({ run, name, unreadable, formats }: AnalysisRequest): Promise<Analysed> {
  const { charts, leftOut } = runCharts(run);
  const dates = axisOf(run);
  if (charts.length === 0) {
    throw new RunDirectoryError({
      what: "no chart can be drawn of this run",
      where: name,
      expected: leftOut.map(({ title, wants }) => `${wants} (${title})`).join("; "),
      actual: unreadable.length === 0 ? "none of them" : `not readable: ${unreadable.join("; ")}`,
    });
  }
  const pictures = await picturesOf(charts, formats);
  const document: Analysis = {
    schema: ANALYSIS_SCHEMA,
    tool: TOOL,
    name,
    ...(run.info.engine === undefined ? {} : { engine: run.info.engine }),
    from: dates[0]!,
    to: dates.at(-1)!,
    charts: charts.map(({ id, title, description }) => {
      return { id, title, description, files: [...pictures.files.keys()].filter((file) => file.startsWith(`${id}.`)) };
    }),
    leftOut: [...leftOut],
    unreadable: [...unreadable],
    assumptions: [...run.info.assumptions],
    inputs: (run.files() ?? []).map(({ file, sha256 }) => {
      return { name: file, digest: sha256 === undefined ? "absent" : `sha256:${sha256}` };
    }),
  };
  const files = new Map<string, string | Uint8Array>();
  if (formats.includes("html")) files.set("analysis.html", analysisPage(document, charts, run.metrics()));
  for (const [file, content] of pictures.files) files.set(file, content);
  files.set(DOCUMENT, `${JSON.stringify(document, null, 2)}\n`);
  return { document, files, ...(pictures.noRaster === undefined ? {} : { noRaster: pictures.noRaster }) };
}

async function picturesOf(
  charts: readonly Chart[],
  formats: readonly AnalysisFormat[],
): Promise<Omit<Analysed, "document">> {
  const drawings = charts.map((chart) => ({ id: chart.id, svg: standaloneSvg(chart) }));
  const files = new Map<string, string | Uint8Array>();
  if (formats.includes("svg")) for (const { id, svg } of drawings) files.set(`${id}.svg`, svg);
  if (!formats.includes("png")) return { files };
  const raster = await rasteriser();
  if (typeof raster !== "function") return { files, noRaster: raster };
  for (const { id, svg } of drawings) files.set(`${id}.png`, await raster(svg));
  return { files };
}

/** Writes an analysis into a folder as one act; answers the names of its files. Only one of ours is ever replaced. */
export function writeAnalysis({ files }: Analysed, directory: string, replace: boolean): readonly string[] {
  const fill = (staging: string) => {
    for (const [file, content] of files) writeFileSync(join(staging, file), content);
  };
  fillDirectory(directory, replace, fill, { noun: "analysis", file: DOCUMENT, schema: ANALYSIS_SCHEMA });
  return [...files.keys()];
}
