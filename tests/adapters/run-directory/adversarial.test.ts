import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRun } from "../../../src/adapters/run-directory/read.ts";
import { runCommandLine } from "../../../src/cli/program.ts";
import { RunDirectoryError } from "../../../src/model/errors.ts";
import { temporaryFolder } from "./recorded.ts";

/** The file as it is written, and what is said of it: what, where, expected, actual and what to do about it. */
interface Case {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly what: string;
  readonly where: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly hint?: string;
}

const HEAD = "date,ES,ZN\n2024-01-02,1,2\n";
const FILE = "weights_post.csv";
const utf16 = (text: string, mark: boolean) => new Uint8Array(Buffer.from(`${mark ? "\ufeff" : ""}${text}`, "utf16le"));

const CASES: readonly Case[] = [
  {
    name: "nothing in it",
    content: "",
    what: "the file is empty",
    where: ":1:1",
    expected: "a header that begins with date",
    hint: "an interrupted write leaves an empty file; write it again",
  },
  {
    name: "a decimal comma",
    content: 'date;ES\n2024-01-02;"1,5"\n',
    what: "the header does not begin with the date column",
    where: ":1:1",
    expected: "date",
    actual: '"date;ES"',
    hint: 'fields are separated by commas, not by ";"; another engine\'s files are read by a layout (--layout)',
  },
  {
    name: "a decimal comma in quotes",
    content: `${HEAD}2024-01-03,"1,5",2\n`,
    what: "not a number",
    where: ":3:2 (ES)",
    expected: "a decimal number, or an empty cell for a missing one",
    actual: '"1,5"',
    hint: "write a decimal point, and no thousands separator; a layout may name them (--layout)",
  },
  {
    name: "a decimal comma without quotes",
    content: `${HEAD}2024-01-03,1,5,2\n`,
    what: "a row has another number of fields than the header",
    where: ":3:4",
    expected: "3 fields",
    actual: "4",
    hint: "a comma inside a field needs quotes; numbers have a decimal point and no thousands separator",
  },
  {
    name: "thousands separators",
    content: `${HEAD}2024-01-03,"1,234,567.5",2\n`,
    what: "not a number",
    where: ":3:2 (ES)",
    expected: "a decimal number, or an empty cell for a missing one",
    actual: '"1,234,567.5"',
    hint: "write numbers without thousands separators; a layout may name them (--layout)",
  },
  {
    name: "a column twice",
    content: "date,ES,ZN,ES\n",
    what: "two columns have the same name",
    where: ":1:4 (ES)",
    expected: "each column once",
    actual: '"ES" in columns 2 and 4',
  },
  {
    name: "a short row",
    content: `${HEAD}2024-01-03,1\n`,
    what: "a row has another number of fields than the header",
    where: ":3:2",
    expected: "3 fields",
    actual: "2",
    hint: "a missing cell is empty but keeps its comma; a short last row means that the file was cut off",
  },
  {
    name: "a long row",
    content: `${HEAD}2024-01-03,1,2,3\n`,
    what: "a row has another number of fields than the header",
    where: ":3:4",
    expected: "3 fields",
    actual: "4",
    hint: "a comma inside a field needs quotes; numbers have a decimal point and no thousands separator",
  },
  {
    name: "NUL bytes where a write was interrupted",
    content: `${HEAD}2024-01-03,1,\0\0\0\0`,
    what: "a NUL byte",
    where: ":3:3",
    expected: "text",
    hint: "a file whose writing was interrupted may end in NUL bytes; write it again",
  },
  {
    name: "a NUL byte in a name",
    content: "date,E\0S\n",
    what: "a NUL byte",
    where: ":1:2",
    expected: "text",
    hint: "a file whose writing was interrupted may end in NUL bytes; write it again",
  },
  {
    name: "old Mac line ends",
    content: "date,ES\r2024-01-02,1\r",
    what: "a carriage return that ends no line",
    where: ":1:2",
    hint: "end lines with LF or CRLF",
  },
  {
    name: "a carriage return in a row",
    content: `${HEAD}2024-01-03,1\r,2\n`,
    what: "a carriage return that ends no line",
    where: ":3:2",
    hint: "end lines with LF or CRLF",
  },
  {
    name: "UTF-16 with a mark",
    content: utf16(HEAD, true),
    what: "not valid UTF-8",
    where: ":1:1",
    expected: "UTF-8 text",
    actual: "what looks like UTF-16",
    hint: "save the file as UTF-8",
  },
  {
    name: "UTF-16 without a mark",
    content: utf16(HEAD, false),
    what: "not valid UTF-8",
    where: ":1:1",
    expected: "UTF-8 text",
    actual: "what looks like UTF-16",
    hint: "save the file as UTF-8",
  },
  {
    name: "Latin-1",
    content: new Uint8Array(Buffer.from("date,Zürich\n", "latin1")),
    what: "not valid UTF-8",
    where: ":1:2",
    expected: "UTF-8 text",
    hint: "save the file as UTF-8",
  },
  {
    name: "HTML, as a portal serves it",
    content: "<!DOCTYPE html><html></html>\n",
    what: "the header does not begin with the date column",
    where: ":1:1",
    expected: "date",
    actual: '"<!DOCTYPE html><html></html>"',
  },
  {
    name: "a formula",
    content: `${HEAD}2024-01-03,=1+1,2\n`,
    what: "not a number",
    where: ":3:2 (ES)",
    expected: "a decimal number, or an empty cell for a missing one",
    actual: '"=1+1"',
  },
];

