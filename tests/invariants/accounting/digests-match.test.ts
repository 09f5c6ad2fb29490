import { describe, it } from "vitest";
import { digestsMatch } from "../../../invariants/accounting/digests-match.ts";
import { expectFail, expectPass, expectSkipped, judged } from "../../support/judging.ts";

const good = { file: "turnover.csv", sha256: "aa", rows: 3, declared: { sha256: "aa", rows: 3 } };
const log = { file: "run.log", sha256: "bb", rows: undefined, declared: { sha256: "bb", rows: null } };

describe("accounting/digests-match", () => {
  it("passes when every file is the declared one", () => {
    expectPass(judged(digestsMatch, { files: [good, log] }), 3);
  });

  it("fails for another content, another number of rows, an absent file and one that was added", () => {
    const files = [
      { ...good, sha256: "a0" },
      { ...good, rows: 2 },
      { ...log, sha256: undefined },
      { ...log, file: "metrics.json", declared: undefined },
    ];
    expectFail(
      judged(digestsMatch, { files }),
      {
        artifact: "turnover.csv",
        expected: "aa",
        actual: "a0",
        message: "turnover.csv is not the file that run.json declares",
      },
      {
        artifact: "turnover.csv",
        expected: 3,
        actual: 2,
        message: "turnover.csv has 2 rows, run.json declares 3, although the bytes are the declared ones",
      },
      { artifact: "run.log", actual: "no such file", message: "run.log is absent that run.json declares" },
      {
        artifact: "metrics.json",
        expected: "declared",
        actual: "not declared",
        message: "metrics.json is here and run.json does not declare it",
      },
    );
  });

  it("counts rows of files that are there, and says when it could not", () => {
    expectFail(judged(digestsMatch, { files: [{ ...good, sha256: undefined, rows: undefined }] }), {
      actual: "no such file",
    });
    expectFail(
      judged(digestsMatch, { files: [{ ...good, sha256: "a0", rows: undefined }] }),
      { actual: "a0" },
      { actual: "unknown", message: "turnover.csv has unknown rows, run.json declares 3" },
    );
  });

  it("fails for a config that was edited after the run", () => {
    const edited = { declared: "sha256:aa", found: "sha256:a0" };
    expectFail(judged(digestsMatch, { config: {}, configDigest: edited, files: [] }), {
      artifact: "run.json",
      expected: "sha256:aa",
      actual: "sha256:a0",
      message: "the config in run.json is not the one that its configDigest is of: it was edited",
    });
    expectPass(judged(digestsMatch, { config: {}, configDigest: { ...edited, found: "sha256:aa" }, files: [] }), 5);
  });

  it("fails for conventions that stand twice and not alike", () => {
    const sketch = { config: { conventions: { returns: "simple" } }, files: [good] } as const;
    expectPass(judged(digestsMatch, sketch), 6);
    expectFail(judged(digestsMatch, { ...sketch, conventions: { returns: "log" } }), {
      artifact: "run.json",
      expected: "simple",
      actual: "log",
      message: "run.json has returns twice: log under conventions, simple in its config",
    });
  });

  it("is skipped for a run in memory and a folder without run.json", () => {
    expectSkipped(judged(digestsMatch, {}), "needs run.json (artifacts)");
    expectSkipped(judged(digestsMatch, { files: [{ ...good, declared: undefined }] }), "needs run.json (artifacts)");
  });
});
