import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { barriers } from "./axe.ts";
import { NEEDED, openFile, startBrowser, withoutBrowser } from "./browser.ts";
import { analysisOf, HOSTILE, selfTestPage, wholeReport } from "./pages.ts";

describe.skipIf(withoutBrowser)(`the pages in a browser, from disk and without a network ${NEEDED}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "tieout-pages-"));
  const report = join(folder, "report.html");
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(report, wholeReport());
    writeFileSync(join(folder, "selftest.html"), selfTestPage());
    writeFileSync(join(folder, "analysis.html"), await analysisOf("fixtures/runs/execsim-one-asset-left"));
    browser = await startBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(["report.html", "selftest.html", "analysis.html"])(
    "%s opens without asking for anything else or a complaint, fits a phone, and has no barrier that axe-core knows",
    async (name) => {
      const file = join(folder, name);
      const { page, requests, complaints } = await openFile(browser, file, { colorScheme: "light" });
      expect(requests).toEqual([`file://${file}`]);
      await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      expect(await barriers(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await barriers(page, ["color-contrast"])).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it("the report shows every chart as a picture with a name and a description", async () => {
    const { page } = await openFile(browser, report);
    const charts = page.locator("#charts svg");
    expect(await charts.count()).toBe(8);
    for (const chart of await charts.all()) {
      expect((await chart.boundingBox())?.height).toBeGreaterThan(50);
      expect(await chart.locator("path").count()).toBeGreaterThan(3);
    }
    await expect(page.getByRole("img", { name: /^Equity and drawdown From/ }).count()).resolves.toBe(1);
    await page.context().close();
  });

  it("the report keeps names with markup in them text, wherever they stand", async () => {
    const { page, complaints } = await openFile(browser, report);
    expect(await page.evaluate("globalThis.ran")).toBeUndefined();
    expect(await page.locator("img, script").count()).toBe(1);
    for (const part of ["h1", "#findings", "#worked", "#static", "#assumptions"]) {
      expect(await page.locator(part).first().textContent()).toContain(HOSTILE);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("the report is filtered by the keyboard alone, and says how much is shown", async () => {
    const { page } = await openFile(browser, report);
    const shown = () => page.locator("tr[data-verdict]:visible").count();
    const status = page.getByRole("status");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.className")).toBe("skip");
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).hash).toBe("#content");
    expect(await shown()).toBe(5);
    for (let presses = 0; (await page.evaluate("document.activeElement.value")) !== "pass"; presses++) {
      expect(presses).toBeLessThan(40);
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Space");
    expect(await shown()).toBe(3);
    expect(await status.textContent()).toBe("3 of 5 invariants shown");
    expect(await page.locator("[data-group]:visible").count()).toBe(3);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await shown()).toBe(3);
    for (const _ of ["fail", "unproven", "skipped", "words"]) await page.keyboard.press("Tab");
    await page.keyboard.type("exposure");
    expect(await status.textContent()).toBe("1 of 5 invariants shown");
    await page.keyboard.press("Enter");
    expect(await status.textContent()).toBe("1 of 5 invariants shown");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(() => status.textContent()).toBe("5 of 5 invariants shown");
    await page.context().close();
  });

  it("the report is printed whole: folds open, nothing cut off at the edge, dark ink on white", async () => {
    const { page } = await openFile(browser, report, { colorScheme: "dark", viewport: { width: 718, height: 1000 } });
    await page.emulateMedia({ media: "print" });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator("nav, .skip").filter({ visible: true }).count()).toBe(0);
    expect(await page.locator("#provenance details:not([open])").count()).toBe(0);
    const beyond = `[...document.querySelectorAll("main *")].filter((each) => each.closest(".sheet") === null
      && each.getBoundingClientRect().right > 719).map((each) => each.outerHTML.slice(0, 90))`;
    expect(await page.evaluate(beyond)).toEqual([]);
    expect(await page.evaluate("getComputedStyle(document.body).color")).toBe("rgb(0, 0, 0)");
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    expect(await page.locator("#provenance details[open]").count()).toBe(0);
    const paper = (await page.pdf({ preferCSSPageSize: true, format: "A4" })).toString("latin1");
    const widths = [...paper.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+)/g)].map(([, width]) => Math.round(Number(width)));
    expect(new Set(widths)).toEqual(new Set([596, 842]));
    await page.context().close();
  });
});