/** `tieout audit` of a folder whose one file is this. */
async function audit(folder: string): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    cwd: folder,
    color: false,
    interactive: false,
    ci: false,
    now: () => 0,
    today: () => "2026-01-05",
  };
  const code = await runCommandLine(["audit", "run"], io);
  return { code, out, err };
}

function runWith(content: string | Uint8Array, file = FILE): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "run"));
  writeFileSync(join(folder, "run", file), content);
  return folder;
}

describe("a table with", () => {
  it.each(CASES)(
    "$name is refused: what, where, expected, actual, hint; exit code 2",
    async ({ content, name: _, where, ...details }) => {
      const folder = runWith(content);
      const { code, out, err } = await audit(folder);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      try {
        readRun(join(folder, "run"));
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(RunDirectoryError);
        expect((error as RunDirectoryError).details).toEqual({
          ...details,
          where: `${join(folder, "run", FILE)}${where}`,
        });
        expect(err).toBe(`tieout: RunDirectoryError: ${(error as Error).message}\n`);
      }
    },
  );

  it.each([
    ["a byte order mark", "\ufeffdate,ES\n2024-01-02,1\n"],
    ["CRLF line ends", "date,ES\r\n2024-01-02,1\r\n"],
    ["everything in quotes", '"date","ES"\r\n"2024-01-02","1"\r\n'],
  ])("%s is read as it is without", (_, content) => {
    const table = readRun(join(runWith(content), "run")).table("weights_post")!;
    expect(table).toEqual({ dates: ["2024-01-02"], columns: ["ES"], values: Float64Array.of(1) });
  });

  it.each([
    ["a header and no row", "date,ES\n", "UNPROVEN", 3],
    ["infinities", `${HEAD}2024-01-03,inf,-inf\n`, "FAIL", 1],
    ["not a number", `${HEAD}2024-01-03,NaN,1\n`, "FAIL", 1],
    ["an empty cell", `${HEAD}2024-01-03,,1\n`, "FAIL", 1],
  ])("%s never passes", async (_, content, verdict, code) => {
    const outcome = await audit(runWith(content));
    expect(outcome.code).toBe(code);
    expect(outcome.out).toContain(verdict);
  });

  it("numbers below the least normal one keeps them", () => {
    const table = readRun(join(runWith("date,ES,ZN\n2024-01-02,1e-320,-5e-324\n"), "run")).table("weights_post")!;
    expect([...table.values]).toEqual([1e-320, -5e-324]);
  });

  it("100,000 columns is read and audited in time that grows no faster than they do", async () => {
    const wide = (columns: number) => {
      const names = Array.from({ length: columns }, (_, i) => `A${i}`).join(",");
      const cells = Array.from({ length: columns }, (_, i) => i / 7).join(",");
      return `date,${names}\n2024-01-02,${cells}\n2024-01-03,${cells}\n`;
    };
    const timed = async (columns: number) => {
      const folder = runWith(wide(columns));
      const before = process.cpuUsage();
      const { code } = await audit(folder);
      const { user, system } = process.cpuUsage(before);
      expect(code).not.toBe(2);
      return user + system;
    };
    await timed(1000);
    const small = await timed(10_000);
    expect(await timed(100_000)).toBeLessThan(40 * small + 1e6); // ten times the columns; a square would be a hundred
  });
});

