import { existsSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { chromium } from "playwright-core";

/** Where a Chromium may be; `CHROMIUM` in the environment names another one. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
];

const executablePath = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));

/** Whether to leave the tests out: there is no browser here, and this is not continuous integration, where one has to be. */
export const withoutBrowser = executablePath === undefined && process.env.CI === undefined;

/** What is shown in the place of tests that are left out, and of those that are not. */
export const NEEDED = "(needs Chromium: found, or named with CHROMIUM=/path/to/it)";

/** Starts the browser; throws where there is none. Its sandbox needs a user who is not root. */
export function startBrowser(): Promise<Browser> {
  if (executablePath === undefined) throw new Error(`no Chromium at ${PLACES.join(", ")}, nor in CHROMIUM`);
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: ["--disable-dev-shm-usage", ...(isRoot ? ["--no-sandbox"] : [])] });
}

/** A page of a file, opened from disk with the network off, with everything that it asked for or complained of. */
export interface Opened {
  readonly page: Page;
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

export async function openFile(browser: Browser, file: string, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext({ offline: true, ...options });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  await page.goto(`file://${file}`);
  return { page, requests, complaints };
}
