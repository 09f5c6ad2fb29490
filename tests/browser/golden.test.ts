import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { goldenDiffPage, HOSTILE } from "../golden/pages.ts";
import { barriers } from "./axe.ts";
import { NEEDED, openFile, startBrowser, withoutBrowser } from "./browser.ts";

describe.skipIf(withoutBrowser)(
  `the page of a golden diff in a browser, from disk and without a network ${NEEDED}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "tieout-golden-page-"));
    const file = join(folder, "golden-diff.html");
    let browser: Browser;

    beforeAll(async () => {
      writeFileSync(file, await goldenDiffPage());
      browser = await startBrowser();
    });
    afterAll(async () => {
      await browser?.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it("opens without a request or a complaint, draws the series, and runs nothing of a name", async () => {
      const { page, requests, complaints } = await openFile(browser, file);
      expect(requests).toEqual([`file://${file}`]);
      expect(complaints).toEqual([]);
      const charts = page.locator(".first svg");
      expect(await charts.count()).toBe(2);
      for (const chart of await charts.all()) expect((await chart.boundingBox())?.height).toBeGreaterThan(100);
      expect(await page.evaluate("globalThis.ran")).toBeUndefined();
      expect(await page.locator("main").textContent()).toContain(HOSTILE);
      await page.context().close();
    });

    it("has no barrier that axe-core knows, fits a phone, and is told in the dark", async () => {
      const { page } = await openFile(browser, file, { colorScheme: "light" });
      await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      expect(await barriers(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await barriers(page, ["color-contrast"])).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
      await page.context().close();
    });
  },
);
