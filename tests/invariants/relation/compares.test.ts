import { describe, expect, it } from "vitest";
import { catalog } from "../../../invariants/catalog.ts";
import type { Panel } from "../../../src/model/panel.ts";
import { panel } from "../../../src/model/panel.ts";
import type { Run, TableName } from "../../../src/model/run.ts";
import { REGIME_TABLE, TABLE_NAMES, TABLES } from "../../../src/model/run.ts";
import type { RelationInvariant } from "../../../src/verify/invariant.ts";
import type { Recorded } from "../../../src/verify/table-duties.ts";
import { RECORDED } from "../../../src/verify/table-duties.ts";
import { POLICIES } from "../../support/policies.ts";
import { smallScenario } from "../../support/reference-run.ts";
import type { Related } from "../../support/relating.ts";
import { judgedRelated, relate } from "../../support/relating.ts";
import { changed } from "../../support/run-of.ts";

const RELATIONS = catalog.filter((each) => each.kind === "relation");

/** Pairs of every policy under which the relation holds something. */
function pairsOf(relation: RelationInvariant): Related[] {
  return Object.values(POLICIES).flatMap((parts) => {
    const pair = relate(relation, smallScenario(parts), 7);
    return typeof pair === "string" || judgedRelated(relation, pair).verdict !== "pass" ? [] : [pair];
  });
}

/** The run with the first figures of a part others, and the run without the part. */
function corrupted(run: Run, part: Recorded): { readonly altered: Run; readonly absent: Run } {
  if (part === "metrics") {
    const altered = changed(run, { metrics: { ...run.metrics(), cagr: 1000 } });
    return { altered, absent: changed(run, { metrics: {} }) };
  }
  if (part === "run.log") {
    const altered = changed(run, { log: ["another line", ...(run.log() ?? [])] });
    return { altered, absent: changed(run, { log: [] }) };
  }
  if (part === REGIME_TABLE) {
    const regimes = run.regimes()!;
    const labels = regimes.labels.map((label) => (label === "CRISIS" ? "NORMAL" : "CRISIS"));
    return { altered: changed(run, { regimes: { ...regimes, labels } }), absent: changed(run, { regimes: undefined }) };
  }
  const { dates, columns, values } = run.table(part)!;
  const other = panel(
    dates,
    columns,
    Float64Array.from(values, (value, cell) => (cell < columns.length ? value + 1000 : value)),
  );
  return {
    altered: changed(run, { tables: { [part]: other } }),
    absent: changed(run, { tables: { [part]: undefined } }),
  };
}

/** The run with a table that it lacks, the same in both runs of a pair. */
function having(run: Run, part: Recorded): Run {
  if (part === "metrics" || part === "run.log") return run;
  const dates = run.table("weights_pre")!.dates;
  if (part === REGIME_TABLE) {
    return run.regimes()
      ? run
      : changed(run, { regimes: { dates, column: "regime", labels: dates.map(() => "NORMAL") } });
  }
  return run.table(part) ? run : changed(run, { tables: { [part]: likely(part, dates) } });
}

function likely(name: TableName, dates: readonly string[]): Panel {
  const { columns } = TABLES[name];
  const named = Array.isArray(columns) ? (columns as readonly string[]) : ["A"];
  return panel(dates, named, new Float64Array(dates.length * named.length).fill(0.5));
}

describe.each(RELATIONS)("what $id compares", (relation) => {
  const pairs = pairsOf(relation);

  it("is decided for every part of a run", () => {
    expect(Object.keys(relation.compares ?? {}).sort()).toEqual([...RECORDED].sort());
    expect(RECORDED).toEqual(expect.arrayContaining([...TABLE_NAMES]));
    for (const duty of Object.values(relation.compares!)) {
      if (typeof duty === "object") expect(duty.leftOut).toMatch(/^\S.{10,}\S$/);
    }
  });

  it("is as it says: another figure is noticed, and that one run lacks the part, or neither", () => {
    // Another engine need not leave all that the reference does.
    const compared = relation.runner === "reference" ? "altered" : "altered, absent";
    const said = RECORDED.map((part) => [part, typeof relation.compares![part] === "string" ? compared : ""]);
    expect(RECORDED.map((part) => [part, noticedIn(relation, pairs, part).join(", ")])).toEqual(said);
  });
});

/** Whether, in any pair, a relation notices that a part of the second run is another, or absent. */
function noticedIn(relation: RelationInvariant, pairs: readonly Related[], part: Recorded): readonly string[] {
  const noticed = { altered: false, absent: false };
  const natural = pairs.filter((pair) => having(pair.source, part) === pair.source);
  for (const pair of natural.length > 0 ? natural : pairs) {
    const source = having(pair.source, part);
    const second = having(pair.second, part);
    const fails = (run: Run) => judgedRelated(relation, pair, { source, second: run }).verdict === "fail";
    if (fails(second)) continue; // a part made up is not what would follow from the other run
    const { altered, absent } = corrupted(second, part);
    noticed.altered ||= fails(altered);
    noticed.absent ||= fails(absent);
  }
  return (["altered", "absent"] as const).filter((way) => noticed[way]);
}
