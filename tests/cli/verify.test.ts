import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Places } from "../../src/attest/places.ts";
import { parseStrictJson } from "../../src/attest/strict-json.ts";
import { verificationSchema } from "../../src/attest/verification.ts";
import { verifyAttestation } from "../../src/attest/verify-attestation.ts";
import { ConfigError } from "../../src/model/errors.ts";
import { publicKey, publicPem, signingPem } from "../attest/keys-support.ts";
import { inTemporaryFolder, tieout } from "./support.ts";

/** A workspace: a small run, its report, an attestation without and one with a signature, keys. Tests leave it as it was. */
let folder = "";
const at = (...parts: string[]) => join(folder, ...parts);
const KEY = ["--public-key", "a.pub.pem"];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tieout-verify-"));
  mkdirSync(at("runs", "one", "notes"), { recursive: true });
  writeFileSync(at("runs", "one", "equity_curve.csv"), "date,equity,drawdown\n2024-01-02,1,0\n2024-01-03,0.9,-0.1\n");
  writeFileSync(at("runs", "one", "metrics.json"), '{"max_drawdown": -0.1}\n');
  writeFileSync(at("runs", "one", "notes", "why é.txt"), "because\n");
  writeFileSync(at("tieout.config.json"), "{}\n");
  for (const name of ["A", "B"] as const) {
    writeFileSync(at(`${name.toLowerCase()}.pem`), signingPem(name));
    writeFileSync(at(`${name.toLowerCase()}.pub.pem`), publicPem(name));
  }
  const audit = ["audit", "runs/one", "--report", "out", "--format", "json", "--format", "md", "--attest"];
  await tieout(folder, ...audit, "plain.json");
  await tieout(folder, ...audit, "signed.json", "--key", "a.pem");
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Does something with a file's bytes in their place, and puts them back. */
async function withBytes<T>(
  file: string,
  change: (bytes: Buffer) => Buffer | string,
  work: () => Promise<T>,
): Promise<T> {
  const bytes = readFileSync(at(file));
  writeFileSync(at(file), change(Buffer.from(bytes)));
  try {
    return await work();
  } finally {
    writeFileSync(at(file), bytes);
  }
}

function flipped(position: number, mask: number) {
  return (bytes: Buffer) => {
    bytes[position % bytes.length]! ^= mask;
    return bytes;
  };
}

const ATTESTED = [
  "runs/one/equity_curve.csv",
  "runs/one/metrics.json",
  "runs/one/notes/why é.txt",
  "out/report.json",
  "out/report.md",
  "tieout.config.json",
];

describe("an attestation", () => {
  it("names every file by its way from the working directory, and is the same bytes again", async () => {
    const statement = JSON.parse(readFileSync(at("plain.json"), "utf8"));
    const names = statement.subject.map(({ name }: { name: string }) => name);
    const configuration = statement.predicate.configuration.map(({ name }: { name: string }) => name);
    expect([...names, ...configuration].sort()).toEqual([...ATTESTED, "catalog"].sort());
    expect(statement.predicate.tieout).toMatchObject({
      command: "tieout audit runs/one",
      folders: ["runs/one"],
      report: "out/report.json",
      verdict: "unproven",
    });
    expect(JSON.stringify(statement)).not.toContain(basename(folder));
    const envelope = JSON.parse(readFileSync(at("signed.json"), "utf8"));
    expect(Buffer.from(envelope.payload, "base64").toString()).toBe(readFileSync(at("plain.json"), "utf8"));
  });

  it("is refused where it could not be verified afterwards", async () => {
    const audit = (...more: string[]) => tieout(folder, "audit", "runs/one", ...more);
    const refusals = [
      [["--attest", "x.json"], "add --report DIR"],
      [["--report", "out2", "--format", "md", "--attest", "x.json"], "add --format json"],
      [["--report", "out2", "--attest", "runs/one/x.json"], "would stand among the files that it is over"],
      [["--report", "out2", "--attest", "out2/report.json"], "would stand among the files that it is over"],
      [["--report", "out2", "--attest", "tieout.config.json"], "would stand among the files that it is over"],
      [["--report", "out2", "--attest", "runs"], "--attest: a folder stands where a file belongs"],
      [["--report", "out2", "--attest", "a.pem", "--key", "a.pem"], "would be written over the key"],
      [["--report", "out2", "--key", "a.pem"], "a key signs an attestation, and none is asked for"],
      [["--report", "out2", "--attest", "x.json", "--key", "a.pub.pem"], "expected one PRIVATE KEY"],
    ] as const;
    for (const [more, said] of refusals) {
      const { code, err } = await audit(...more);
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(said) });
    }
    symlinkSync("/etc/hostname", at("runs", "one", "out.csv"));
    const { code, err } = await audit("--report", "out2", "--attest", "x.json");
    unlinkSync(at("runs", "one", "out.csv"));
    rmSync(at("out2"), { recursive: true });
    expect(err).toContain("runs/one/out.csv: it cannot be attested: expected a file that can be read, was a link that");
    expect(code).toBe(2);
  });
});

