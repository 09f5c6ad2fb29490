import { describe, expect, it } from "vitest";
import { goldenDiff } from "../../src/golden/golden.ts";
import { caseFigures } from "../../src/golden/show/figure.ts";
import { goldenMarkdown } from "../../src/golden/show/markdown.ts";
import { goldenPage } from "../../src/golden/show/page.ts";
import { goldenText } from "../../src/golden/show/text.ts";
import type { Panel } from "../../src/model/panel.ts";
import { comparedWith, goldenDiffPage, HOSTILE, troubled } from "./pages.ts";
import { altered } from "./support.ts";

describe("the page of a golden diff", () => {
  it("draws the diverging series and shows its rows around the date, before anything else of the case", async () => {
    const page = await goldenDiffPage();
    const order = [
      "First divergence",
      "<svg",
      "around the date",
      "By name",
      "Stages, in pipeline order",
      "Cases that hold",
    ];
    const places = order.map((words) => page.indexOf(words));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    expect(page).toContain("weights_scaled, IBM");
    expect(page).toContain("old/run");
  });

  it("is the same bytes each time, loads nothing and runs nothing of what it shows", async () => {
    const page = await goldenDiffPage();
    expect(page).toBe(await goldenDiffPage());
    expect(page).not.toContain(HOSTILE);
    expect(page).toContain("&lt;img src=x");
    expect(page).not.toMatch(/https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
  });

  it("marks the date on both panels, accepted over today and their difference", async () => {
    const compared = await comparedWith("us-stocks-drifting", troubled);
    const drawn = caseFigures(compared, 0).divergences;
    const [, figure] = drawn;
    expect(figure?.chart?.svg.match(/✗/g)).toHaveLength(2);
    expect(figure?.chart?.description).toContain("the largest difference is 1.00e-6");
    expect(figure?.rows.map(({ marked }) => marked)).toEqual([false, false, false, true, false, false, false]);
    expect(figure?.rows[3]).toMatchObject({ residual: expect.closeTo(1e-6, 12) });
    expect(drawn[0]?.chart?.description).toContain("Only the accepted run has it.");
  });

  it("draws what it comes to in the equity of both, once", async () => {
    const half = (table: Panel) => ({ ...table, values: table.values.map((value) => value * 0.5) });
    const both = await comparedWith("us-stocks-fixed", (run) => {
      const [returns, equity] = [run.table("portfolio_returns")!, run.table("equity_curve")!];
      return altered(run, { tables: { portfolio_returns: half(returns), equity_curve: half(equity) } });
    });
    expect(caseFigures(both, 0).equity).toMatchObject({ id: "golden-1-equity", title: "equity_curve, equity" });
    expect(goldenPage(goldenDiff([both.diff], []), [caseFigures(both, 0)])).toContain("What it comes to");
    const alone = await comparedWith("us-stocks-fixed", (run) => {
      return altered(run, { tables: { equity_curve: half(run.table("equity_curve")!) } });
    });
    expect(caseFigures(alone, 0).equity).toBeUndefined();
  });

  it("draws nothing where what differs is no series", async () => {
    const compared = await comparedWith("us-stocks-fixed", (run) => altered(run, { log: run.log()!.slice(1) }));
    expect(caseFigures(compared, 0)).toMatchObject({
      divergences: [{ chart: undefined, rows: [] }],
      equity: undefined,
    });
    const page = goldenPage(goldenDiff([compared.diff], []), [caseFigures(compared, 0)]);
    expect(page).not.toContain("<svg");
    expect(page).toContain("of the log has vanished");
  });

  it("says the same in Markdown and text, with what is in a name escaped", async () => {
    const { diff } = await comparedWith("us-stocks-drifting", troubled);
    const document = goldenDiff([diff], []);
    const markdown = goldenMarkdown(document);
    expect(markdown).toContain("**First divergence: 2004-08-01 to 2010-03-01 · IBM · hold (weights\\_daily.csv).**");
    expect(markdown).toContain("**First figure that differs: 2005-10-01 · IBM · allocate (weights\\_scaled.csv).**");
    expect(markdown).not.toMatch(/[^\\]<(?:img|script)/);
    expect(markdown).toMatch(/\| weights\\_scaled.csv \| IBM \| 1.00e-12 \+ 1.00e-9 · max\(\\\|actual/);
    const text = goldenText(document);
    expect(text).toContain("✗ first figure that differs: 2005-10-01 · IBM · allocate (weights_scaled.csv)");
    expect(text).toContain("furthest beyond its tolerance: weights_scaled.csv · IBM");
    expect(goldenText(document, { unfold: true }).length).toBeGreaterThan(text.length);
  });
});
