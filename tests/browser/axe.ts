import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import axe from "axe-core";
import type { Page } from "playwright-core";

const version = createRequire(import.meta.url)("axe-core/package.json").version as string;

/**
 * What axe-core has against a page, one line a place; the page's policy lets no script in, so it is evaluated. `rules` are those to ask; all
 * when absent.
 */
export async function barriers(page: Page, rules?: readonly string[]): Promise<string[]> {
  const options = { resultTypes: ["violations"], preload: false, ...(rules === undefined ? {} : { runOnly: rules }) };
  await page.evaluate(axe.source);
  const { violations, testEngine } = (await page.evaluate(
    `axe.run(document, ${JSON.stringify(options)})`,
  )) as AxeResults;
  if (testEngine.version !== version) throw new Error("another axe-core answered");
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary }) => `${id}: ${help} (${target.join(" ")}) ${failureSummary}`),
  );
}
