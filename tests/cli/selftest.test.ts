import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sensitivitySchema } from "../../src/model/sensitivity.ts";
import { inTemporaryFolder, tieout } from "./support.ts";

const FIXTURE = join(import.meta.dirname, "../../fixtures/runs/execsim-worked-line");
const ONE_FAULT = ["selftest", "--fault", "peak-not-seeded", "--cases", "16"];

function bytesOf(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), "base64")]));
}

describe("tieout selftest: the kill matrix", () => {
  it("is text, Markdown, JSON or HTML", async () => {
    const text = await tieout(".", ...ONE_FAULT);
    expect(text).toMatchObject({ code: 0 });
    expect(text.out).toContain("KILLED    peak-not-seeded");
    expect((await tieout(".", ...ONE_FAULT, "--format", "md")).out).toMatch(/^# Self-test: PASS\n/);
    expect((await tieout(".", ...ONE_FAULT, "--format", "html")).out).toMatch(/^<!doctype html>/);
    const json = JSON.parse((await tieout(".", ...ONE_FAULT, "--format", "json")).out);
    expect(json).toMatchObject({ verdict: "pass", kills: [{ fault: "peak-not-seeded", survived: [] }] });
  });

  it.each(["text", "md", "html"])("leaves a fault open that too few cases did not show, as %s too", async (format) => {
    const weak = ["selftest", "--fault", "scalar-above-one", "--cases", "1", "--seed", "1", "--format", format];
    const { code, out } = await tieout(".", ...weak);
    expect(code).toBe(3);
    expect(out).toMatch(/unproven/i);
    expect(out).toMatch(/TOO FEW CASES.* 1 generated scenario a fault, where 512 are enough for every one of them/);
    expect(out).toMatch(/leave --cases out, or give 512 or more/);
  });

  it("has no other format", async () => {
    const { code, err } = await tieout(".", "selftest", "--format", "xml");
    expect(code).toBe(2);
    expect(err).toContain("expected text, md, json, html");
  });
});

describe("tieout selftest --run", () => {
  it("shows what an audit of the folder notices, and leaves every byte of it alone", async () => {
    const before = bytesOf(FIXTURE);
    const { code, out } = await tieout(FIXTURE, "selftest", "--run", ".", "--seed", "1");
    expect(code).toBe(0);
    expect(out).toContain("run execsim-worked-line · seed 1");
    expect(out).toMatch(
      /drop-asset: .*\n {4}returns\.csv · column \w+\n {8}by accounting\/artifacts-cover-every-asset/,
    );
    expect(bytesOf(FIXTURE)).toEqual(before);
  });

  it("is the same again, and a document of its schema as JSON", async () => {
    const args = ["selftest", "--run", FIXTURE, "--format", "json"];
    const { out } = await tieout(".", ...args);
    expect(sensitivitySchema.parse(JSON.parse(out)).run).toBe("execsim-worked-line");
    expect((await tieout(".", ...args)).out).toBe(out);
    expect((await tieout(".", "selftest", "--run", FIXTURE, "--format", "md")).out).toContain("## Blind spots");
  });

  it("answers what cannot be read, and what makes no sense, with exit 2", async () => {
    await inTemporaryFolder(async (folder) => {
      expect(await tieout(folder, "selftest", "--run", "nowhere")).toMatchObject({ code: 2, out: "" });
    });
    expect((await tieout(".", "selftest", "--run", FIXTURE, "--format", "html")).code).toBe(2);
    expect((await tieout(".", "selftest", "--run", FIXTURE, "--cases", "3")).err).toContain("leave them out");
  });
});