describe("tieout verify", () => {
  it("ties out under the signer's key, and says that not everything was checked without", async () => {
    const signed = await tieout(folder, "verify", "signed.json", ...KEY);
    expect(signed).toMatchObject({ code: 0, err: "" });
    expect(signed.out).toMatch(
      /^signature good: key [0-9a-f]{64}\n\nTIES OUT {2}6 files the same\nthe report's verdict is UNPROVEN\n$/,
    );
    for (const args of [["signed.json"], ["plain.json"], ["out/report.json"]]) {
      const { code, out } = await tieout(folder, "verify", ...args);
      expect(code, args.join()).toBe(3);
      expect(out).toMatch(/^signature unchecked: .*\n\nNOT EVERYTHING WAS CHECKED {2}\d files the same\n/);
    }
    for (const args of [["signed.json"], ["plain.json"], ["out/report.json"]]) {
      const { code, out } = await tieout(folder, "verify", ...args, "--unsigned");
      expect(code, args.join()).toBe(0);
      expect(out).toContain("signature waived: none was expected (--unsigned)");
    }
  });

  it("refuses another's signature, and the absence of one that was asked for", async () => {
    const other = await tieout(folder, "verify", "signed.json", "--public-key", "b.pub.pem");
    expect(other).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^signature bad: no signature holds under key /),
    });
    const both = await tieout(folder, "verify", "signed.json", ...KEY, "--public-key", "b.pub.pem");
    expect(both.code).toBe(1);
    const none = await tieout(folder, "verify", "plain.json", ...KEY);
    expect(none).toMatchObject({ code: 1, out: expect.stringContaining("signature missing: a key was given") });
    const stripped = (bytes: Buffer) => JSON.stringify({ ...JSON.parse(bytes.toString()), signatures: [] });
    await withBytes("signed.json", stripped, async () => {
      expect((await tieout(folder, "verify", "signed.json", ...KEY)).code).toBe(1);
    });
  });

  it("names the file of which one byte changed, whichever byte it is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ATTESTED),
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 255 }),
        (file, position, mask) =>
          withBytes(file, flipped(position, mask), async () => {
            const { code, out } = await tieout(folder, "verify", "signed.json", ...KEY);
            expect(code).toBe(1);
            expect(out).toMatch(
              new RegExp(
                `^CHANGED {5}${file.replace(".", "\\.")}( \\(.*\\))?: still \\d+ bytes\n +expected sha256:.*\n +actual`,
                "m",
              ),
            );
            expect(out).toContain("5 files the same, 1 changed");
          }),
      ),
      { numRuns: 40 },
    );
  });

  it("notices any byte of the signed attestation that changed", () => {
    const bytes = readFileSync(at("signed.json"));
    const verdictOf = (changed: Buffer) => {
      try {
        const document = parseStrictJson(changed, "signed.json");
        const request = { document, path: at("signed.json"), where: "signed.json", keys: [publicKey("A")] };
        const places = () => new Places(folder, new Map());
        return verifyAttestation({ ...request, unsigned: false, places }).verdict;
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
        return "refused";
      }
    };
    expect(verdictOf(bytes)).toBe("ties-out");
    const payload = bytes.indexOf('"payload": "') + 12;
    const end = bytes.indexOf('"', payload);
    const outside = Array.from({ length: bytes.length }, (_, i) => i).filter((i) => i < payload || i >= end);
    const inside = fc.sample(fc.integer({ min: payload, max: end - 1 }), { numRuns: 60, seed: 7 });
    for (const position of [...outside, ...inside]) {
      const mask = [1, 6, 32][position % 3]!;
      const verdict = verdictOf(flipped(position, mask)(Buffer.from(bytes)));
      expect(["changed", "incomplete", "refused"], `byte ${position} with mask ${mask}`).toContain(verdict);
    }
  });

  it("says of bytes that mean the same that something else wrote them, and of fields that nobody vouches for them", async () => {
    const again = (change: (text: string) => string) =>
      withBytes(
        "signed.json",
        (bytes) => change(bytes.toString()),
        () => tieout(folder, "verify", "signed.json", ...KEY),
      );
    const compact = await again((text) => JSON.stringify(JSON.parse(text)));
    expect(compact.code).toBe(0);
    const blank = await again((text) => text.replace("{\n", "{ \n"));
    expect(blank).toMatchObject({ code: 3, out: expect.stringContaining("it says the same in other bytes") });
    const windows = await again((text) => text.replaceAll("\n", "\r\n"));
    expect(windows.code).toBe(3);
    const field = await again((text) => JSON.stringify({ note: "trust me", ...JSON.parse(text) }));
    expect(field).toMatchObject({
      code: 3,
      out: expect.stringContaining("the field note of the envelope: no signature"),
    });
    const unnamed = await again((text) => text.replace(/"keyid": "[0-9a-f]*"/, '"keyid": ""'));
    expect(unnamed.code).toBe(0);
  });

  it("refuses what is no attestation: another type, a key that stands twice, another document", async () => {
    const refused = async (file: string, change: (text: string) => string) => {
      const change_ = (bytes: Buffer) => change(bytes.toString());
      const { code, err } = await withBytes(file, change_, () => tieout(folder, "verify", file));
      expect(code).toBe(2);
      return err;
    };
    expect(await refused("signed.json", (text) => text.replace("in-toto+json", "other+json"))).toContain(
      "the payload is of another type: expected application/vnd.in-toto+json, was application/vnd.other+json",
    );
    expect(await refused("signed.json", (text) => text.replace("{", '{ "payload": "e30=",'))).toContain(
      'a key stands twice in one object: expected every key once, so that every reader reads the same, was "payload"',
    );
    expect(await refused("plain.json", (text) => text.replace("{", '{ "subject": [],'))).toContain('was "subject"');
    expect(await refused("plain.json", (text) => text.replace("test-result/v0.1", "vsa/v1"))).toContain(
      "predicateType",
    );
    expect(await refused("plain.json", (text) => text.replaceAll("runs/one/", "../one/"))).toContain(
      "not a path below",
    );
    expect(await refused("plain.json", () => '{"some": "thing"}')).toContain("_type");
    expect(await refused("plain.json", () => "[]")).toContain("plain.json");
    const twice = (text: string) => text.replace('"name": "out/report.md"', '"name": "out/report.json"');
    expect(await refused("plain.json", twice)).toContain("a file is attested twice: was out/report.json");
    expect((await tieout(folder, "verify", "absent.json")).code).toBe(2);
    expect((await tieout(folder, "verify", "signed.json", "--format", "md")).err).toContain("expected text, json");
    expect((await tieout(folder, "verify", "signed.json", "--attestation", "plain.json")).err).toContain(
      "not a report",
    );
    expect((await tieout(folder, "verify", "signed.json", ...KEY, "--unsigned")).code).toBe(2);
    expect((await tieout(folder, "verify", "signed.json", "--at", "runs")).err).toContain("expected NAME=PATH");
  });

  it("names what is missing, what is new, what stands in the place of a file, and line ends that changed", async () => {
    await inTemporaryFolder(async (copy) => {
      cpSync(folder, copy, { recursive: true });
      const run = (...parts: string[]) => join(copy, "runs", "one", ...parts);
      renameSync(run("metrics.json"), run("metrics2.json"));
      writeFileSync(run("equity_curve.csv"), readFileSync(run("equity_curve.csv"), "utf8").replaceAll("\n", "\r\n"));
      rmSync(run("notes", "why é.txt"));
      mkdirSync(run("notes", "why é.txt"));
      symlinkSync("notes", run("more"));
      symlinkSync(join(folder, "out", "report.md"), join(copy, "report.md"));
      const { code, out } = await tieout(copy, "verify", "signed.json", ...KEY);
      expect(code).toBe(1);
      expect(out).toContain("MISSING     runs/one/metrics.json\n");
      expect(out).toContain("NEW         runs/one/metrics2.json\n");
      expect(out).toContain("NEW         runs/one/more: a link to a folder\n");
      expect(out).toContain("CHANGED     runs/one/notes/why é.txt: there is a folder in its place\n");
      expect(out).toContain("CHANGED     runs/one/equity_curve.csv: only its line ends changed, from LF to CRLF\n");
      expect(out).toContain("CHANGED  3 files the same, 2 changed, 1 missing, 2 new");
    });
  });

  it("takes a link out of a folder for no file of it, and one within for the file", async () => {
    await inTemporaryFolder(async (copy) => {
      cpSync(folder, copy, { recursive: true });
      const metrics = join(copy, "runs", "one", "metrics.json");
      renameSync(metrics, join(copy, "metrics.json"));
      symlinkSync("../../metrics.json", metrics);
      const { code, out } = await tieout(copy, "verify", "signed.json", ...KEY);
      expect(code).toBe(1);
      expect(out).toContain("runs/one/metrics.json: there is a link that leads out of the folder in its place");
    });
  });

  it("follows moved folders and a moved report, and takes no report for another", async () => {
    await inTemporaryFolder(async (copy) => {
      cpSync(at("runs", "one"), join(copy, "elsewhere"), { recursive: true });
      cpSync(at("out", "report.json"), join(copy, "mine.json"));
      const moved = [
        "--at",
        `runs/one=${join(copy, "elsewhere")}`,
        "--at",
        `out/report.json=${join(copy, "mine.json")}`,
      ];
      expect((await tieout(folder, "verify", "signed.json", ...KEY, ...moved)).code).toBe(0);
      expect(
        (await tieout(copy, "verify", at("signed.json"), "--public-key", at("a.pub.pem"), "--root", folder)).code,
      ).toBe(0);
      cpSync(at("signed.json"), join(copy, "elsewhere", "signed.json"));
      const inside = join(copy, "elsewhere", "signed.json");
      expect((await tieout(folder, "verify", inside, ...KEY, ...moved)).code).toBe(0);
      expect((await tieout(folder, "verify", "signed.json", ...KEY, ...moved)).out).toContain(
        "NEW         runs/one/signed.json",
      );
      const named = ["verify", join(copy, "mine.json"), "--attestation", "signed.json", ...KEY];
      expect((await tieout(folder, ...named)).code).toBe(0);
      await tieout(folder, "audit", "runs/one", "--invariant", "drawdown", "--report", copy, "--format", "json");
      const other = await tieout(folder, "verify", join(copy, "report.json"), "--attestation", "signed.json", ...KEY);
      expect(other).toMatchObject({ code: 1, out: expect.stringContaining("CHANGED     out/report.json (report)") });
      const lost = await tieout(copy, "verify", at("signed.json"), "--public-key", at("a.pub.pem"));
      expect(lost).toMatchObject({ code: 1, out: expect.stringContaining("0 files the same, 6 missing") });
    });
  });

  it("knows the working directory as a folder, with the report outside of it", async () => {
    await inTemporaryFolder(async (copy) => {
      cpSync(at("runs", "one"), join(copy, "one"), { recursive: true });
      const run = join(copy, "one");
      await tieout(run, "audit", ".", "--report", "../out", "--attest", "../a.json");
      const moved = ["--unsigned", "--at", "out=../out"];
      expect(await tieout(run, "verify", "../a.json", ...moved)).toMatchObject({ code: 0 });
      const lost = await tieout(run, "verify", "../a.json", "--unsigned");
      expect(lost).toMatchObject({
        code: 1,
        out: expect.stringContaining("say where files are now: --root DIR, or --at"),
      });
      writeFileSync(join(run, "new.csv"), "");
      expect((await tieout(run, "verify", "../a.json", ...moved)).out).toContain("NEW         new.csv");
    });
  });

  it("finds an attestation that says other things than its report, even where every digest is right", async () => {
    interface Said {
      subject: { name: string }[];
      predicate: object;
    }
    const said = async (change: (statement: Said) => Said) => {
      const { code, out } = await withBytes(
        "plain.json",
        (bytes) => JSON.stringify(change(JSON.parse(bytes.toString()))),
        () => tieout(folder, "verify", "plain.json", "--unsigned"),
      );
      return `${code} ${out}`;
    };
    const saying = (more: object) => said((all) => ({ ...all, predicate: { ...all.predicate, ...more } }));
    const without = (file: string) =>
      said((all) => ({ ...all, subject: all.subject.filter(({ name }) => name !== file) }));
    expect(await saying({ result: "PASSED" })).toMatch(/^1 [\s\S]*CONTRADICTS .* say different things of: result/);
    expect(await saying({ passedTests: ["all"] })).toContain("different things of: passedTests");
    expect(await saying({ configuration: [] })).toContain("different things of: catalog");
    const missing = await without("runs/one/metrics.json");
    expect(missing).toContain("the report was made of another runs/one/metrics.json than the one attested");
    expect(missing).toContain("NEW         runs/one/metrics.json");
    expect(await without("out/report.json")).toContain("names the report out/report.json, and is not over it");
  });

  it("finds a report that was made to pass, even where the attestation was made to fit", async () => {
    const forged = readFileSync(at("out", "report.json"), "utf8").replace('"verdict": "unproven"', '"verdict": "pass"');
    const before = createHash("sha256")
      .update(readFileSync(at("out", "report.json")))
      .digest("hex");
    const after = createHash("sha256").update(forged).digest("hex");
    const fitted = (text: string) =>
      text
        .replace(before, after)
        .replace('"result": "FAILED"', '"result": "PASSED"')
        .replace('"verdict": "unproven"', '"verdict": "pass"');
    const verify = () => tieout(folder, "verify", "plain.json", "--unsigned");
    const { code, out } = await withBytes(
      "plain.json",
      (bytes) => fitted(bytes.toString()),
      () => withBytes("out/report.json", () => forged, verify),
    );
    expect(out).toContain("CONTRADICTS the report gives itself the verdict pass, and its invariants come to unproven");
    expect(out).toContain("6 files the same");
    expect(code).toBe(1);
  });

  it("holds a report to the files that it was made of", async () => {
    const verify = () => tieout(folder, "verify", "out/report.json", "--unsigned");
    const moved = ["--root", "out", "--at", "runs/one=runs/one"];
    expect(await tieout(folder, "verify", "out/report.json", "--unsigned", ...moved)).toMatchObject({
      code: 0,
    });
    await withBytes("runs/one/metrics.json", flipped(3, 1), async () => {
      expect(await verify()).toMatchObject({
        code: 1,
        out: expect.stringMatching(/^CHANGED {5}runs\/one\/metrics\.json\n/m),
      });
    });
    writeFileSync(at("runs", "one", "turnover.csv"), "date,turnover,cost\n");
    const appeared = await verify();
    unlinkSync(at("runs", "one", "turnover.csv"));
    expect(appeared).toMatchObject({ code: 1, out: expect.stringContaining("NEW         runs/one/turnover.csv") });
    const saying = (more: object) =>
      withBytes(
        "out/report.json",
        (bytes) => `${JSON.stringify({ ...JSON.parse(bytes.toString()), ...more }, null, 2)}\n`,
        verify,
      );
    const verdict = await saying({ verdict: "pass" });
    expect(verdict).toMatchObject({
      code: 1,
      out: expect.stringContaining("gives itself the verdict pass, and its invariants come to unproven"),
    });
    const silent = await saying({ provenance: {} });
    expect(silent).toMatchObject({ code: 3, out: expect.stringContaining("it has no digests of inputs") });
    const weak = { provenance: { inputs: [{ name: "runs/one/metrics.json", digest: "md5:00" }] } };
    expect((await saying(weak)).out).toContain("UNCHECKED   runs/one/metrics.json: md5:00 is no");
    const up = { provenance: { inputs: [{ name: "../../etc/passwd", digest: `sha256:${"0".repeat(64)}` }] } };
    expect((await saying(up)).code).toBe(3);
    const keyed = await tieout(folder, "verify", "out/report.json", ...KEY);
    expect(keyed).toMatchObject({ code: 2, err: expect.stringContaining("add --attestation FILE") });
  });

  it("says in JSON what it says in text", async () => {
    await withBytes("out/report.md", flipped(0, 1), async () => {
      const { code, out } = await tieout(folder, "verify", "signed.json", ...KEY, "--format", "json");
      const verification = verificationSchema.parse(JSON.parse(out));
      expect(code).toBe(1);
      expect(verification).toMatchObject({ verdict: "changed", reported: "unproven", signature: { state: "good" } });
      expect(verification.counts).toEqual({ same: 5, changed: 1, missing: 0, new: 0, unreadable: 0 });
      expect(verification.files.filter(({ state }) => state !== "same").map(({ name }) => name)).toEqual([
        "out/report.md",
      ]);
    });
  });

  it("does not take what cannot be read for checked", async () => {
    const unreadable = ["--at", "out/report.md=/proc/self/mem"];
    const { code, out } = await tieout(folder, "verify", "signed.json", ...KEY, ...unreadable);
    expect({ code, out }).toEqual({
      code: 3,
      out: expect.stringMatching(/^UNREADABLE {2}out\/report\.md \(report\): /m),
    });
  });
});
