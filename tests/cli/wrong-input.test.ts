import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inTemporaryFolder, tieout } from "./support.ts";

const READERS = [
  ["report"],
  ["verify"],
  ["merge"],
  ["replay"],
  ["promote"],
  ["shrink"],
  ["run", "--out", "new", "--scenario"],
  ["run", "--out", "new", "--engine-config"],
];

/** What a command says of a wrong argument, in a folder with a file and a folder of each kind. */
async function complaintOf(...args: string[]): Promise<string> {
  return inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, "bad.json"), "{bad");
    writeFileSync(join(folder, "another.json"), '{"a":1}');
    mkdirSync(join(folder, "empty"));
    const { code, out, err } = await tieout(folder, ...args);
    expect({ code, out }, args.join(" ")).toEqual({ code: 2, out: "" });
    expect(err).not.toMatch(/ENOENT|EISDIR|Require stack|\n\s+at /);
    return err;
  });
}

describe("a file that is not what a command reads", () => {
  it.each(READERS)("%s %s %s says whether it is absent, a folder, no JSON or another document", async (...words) => {
    expect(await complaintOf(...words, "nothing.json")).toMatch(/nothing\.json: there is no such /);
    expect(await complaintOf(...words, "bad.json")).toMatch(/bad\.json: not readable as JSON/);
    expect(await complaintOf(...words, "another.json")).toMatch(/missing|nothing that could be reduced/);
    expect(await complaintOf(...words, "empty")).toMatch(/was a folder|was none|was an empty folder/);
  });

  it.each([
    [["audit", "nothing"], "there is no such run directory"],
    [["audit", "bad.json"], "expected a folder, was a file"],
    [["audit", "empty"], "expected run.json, returns.csv"],
    [["layout", "nothing"], "there is no such folder"],
    [["audit", "empty", "--layout", "nothing.yaml"], "there is no such layout"],
    [["audit", "empty", "--layout", "empty"], "the layout cannot be read: was a folder"],
    [["audit", "empty", "--config", "nothing.ts"], "there is no such config file"],
    [["audit", "empty", "--config", "empty"], "no config file: was a folder"],
    [["audit", "empty", "--config", "another.json"], "`tieout schema NAME` prints the keys of a document"],
    [["fuzz", "--engine", ""], "there is no such engine"],
    [["fuzz", "--engine", "empty"], "command of more than one word, was a folder"],
    [["fuzz", "--engine", "fault:scalar-lag-nought"], "did you mean scalar-lag-zero, scalar-lag-two"],
    [["fuzz", "--engine", "fault:x"], "`tieout selftest` lists them"],
    [["catalog", "exposure/leverage-idenity"], "did you mean exposure/leverage-identity"],
    [["catalog", "x"], "`tieout catalog` lists them"],
    [["run", "--out", "new", "--prices", "empty"], "the file of prices cannot be read: was a folder"],
    [["run", "--out", "new", "--profile", "x", "--profiles", "nothing.yaml"], "there is no such file of profiles"],
    [["verify", "another.json", "--public-key", "nothing.pem"], "nothing.pem: there is no such key"],
  ])("%j says what to give instead", async (args, said) => {
    expect(await complaintOf(...args)).toContain(said);
  });

  it("names a module that an engine or a config asks for and that is not there, without who asked whom", async () => {
    await inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, "engine.ts"), 'import "./absent.ts";\nexport default () => ({ tables: {} });\n');
      for (const args of [
        ["fuzz", "--engine", "engine.ts"],
        ["audit", ".", "--config", "engine.ts"],
      ]) {
        const { code, err } = await tieout(folder, ...args);
        expect(code).toBe(2);
        expect(err).toContain("absent.ts");
        expect(err).not.toContain("Require stack");
      }
    });
  });
});
