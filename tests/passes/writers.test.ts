import { describe, expect, it } from "vitest";
import type { Comparison } from "../../src/model/comparison.ts";
import { comparisonFiles } from "../../src/passes/files.ts";
import { comparisonHtml } from "../../src/passes/html.ts";
import { comparisonMarkdown } from "../../src/passes/markdown.ts";
import { comparisonText } from "../../src/passes/text.ts";

const run = { engine: "ours 1.0", dates: 2500, from: "2010-01-04", to: "2019-12-31", rebalances: 120 };
const comparison: Comparison = {
  schema: "tieout.comparison/1",
  tool: { name: "tieout", version: "0.1.0" },
  baseline: { name: "base<script>alert(1)</script>", ...run },
  scaled: { name: "sca|led\u001b[31m", ...run, engine: null, rebalances: null },
  figures: [
    { name: "cagr", baseline: 0.0712, scaled: 0.068, delta: -0.0032 },
    { name: "annual_vol", baseline: 0.1, scaled: 0.1, delta: -1e-9 },
    { name: "sharpe", baseline: 0.7, scaled: "NaN", delta: null },
    { name: "max_drawdown", baseline: -0.3, scaled: -0.25, delta: 0.05 },
    { name: "worst_month", baseline: null, scaled: null, delta: null },
    { name: "worst_quarter", baseline: -0.2, scaled: -0.2, delta: 0 },
  ],
  scalars: {
    rebalances: 120,
    scaled: 30,
    share: 0.25,
    mean: 0.9,
    min: 0.5,
    max: 1,
    sleeves: [{ name: "a & b", mean: 0.8, min: 0.4, max: 1 }],
  },
  regimes: {
    days: 1200,
    transitions: 1,
    transitionsPerYear: 0.21,
    distribution: [
      { regime: "NORMAL", days: 1199, share: 1199 / 1200 },
      { regime: "ELEVATED", days: 0, share: 0 },
      { regime: "STRESS", days: 0, share: 0 },
      { regime: "CRISIS", days: 1, share: 1 / 1200 },
    ],
    matrix: [
      [1198, 0, 0, 1],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ],
  },
  deepest: [{ date: "2011-08-08", scalar: 0.5, regime: null }],
  overlay: {
    name: "puts",
    decision: "drop",
    figures: [{ name: "max_drawdown", baseline: -0.25, scaled: -0.26, delta: -0.01 }],
    reason: "drop it: 0 of 1 tail figures are better with it, 1 worse",
    allocator: { mode: "compute" },
  },
  interpretation: { goodSigns: ["Better"], warningSigns: [], failureModes: ["Worse <b>than</b> *ever*"] },
};

describe("a comparison as text", () => {
  const text = comparisonText(comparison);

  it("lays figures out in columns, differences signed and in percentage points", () => {
    expect(text).toContain(
      "  Figure          Baseline    Scaled      Delta\n  CAGR               7.12%     6.80%   -0.32 pp\n",
    );
    expect(text).toContain("  MaxDD            -30.00%   -25.00%   +5.00 pp\n");
    expect(text).toContain("  Annual vol        10.00%    10.00%    0.00 pp\n");
    expect(text).toContain("  Sharpe              0.70       NaN          –\n");
  });

  it("shows runs, regimes, de-risk dates, the overlay's decision and the interpretation", () => {
    expect(text).toContain("(ours 1.0): 2,500 dates from 2010-01-04 to 2019-12-31, 120 rebalances");
    expect(text).toContain("Regimes: 1 transition, 0.2 a year");
    expect(text).toContain("  2011-08-08     0.50   not recorded");
    expect(text).toContain("drop it: 0 of 1");
    expect(text).toContain('"mode": "compute"');
    expect(text).toContain("Good signs\n  - Better\nWarning signs\n  none\n");
  });

  it("lets no control character of a name through", () => {
    expect(text).not.toContain("\u001b");
    expect(text).toContain("sca|led\\x1b[31m");
  });
});

describe("a comparison as Markdown", () => {
  const markdown = comparisonMarkdown(comparison);

  it("has a table each, and what an engine calls itself breaks none of them", () => {
    expect(markdown).toContain("| CAGR | 7.12% | 6.80% | -0.32 pp |");
    expect(markdown).toContain("- **Scaled**: sca\\|led \\[31m:");
    expect(markdown).toContain("base\\<script\\>");
    expect(markdown).toContain("### Warning signs\n\nNone.\n");
    expect(markdown).toContain("- Worse \\<b\\>than\\</b\\> \\*ever\\*");
    expect(markdown).toContain('```json\n{\n  "mode": "compute"\n}\n```');
  });
});

describe("a comparison as HTML", () => {
  const html = comparisonHtml(comparison);

  it("is one file that loads nothing, for light and dark", () => {
    expect(html).not.toMatch(/<link(?! rel="icon" href="data:,")|<img|src=|url\(|@import|https?:/);
    expect(html).toContain("prefers-color-scheme: dark");
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
  });

  it("has tables that say what their cells belong to", () => {
    expect(html.match(/<table>/g)).toHaveLength(6);
    expect(html.match(/<caption>/g)).toHaveLength(6);
    expect(html).toContain('<th scope="col" class="number">Baseline</th>');
    expect(html).toContain(
      '<tr><th scope="row">CAGR</th><td class="number">7.12%</td><td class="number">6.80%</td><td class="number">-0.32 pp</td></tr>',
    );
  });

  it("leaves text text", () => {
    expect(html).toContain("base&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(html).toContain("Worse &lt;b&gt;than&lt;/b&gt;");
    expect(html).toContain("Sleeve a &amp; b");
    expect(html).not.toContain("\u001b");
  });

  it("marks only the lists that have something in them", () => {
    expect(html).toContain('<div class="good"><h2>Good signs</h2>');
    expect(html).toContain("<div><h2>Warning signs</h2>");
    expect(html).toContain('<div class="failure">');
  });
});

describe("the files of a comparison", () => {
  it("are JSON, Markdown and HTML, and the JSON is the comparison", () => {
    const files = comparisonFiles({ ...comparison, overlay: null });
    expect([...files.keys()]).toEqual([
      "two_pass_comparison.json",
      "two_pass_comparison.md",
      "two_pass_comparison.html",
    ]);
    expect(JSON.parse(files.get("two_pass_comparison.json")!)).toEqual({ ...comparison, overlay: null });
    expect(files.get("two_pass_comparison.md")).not.toContain("Overlay");
    expect(files.get("two_pass_comparison.html")).not.toContain("Overlay");
  });
});