describe("a file that is none", () => {
  const refusal = (folder: string) => {
    try {
      readRun(join(folder, "run"));
    } catch (error) {
      return (error as RunDirectoryError).message.replaceAll(`${folder}/`, "");
    }
    throw new Error("it was read");
  };

  it("but a folder, a pipe or a device is refused, and nobody waits for the pipe's writer", () => {
    const folder = runWith("{}", "metrics.json");
    mkdirSync(join(folder, "run", FILE));
    expect(refusal(folder)).toBe("run/weights_post.csv: not readable as a file: was a folder");
    const second = runWith("{}", "metrics.json");
    execFileSync("mkfifo", [join(second, "run", "run.log")]);
    expect(refusal(second)).toBe("run/run.log: not readable as a file: was a pipe");
  });

  it("but a link out of the folder is refused, whatever it leads to; one within is followed", () => {
    const folder = runWith("one\n", "run.log");
    writeFileSync(join(folder, "secret.csv"), HEAD);
    symlinkSync("../secret.csv", join(folder, "run", FILE));
    expect(refusal(folder)).toBe(
      'run/weights_post.csv: a link leads out of the folder: expected a file in the folder, was a link for "weights_post.csv"' +
        " (copy the file into the folder, or say followLinks: true in a layout)",
    );
    const within = runWith(HEAD, "first.csv");
    symlinkSync("first.csv", join(within, "run", FILE));
    expect(readRun(join(within, "run")).table("weights_post")?.columns).toEqual(["ES", "ZN"]);
    const nowhere = runWith("one\n", "run.log");
    symlinkSync("absent.csv", join(nowhere, "run", FILE));
    expect(refusal(nowhere)).toBe("run/weights_post.csv: not readable as a file: was a link that leads nowhere");
    const circle = runWith("one\n", "run.log");
    symlinkSync(FILE, join(circle, "run", FILE));
    expect(refusal(circle)).toBe("run/weights_post.csv: not readable as a file: was links that lead in a circle");
  });

  it("but a folder may itself be a link: its user named it", () => {
    const folder = runWith(HEAD);
    symlinkSync("run", join(folder, "latest"));
    expect(readRun(join(folder, "latest")).table("weights_post")?.dates).toHaveLength(1);
  });

  it("to be read by this user is refused as such", () => {
    const folder = runWith(HEAD);
    const program = `
      import { readRun } from ${JSON.stringify(join(import.meta.dirname, "../../../dist/src/index.js"))};
      try { readRun(${JSON.stringify(join(folder, "run"))}); } catch (error) { console.log(error.message); }`;
    chmodSync(folder, 0o755);
    chmodSync(join(folder, "run", FILE), 0);
    // Whoever may read everything asks in the name of somebody who may not.
    const asRoot = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
      encoding: "utf8",
      cwd: "/",
      ...asRoot,
    });
    expect(stderr).toBe("");
    expect(stdout).toContain(
      "weights_post.csv: not readable as a file: was no permission to read it (give the auditing user",
    );
  });

  it("of 2 GB is refused at once where it is empty of text, or too large to be read whole", () => {
    const sparse = (file: string) => {
      const folder = runWith("", file);
      truncateSync(join(folder, "run", file), 2 ** 31);
      const before = process.memoryUsage().rss;
      const message = refusal(folder);
      expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
      return message;
    };
    expect(sparse(FILE)).toContain("run/weights_post.csv:1:1: a NUL byte: expected text");
    expect(sparse("run.log")).toBe(
      "run/run.log: the file is too large to be read as a whole: expected at most 256 MiB, was 2048 MiB" +
        " (tables may be larger: they are read piece by piece)",
    );
    expect(sparse("metrics.json")).toContain("expected at most 256 MiB, was 2048 MiB");
    expect(sparse("weights_daily.parquet")).toContain(
      "no Parquet file: expected PAR1 at the beginning, was \\x00\\x00\\x00\\x00",
    );
  });
});

describe("names with blanks, in any script, composed or not", () => {
  it("stay as they are, byte for byte", () => {
    const names = ["BRK B", " é".normalize("NFC"), " é".normalize("NFD"), "日経", "🜚"];
    const folder = runWith(`date,${names.join(",")}\n2024-01-02,1,2,3,4,5\n`);
    expect(readRun(join(folder, "run")).table("weights_post")?.columns).toEqual(names);
    expect(readFileSync(join(folder, "run", FILE), "utf8")).toContain(names.join(","));
  });
});
