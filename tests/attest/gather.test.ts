import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { attestedName, gather, strangers } from "../../src/attest/gather.ts";
import type { Report } from "../../src/model/report.ts";
import { inTemporaryFolder } from "../cli/support.ts";
import { evidence, reportOf } from "../report/support.ts";

function inFolders(work: (folder: string) => void): Promise<void> {
  return inTemporaryFolder(async (folder) => {
    for (const name of ["cwd/run", "cwd/out", "cwd/deep/run", "far/run"]) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, "file"), name);
    }
    work(folder);
  });
}

describe("what an attestation is over", () => {
  it("is named by its way from the working directory, and by its own name where it is outside", () => {
    expect(
      ["/w/run", "/w/a/run", "/w", "/run", "/wide/run", "/w/..run"].map((path) => attestedName(path, "/w")),
    ).toEqual(["run", "a/run", ".", "run", "run", "..run"]);
  });

  it("is every file of the folders, the report and the inputs, absent inputs left out", () =>
    inFolders((folder) => {
      const at = (name: string) => join(folder, name);
      const { files, folders } = gather(
        {
          folders: [at("cwd/run")],
          reports: [at("cwd/out/file")],
          inputs: [at("far/run/file"), at("cwd/deep"), at("no")],
        },
        at("cwd"),
      );
      expect(files.map(({ name, role }) => `${role} ${name}`)).toEqual([
        "audited run/file",
        "input file",
        "input deep/run/file",
        "report out/file",
      ]);
      expect(folders).toEqual(["run", "deep"]);
    }));

  it("has a report that lies in the audited folder once, as the report", () =>
    inFolders((folder) => {
      const at = (name: string) => join(folder, name);
      const { files } = gather({ folders: [at("cwd")], reports: [at("cwd/out/file")], inputs: [] }, at("cwd"));
      expect(files.map(({ name, role }) => `${role} ${name}`)).toEqual([
        "audited deep/run/file",
        "report out/file",
        "audited run/file",
      ]);
    }));

  it("keeps no two files under one name", () =>
    inFolders((folder) => {
      const at = (name: string) => join(folder, name);
      const both = { folders: [at("cwd/run"), at("far/run")], reports: [], inputs: [] };
      expect(() => gather(both, at("cwd"))).toThrow("run/file: two files go by one name in the attestation");
      const absent = { folders: [at("cwd/absent")], reports: [], inputs: [] };
      expect(() => gather(absent, at("cwd"))).toThrow(
        "absent: it cannot be attested: expected a file that can be read",
      );
      expect(gather(both, folder).folders).toEqual(["cwd/run", "far/run"]);
    }));
});

describe("strangers", () => {
  const digest = (letter: string) => letter.repeat(64);
  const report = (...inputs: { name: string; digest: string }[]): Report => ({
    ...reportOf({ "a/b": [evidence("pass")] }),
    subject: { kind: "run", name: "run", digest: "sha256:00" },
    provenance: { inputs },
  });
  const files = [{ name: "run/a.csv", role: "audited" as const, sha256: digest("a"), bytes: 1 }];

  it("are inputs of the report that the attestation has otherwise or not at all", () => {
    const same = { name: "run/a.csv", digest: `sha256:${digest("a")}` };
    expect(strangers(report(same, { name: "run/no.csv", digest: "absent" }), files)).toEqual([]);
    expect(strangers(report({ ...same, digest: `sha256:${digest("b")}` }), files)).toEqual(["run/a.csv"]);
    expect(strangers(report({ ...same, name: "run/b.csv" }), files)).toEqual(["run/b.csv"]);
    expect(strangers(report({ ...same, digest: "absent" }), files)).toEqual(["run/a.csv"]);
  });
});
