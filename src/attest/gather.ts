import { basename, join, resolve } from "node:path";
import { wayTo } from "../adapters/way.ts";
import { ConfigError, RunDirectoryError } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import { entriesBelow, fileDigest, standingAt } from "./digests.ts";
import type { AttestedFile, Role } from "./statement.ts";

/** What an attestation is to be over; absolute paths. */
export interface Attested {
  /** Folders that were audited, with every file in them. */
  readonly folders: readonly string[];
  /** Files of the report. */
  readonly reports: readonly string[];
  /** Files and folders that were read to make it. */
  readonly inputs: readonly string[];
}

/** The files of an attestation with their digests, and the names of the folders of which it has every file. */
export interface Gathered {
  readonly files: readonly AttestedFile[];
  readonly folders: readonly string[];
}

/**
 * How an attestation names a file or a folder: by its way from the working directory, and by its own name where it is
 * outside, so that no name tells of the machine. `.` is the working directory itself.
 */
export function attestedName(path: string, cwd: string): string {
  const way = wayTo(path, cwd);
  if (way === "") return ".";
  return way === ".." || way.startsWith("../") || resolve(cwd, way) !== path ? basename(path) : way;
}

/** The name of a file in a folder that has a name. */
export function belowFolder(folder: string, file: string): string {
  return folder === "." ? file : `${folder}/${file}`;
}

/** Hashes everything. Throws a RunDirectoryError for what cannot be attested, a ConfigError where two names are one. */
export function gather({ folders, reports, inputs }: Attested, cwd: string): Gathered {
  const files = new Map<string, AttestedFile & { readonly path: string }>();
  const add = (path: string, name: string, role: Role) => {
    const known = files.get(name);
    if (known !== undefined && known.path !== path) throw ambiguous(name);
    // A report that stands in the audited folder is a report; what is read from it is audited all the same.
    if (known === undefined || role === "report") files.set(name, { name, role, path, ...digestOf(path, name) });
  };
  const addFolder = (folder: string, role: Role) => {
    const prefix = attestedName(folder, cwd);
    for (const { name, standing } of listed(folder, prefix)) {
      const full = belowFolder(prefix, name);
      if (standing !== "file") throw unfit(full, typeof standing === "string" ? standing : standing.instead);
      add(join(folder, name), full, role);
    }
    return prefix;
  };
  const names = folders.map((folder) => addFolder(folder, "audited"));
  const kept = inputs.flatMap((path) => {
    const standing = standingAt(path, path);
    if (standing === "nothing") return [];
    if (typeof standing === "object" && standing.instead === "a folder") return [addFolder(path, "input")];
    add(path, attestedName(path, cwd), "input");
    return [];
  });
  for (const path of reports) add(path, attestedReport(path, cwd), "report");
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw ambiguous(twice);
  return { files: [...files.values()].map(({ path: _, ...file }) => file), folders: [...names, ...kept] };
}

/** A report keeps the name of its folder too, so that reports of several runs stay apart. */
export function attestedReport(path: string, cwd: string): string {
  return belowFolder(attestedName(resolve(path, ".."), cwd), basename(path));
}

/**
 * What a report says of its inputs and an attestation does not: the files are those that were judged, or the report
 * and the attestation are of two different runs.
 */
export function strangers(report: Report, files: readonly AttestedFile[]): readonly string[] {
  if (report.subject.kind !== "run") return [];
  const digests = new Map(files.map(({ name, sha256 }) => [name, `sha256:${sha256}`]));
  const inputs = report.provenance?.inputs ?? [];
  return inputs.filter(({ name, digest }) => (digests.get(name) ?? "absent") !== digest).map(({ name }) => name);
}

function listed(folder: string, name: string) {
  try {
    return entriesBelow(folder);
  } catch (error) {
    throw unfit(name, (error as Error).message);
  }
}

function digestOf(path: string, name: string) {
  try {
    return fileDigest(path);
  } catch (error) {
    throw unfit(name, (error as Error).message);
  }
}

function unfit(where: string, actual: string): RunDirectoryError {
  return new RunDirectoryError({ what: "it cannot be attested", where, expected: "a file that can be read", actual });
}

function ambiguous(where: string): ConfigError {
  return new ConfigError({
    what: "two files go by one name in the attestation",
    where,
    hint: "run the command in a folder that holds them all: files are named by their way from the working directory",
  });
}
