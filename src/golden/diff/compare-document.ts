import type { Figure } from "../../model/verdict.ts";
import { figure } from "../../model/verdict.ts";
import type { Part } from "../pipeline.ts";
import type { ToleranceOf } from "./headroom.ts";
import { ColumnScale } from "./headroom.ts";
import type { PartDiff } from "./part-diff.ts";
import { PartChanges } from "./part-diff.ts";

/** A value of a document that holds no others. */
type Leaf = number | string | boolean | null;

/** Compares two JSON documents entry by entry; `undefined` is one that a run has not. Numbers by tolerance, all else exactly. */
export function compareDocuments(part: Part, golden: unknown, actual: unknown, toleranceOf: ToleranceOf): PartDiff {
  const found = new PartChanges(part);
  if (golden === undefined || actual === undefined) {
    const kind = actual === undefined ? "removed" : "added";
    const message = `${part.file} ${kind === "removed" ? "has vanished" : "is new: the golden run has none"}`;
    found.present(kind, "document", { message });
    return { part, changes: found.changes, compared: 0, rounded: 0, headroom: [] };
  }
  const [before, now] = [leavesOf(golden), leavesOf(actual)];
  const scales: ColumnScale[] = [];
  let [compared, rounded] = [0, 0];
  for (const [asset, was] of before) {
    const is = now.get(asset);
    if (is === undefined) {
      found.present("removed", "document", { asset, message: `${asset} of ${part.file} has vanished` });
      continue;
    }
    compared++;
    if (Object.is(was, is)) continue;
    rounded++;
    const message = `${asset} of ${part.file} is no longer what was accepted`;
    if (typeof was !== "number" || typeof is !== "number") {
      found.changed({ asset, message }, leafFigure(was), leafFigure(is));
      continue;
    }
    const scale = new ColumnScale(asset, toleranceOf(part.name, asset));
    scales.push(scale);
    if (scale.agree(was, is, null)) continue;
    const numbers = Number.isFinite(was) && Number.isFinite(is);
    const residual = numbers ? { residual: figure(is - was), allowed: figure(scale.allowed(was, is)) } : {};
    found.changed({ asset, ...residual, message }, leafFigure(was), leafFigure(is));
  }
  for (const asset of now.keys()) {
    if (!before.has(asset)) found.present("added", "document", { asset, message: `${asset} of ${part.file} is new` });
  }
  return { part, changes: found.changes, compared, rounded, headroom: scales.map((scale) => scale.headroom()) };
}

/** The leaves of a document by their path, `a.b.0`; an object or list without any is a leaf of its own. */
function leavesOf(document: unknown): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const walk = (value: unknown, path: string) => {
    if (typeof value !== "object" || value === null) {
      leaves.set(path, (value ?? null) as Leaf);
      return;
    }
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    if (entries.length === 0 && path !== "") leaves.set(path, Array.isArray(value) ? "[]" : "{}");
    for (const [key, each] of entries) walk(each, path === "" ? key : `${path}.${key}`);
  };
  walk(document, "");
  return leaves;
}

function leafFigure(leaf: Leaf): Figure {
  return typeof leaf === "number" ? figure(leaf) : typeof leaf === "boolean" ? String(leaf) : leaf;
}
