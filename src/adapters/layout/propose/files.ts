import { existsSync, readdirSync } from "node:fs";
import { RunDirectoryError } from "../../../model/errors.ts";
import { RecordedFile, reasonOf } from "../../run-directory/recorded-file.ts";

/** Opens a file of a folder for a look, and closes it. */
export function opened<T>(directory: string, file: string, look: (opened: RecordedFile) => T): T {
  const recorded = new RecordedFile(directory, file, { followLinks: false });
  try {
    return look(recorded);
  } finally {
    recorded.close();
  }
}

/** The object that a JSON text holds, its bare tokens read over; undefined where it holds none. */
export function jsonObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const document: unknown = JSON.parse(
      Buffer.from(bytes)
        .toString("utf8")
        .replace(/\bNaN\b|-?\bInfinity\b/g, "null"),
    );
    return typeof document === "object" && document !== null && !Array.isArray(document)
      ? (document as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The names of the files in a folder, in order; hidden ones are nobody's. */
export function filesIn(directory: string): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."))
      .map(({ name }) => name)
      .sort();
  } catch (error) {
    if (!existsSync(directory)) throw new RunDirectoryError({ what: "there is no such folder", where: directory });
    throw new RunDirectoryError({ what: "not readable as a folder", where: directory, ...reasonOf(error) });
  }
}
