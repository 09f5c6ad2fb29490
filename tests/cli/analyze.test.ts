import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { analysisSchema } from "../../src/model/analysis.ts";
import { tieout } from "./support.ts";

const RUN = "run";
const LEFT = resolve("fixtures/runs/execsim-one-asset-left");

describe("tieout analyze", () => {
  let cwd: string;
  beforeAll(async () => {
    cwd = mkdtempSync(join(tmpdir(), "tieout-analyze-"));
    expect((await tieout(cwd, "run", "--market", "us-stocks", "--out", RUN)).code).toBe(0);
  });
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));
  const read = (...path: string[]) => readFileSync(join(cwd, ...path), "utf8");
  const documentOf = (folder: string) => analysisSchema.parse(JSON.parse(read(folder, "analysis.json")));

  it("writes a page, an SVG and a PNG of each chart, and says what it drew", async () => {
    const { code, out, err } = await tieout(cwd, "analyze", RUN, "--out", "charts");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("7 charts of run: equity, leverage, gross, turnover, rolling, distribution, months");
    const { charts, inputs } = documentOf("charts");
    expect(charts.map(({ files }) => files)).toContainEqual(["equity.svg", "equity.png"]);
    expect(readdirSync(join(cwd, "charts"))).toHaveLength(2 + 2 * charts.length);
    expect(inputs.find(({ name }) => name === "returns.csv")?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    const png = readFileSync(join(cwd, "charts", "gross.png"));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.readUInt32BE(16)).toBe(1280);
    expect(png.length).toBeGreaterThan(8000);
    expect(read("charts", "gross.svg")).not.toContain("var(--");
    expect(read("charts", "analysis.html")).toContain("Nothing here was judged");
  });

  it("refuses to overwrite, replaces only an analysis and only when asked, with the same bytes", async () => {
    const before = read("charts", "analysis.html");
    const again = await tieout(cwd, "analyze", RUN, "--out", "charts", "--format", "html");
    expect(again.code).toBe(2);
    expect(again.err).toContain("the folder is not empty");
    expect(existsSync(join(cwd, "charts", "equity.png"))).toBe(true);
    const args = ["--out", "charts", "--format", "html", "--format", "svg", "--replace"];
    expect((await tieout(cwd, "analyze", RUN, ...args)).code).toBe(0);
    expect(read("charts", "analysis.html")).toBe(before);
    expect(existsSync(join(cwd, "charts", "equity.png"))).toBe(false);
    mkdirSync(join(cwd, "mine"));
    writeFileSync(join(cwd, "mine", "thesis.txt"), "mine");
    const other = await tieout(cwd, "analyze", RUN, "--out", "mine", "--replace");
    expect(other.err).toContain("holds no analysis");
    expect(readdirSync(cwd).sort()).toEqual(["charts", "mine", "run"]);
  });

  it("draws what can be read of a broken run, names what cannot, and says so with its exit code", async () => {
    cpSync(LEFT, join(cwd, "broken"), { recursive: true });
    writeFileSync(join(cwd, "broken", "weights_post.csv"), "date,ZT\n2024-01-05,0.5,7\n");
    writeFileSync(join(cwd, "broken", "turnover.csv"), "date,turnover,cost\n2024-01-05,abc,0\n");
    const { code, out, err } = await tieout(cwd, "analyze", "broken", "--out", "partly", "--format", "html");
    expect(code).toBe(2);
    expect(err).toMatch(/not drawn: .*turnover\.csv:2/);
    expect(err).toMatch(/not drawn: .*weights_post\.csv:2/);
    expect(err).not.toContain(cwd);
    expect(out).toContain("left out: Turnover, which needs turnover.csv");
    const { charts, unreadable } = documentOf("partly");
    expect(unreadable).toHaveLength(2);
    expect(charts.find(({ id }) => id === "gross")?.description).toMatch(/before targeting.*after the scalar/);
    expect(read("partly", "analysis.html")).toContain("Not readable, and so not drawn");
  });

  it("writes nothing where nothing can be drawn", async () => {
    mkdirSync(join(cwd, "bare"));
    writeFileSync(join(cwd, "bare", "run.log"), "hello\n");
    const { code, err } = await tieout(cwd, "analyze", "bare", "--out", "none");
    expect(code).toBe(2);
    expect(err).toContain("no chart can be drawn of this run");
    expect(err).toContain("turnover.csv (Turnover)");
    expect(existsSync(join(cwd, "none"))).toBe(false);
  });

  it("writes the page and the SVG files where PNG files cannot be made, and says what is missing", async () => {
    vi.doMock("@napi-rs/canvas", () => {
      throw new Error("absent");
    });
    const { code, err } = await tieout(cwd, "analyze", RUN, "--out", "no-png");
    const asked = await tieout(cwd, "analyze", RUN, "--out", "asked-png", "--format", "png");
    vi.doUnmock("@napi-rs/canvas");
    expect({ byItself: code, asked: asked.code }).toEqual({ byItself: 0, asked: 2 });
    expect(err).toContain("no PNG files were written");
    expect(err).toContain("npm install @napi-rs/canvas");
    const files = readdirSync(join(cwd, "no-png"));
    expect(files.filter((file) => file.endsWith(".svg"))).toHaveLength(7);
    expect(files).toContain("analysis.html");
  });

  it("refuses a format that it does not know", async () => {
    const { code, err } = await tieout(cwd, "analyze", RUN, "--out", "x", "--format", "gif");
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining("html, svg, png") });
  });
});
