import { existsSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import { Option } from "commander";
import { commandWords } from "../adapters/process/command-words.ts";
import { writeAside } from "../adapters/write-aside.ts";
import { IN_TOTO_TYPE, sealed } from "../attest/dsse.ts";
import { attestedReport, gather, strangers } from "../attest/gather.ts";
import { readSigningKey } from "../attest/keys.ts";
import { statementText } from "../attest/statement.ts";
import { ConfigError, RunDirectoryError } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import type { Settings } from "../model/settings.ts";
import { counted } from "../report/figures.ts";
import type { Io } from "./io.ts";
import { checkFilePlace } from "./output-place.ts";
import { configFile } from "./settings.ts";

/** What was audited, as far as it is on disk; absolute paths. */
export interface Audited {
  /** Folders that were judged. */
  readonly folders?: readonly string[];
  /** Files and folders that were read to do so; what is absent is left out. */
  readonly inputs?: readonly string[];
}

/** Options of the commands whose report can be attested. */
export interface AttestOptions {
  readonly attest?: string;
  readonly key?: string;
}

export const ATTEST_OPTION = new Option(
  "--attest <file>",
  "write an in-toto statement over what was audited and the report to this file; `tieout verify` checks it",
);
export const KEY_OPTION = new Option("--key <file>", "sign the statement by this Ed25519 key: PEM, PKCS#8");

/** Says what is wrong with the options before the work and not after it. */
export function checkAttestOptions(
  { attest, key, format }: AttestOptions & { readonly format?: readonly string[] },
  cwd: string,
): void {
  if (attest === undefined && key !== undefined) {
    throw new ConfigError({
      what: "a key signs an attestation, and none is asked for",
      where: "--key",
      hint: "--attest FILE",
    });
  }
  if (key !== undefined) readSigningKey(resolve(cwd, key), key);
  if (attest !== undefined && key !== undefined && resolve(cwd, attest) === resolve(cwd, key)) {
    throw new ConfigError({ what: "the attestation would be written over the key", where: "--attest", actual: attest });
  }
  if (attest !== undefined) checkFilePlace(resolve(cwd, attest), "--attest");
  if (attest !== undefined && format !== undefined && !format.includes("json")) {
    throw new ConfigError({
      what: "an attestation is over the report document, which is JSON",
      where: "--attest",
      hint: "add --format json",
    });
  }
}

/** Writes the attestation of a report whose files were written. */
export function attestReport(
  { attest, key, quiet }: AttestOptions & { readonly attest: string; readonly quiet?: boolean },
  report: Report,
  reports: readonly string[],
  { folders = [], inputs = [] }: Audited = {},
  { cwd, err }: Io,
): void {
  const path = resolve(cwd, attest);
  checkPlace(path, attest, reports, [...folders, ...inputs]);
  const gathered = gather({ folders, reports, inputs }, cwd);
  const [changed] = strangers(report, gathered.files);
  if (changed !== undefined) {
    throw new RunDirectoryError({ what: "it changed while it was audited", where: changed, hint: "audit it again" });
  }
  const document = reports.find((file) => file.endsWith(".json"))!;
  const text = statementText(report, attestedReport(document, cwd), gathered.files, gathered.folders);
  const signing = key === undefined ? undefined : readSigningKey(resolve(cwd, key), key);
  writeAside(path, signing === undefined ? text : sealed(IN_TOTO_TYPE, Buffer.from(text), signing), attest);
  const how = signing === undefined ? "not signed" : "signed";
  if (quiet !== true) err(`attested ${counted(gathered.files.length, "file")} in ${attest}, ${how}\n`);
}

function checkPlace(path: string, where: string, reports: readonly string[], read: readonly string[]): void {
  if (reports.length === 0) {
    throw new ConfigError({
      what: "an attestation is over the report's files, and none are written",
      where,
      hint: "add --report DIR",
    });
  }
  const among = read.some((each) => path === each || path.startsWith(`${each}${sep}`));
  if (!among && !reports.includes(path)) return;
  throw new ConfigError({
    what: "the attestation would stand among the files that it is over",
    where,
    expected: "a file of its own, outside of the audited folders",
  });
}

/** The files behind settings: the config, the engine's own files, invariants, prices. */
export function inputsOf(
  settings: Settings,
  options: { readonly config?: string; readonly engine?: string; readonly layout?: string },
  { cwd }: Io,
): readonly string[] {
  const config = configFile(cwd, options.config);
  const subjects = (settings.subjects ?? []).map(({ prices }) => prices);
  const generators = settings.campaign.generators.map((each) => (typeof each === "string" ? undefined : each.prices));
  const modules = settings.invariants.map((each) => (typeof each === "string" ? each : undefined));
  const layout = options.layout ?? (typeof settings.layout === "string" ? settings.layout : undefined);
  const files = [
    config,
    layout,
    ...engineFiles(options.engine ?? settings.engine, cwd),
    ...modules,
    ...subjects,
    ...generators,
  ];
  return [...new Set(files.flatMap((file) => (file === undefined ? [] : [resolve(cwd, file)])))];
}

/** The accepted runs and chains that the gate compares with. */
export function goldenInputs({ golden, chains }: Pick<Settings, "golden" | "chains">): readonly string[] {
  return [golden, chains].filter((folder) => folder !== undefined);
}

/** The module, or the words of a command that are files below the working directory; not what they load. */
function engineFiles(name: string, cwd: string): readonly string[] {
  const words = existsSync(resolve(cwd, name)) ? [name] : commandWords(name);
  return words
    .map((word) => resolve(cwd, word))
    .filter((path) => path.startsWith(`${cwd}${sep}`) && existsSync(path) && statSync(path).isFile());
}
