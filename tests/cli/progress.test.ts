import { describe, expect, it } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { Progress } from "../../src/cli/io.ts";
import { progressBar } from "../../src/cli/progress-bar.ts";

const STANDING = { cases: 1024, planned: 4096, failures: 0, elapsed: 2000 };

describe("the progress bar", () => {
  it("shows bar, cases, rate, failures and time left", () => {
    expect(progressBar(STANDING, 100)).toBe(
      "██████░░░░░░░░░░░░░░░░░░ 1,024 of 4,096 cases · 512 cases/s · no failure · 6 s left",
    );
    expect(progressBar({ ...STANDING, failures: 2 }, 100)).toContain("2 failures");
  });

  it.each([
    [{ cases: 30, planned: 1_000_000, elapsed: 10_000 }, "3.0 cases/s · no failure · 92 h 35 min left"],
    [{ cases: 64, planned: 6464, elapsed: 1250 }, "51 cases/s · no failure · 2 min 05 s left"],
    [{ cases: 64, planned: 6464, elapsed: 1250, limit: 3200 }, "· 4 s left"],
    [{ cases: 64, planned: 6464, elapsed: 1250, limit: -5 }, "· 0 s left"],
    [{ cases: 64, planned: 6464, elapsed: 3 }, "64 of 6,464 cases · no failure"],
  ])("says what time means: %j", (standing, text) => {
    expect(progressBar({ ...STANDING, ...standing }, 120).endsWith(text)).toBe(true);
  });

  it("leaves out what does not fit, the least needed first, and never wraps", () => {
    const standing = { ...STANDING, failures: 12, elapsed: 20_000 };
    const lines = Array.from({ length: 100 }, (_, columns) => progressBar(standing, columns + 1));
    for (const [i, line] of lines.entries()) expect([...line].length).toBeLessThanOrEqual(i + 1);
    expect(lines[59]).toMatch(/^█{2}░{5} 1,024 of 4,096 cases · 12 failures · 1 min 00 s left$/);
    expect(lines[44]).toMatch(/^█+░+ 25% · 12 failures/);
    expect(lines[9]).toBe("25% · 12 f");
  });

  it("says that it reduces when all cases are through", () => {
    const through = { ...STANDING, cases: 4096, failures: 1 };
    expect(progressBar(through, 80)).toBe("4,096 cases, reducing 1 failure to the smallest scenario");
    expect(progressBar({ ...through, failures: 0 }, 80)).toContain("4,096 of 4,096 cases");
  });
});

describe("the progress line", () => {
  function recorder(more: Partial<Io> = {}): { io: Io; shown: string[]; advance: (milliseconds: number) => void } {
    const shown: string[] = [];
    let clock = 1000;
    const advance = (milliseconds: number) => {
      clock += milliseconds;
    };
    const io = {
      out: () => {},
      err: (text: string) => void shown.push(text),
      cwd: "/",
      color: false,
      interactive: true,
      ci: false,
      now: () => clock,
      today: () => "2026-01-01",
      ...more,
    };
    return { io, shown, advance };
  }

  it("is redrawn in place ten times a second at most, shows its end, and is wiped", () => {
    const { io, shown, advance } = recorder();
    const progress = new Progress(io, false);
    const draw = progress.bar();
    for (const cases of [64, 128, 256]) {
      advance(60);
      draw({ cases, planned: 256, failures: 0 });
    }
    progress.done();
    progress.done();
    expect(shown.map((text) => /(\d+) of/.exec(text)?.[1])).toEqual(["64", "256", undefined]);
    expect(shown.every((text) => text.startsWith("\r\u001b[2K"))).toBe(true);
    expect(shown.at(-1)).toBe("\r\u001b[2K");
  });

  it("knows how long it takes and how long it may", () => {
    const { io, shown, advance } = recorder({ columns: 90 });
    const draw = new Progress(io, false).bar(6000);
    advance(2000);
    draw({ cases: 200, planned: 100_000, failures: 0 });
    expect(shown[0]).toContain("100 cases/s · no failure · 3 s left");
  });

  it.each([
    ["a narrow terminal", { columns: 20 }, 19],
    ["a terminal that does not say", {}, 79],
  ])("is cut to %s, and lets no text steer it", (_, more, width) => {
    const { io, shown } = recorder(more);
    new Progress(io, false).show(() => `\u001b[31m${"x".repeat(200)}`);
    expect(shown[0]!.replace("\r\u001b[2K", "")).toHaveLength(width);
    expect(shown[0]!.lastIndexOf("\u001b")).toBe(1);
  });

  it.each([
    ["quiet", {}, true],
    ["no terminal", { interactive: false }, false],
    ["continuous integration", { ci: true }, false],
  ])("is silent: %s", (_, more, quiet) => {
    const { io, shown } = recorder(more);
    const progress = new Progress(io, quiet);
    progress.bar()({ cases: 1, planned: 2, failures: 0 });
    progress.show(() => "x");
    progress.done();
    expect(shown).toEqual([]);
  });
});
