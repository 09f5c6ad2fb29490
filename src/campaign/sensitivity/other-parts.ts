import { REGIME_TABLE } from "../../model/run.ts";
import { hash32, Random } from "../../numeric/random.ts";
import { sizesAt } from "./cells.ts";
import type { Way } from "./corruption.ts";
import { pick } from "./corruption.ts";
import { overlaid } from "./overlay.ts";

const changeMetric: Way = {
  id: "metric",
  story: "A number is added to one metric.",
  *of(run) {
    const metrics = run.metrics();
    if (metrics === undefined) return;
    for (const [name, value] of Object.entries(metrics)) {
      if (typeof value !== "number") continue;
      yield {
        artifact: "metrics.json",
        place: name,
        sizes: sizesAt(value),
        apply: (size) => {
          return value + size === value ? undefined : overlaid(run, { metrics: { ...metrics, [name]: value + size } });
        },
      };
    }
  },
};

const changeLabel: Way = {
  id: "label",
  story: "A regime is recorded as another.",
  *of(run, seed) {
    const regimes = run.regimes();
    if (regimes === undefined) return;
    const row = pick(regimes.labels.length, new Random(hash32(seed, "label")), (t) => regimes.labels[t] !== null);
    if (row < 0) return;
    const labels = regimes.labels.with(row, regimes.labels[row] === "NORMAL" ? "CRISIS" : "NORMAL");
    const corrupted = overlaid(run, { regimes: { ...regimes, labels } });
    yield { artifact: `${REGIME_TABLE}.csv`, place: regimes.dates[row]!, apply: () => corrupted };
  },
};

/** Metrics and regimes. */
export const otherWays: readonly Way[] = [changeLabel, changeMetric];
