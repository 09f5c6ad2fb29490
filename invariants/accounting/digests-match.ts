import { EXACT } from "../../src/numeric/tolerance.ts";
import { checkDeclaredConfig } from "../../src/verify/declared-config.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

export const digestsMatch = runInvariant({
  id: "accounting/digests-match",
  title:
    "What run.json declares is what is there: digest and rows of every artifact, digest and conventions of its config",
  severity: "error",
  why: `Between the engine and the auditor lie scripts, spreadsheets and people. A file that was opened and saved again,
    cut short by a full disk, or taken from another run is no longer what the engine wrote; a config that was edited
    after the run describes a run that nobody made.`,
  independentOf: "the content: bytes are hashed as they lie on disk, before anything is parsed.",
  blindTo: `an engine that writes wrong numbers and their right digest, whoever also edits the digests in run.json, and
    configs without a digest.`,
  needs: ["files"],
  tolerance: EXACT,
  applies({ run, files }) {
    const declares = run.run.configDigest !== undefined || files.some(({ declared }) => declared !== undefined);
    return declares ? undefined : "needs run.json (artifacts)";
  },
  check({ run, files }, probe) {
    checkDeclaredConfig(run, probe);
    for (const { file, sha256, rows, declared } of files) {
      const place = { artifact: file };
      if (declared === undefined) {
        probe.holds(false, place, "declared", "not declared", () => `${file} is here and run.json does not declare it`);
        continue;
      }
      const found = sha256 ?? "no such file";
      const digestHolds = probe.holds(
        sha256 === declared.sha256,
        place,
        declared.sha256,
        found,
        () => `${file} is ${sha256 === undefined ? "absent" : "not the file"} that run.json declares`,
      );
      if (declared.rows === null || sha256 === undefined) continue;
      const rowsFound = rows ?? "unknown";
      const message = () =>
        `${file} has ${rowsFound} rows, run.json declares ${declared.rows}` +
        (digestHolds ? ", although the bytes are the declared ones" : "");
      probe.holds(rows === declared.rows, place, declared.rows, rowsFound, message);
    }
  },
});
