import type { Run } from "../../model/run.ts";
import type { Part } from "../pipeline.ts";
import { PARTS } from "../pipeline.ts";
import { logLines } from "../store/texts.ts";
import { compareDocuments } from "./compare-document.ts";
import { compareLogs } from "./compare-log.ts";
import { compareLabels, compareTables, tableOfOne } from "./compare-table.ts";
import type { ToleranceOf } from "./headroom.ts";
import type { PartDiff } from "./part-diff.ts";

/**
 * A recorded run against a new one, part by part in pipeline order; parts that neither has are left out. What vanished
 * counts as much as what changed: a diff that looped over what it obtained would pass when a column is lost.
 */
export function diffRuns(golden: Run, actual: Run, toleranceOf: ToleranceOf): readonly PartDiff[] {
  return PARTS.flatMap((part) => comparePart(part, golden, actual, toleranceOf) ?? []);
}

function comparePart(part: Part, golden: Run, actual: Run, toleranceOf: ToleranceOf): PartDiff | undefined {
  switch (part.kind) {
    case "table":
      return ofBoth(part, golden.table(part.name), actual.table(part.name), (was, is) => {
        return compareTables(part, was, is, toleranceOf);
      });
    case "regimes":
      return ofBoth(part, golden.regimes(), actual.regimes(), (was, is) => compareLabels(part, was, is));
    case "document": {
      const [was, is] = [golden.document(part.name), actual.document(part.name)];
      return was === undefined && is === undefined ? undefined : compareDocuments(part, was, is, toleranceOf);
    }
    case "metrics": {
      const [was, is] = [golden.metrics(), actual.metrics()];
      return was === undefined && is === undefined ? undefined : compareDocuments(part, was, is, toleranceOf);
    }
    case "log": {
      const [was, is] = [logLines(golden), logLines(actual)];
      return was === undefined && is === undefined ? undefined : compareLogs(part, was, is);
    }
  }
}

function ofBoth<Table extends { readonly dates: readonly string[] }>(
  part: Part,
  was: Table | undefined,
  is: Table | undefined,
  compare: (was: Table, is: Table) => PartDiff,
): PartDiff | undefined {
  if (was !== undefined && is !== undefined) return compare(was, is);
  if (was !== undefined) return tableOfOne(part, was.dates, "removed");
  return is === undefined ? undefined : tableOfOne(part, is.dates, "added");
}
