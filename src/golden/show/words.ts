import { printable } from "../../report/escape.ts";
import { brief, count, counted, inFull } from "../../report/figures.ts";
import type { Change } from "../diff/change.ts";
import { isNamed } from "../diff/change.ts";
import type { Divergence } from "../diff/divergence.ts";
import type { ArtifactDiff, CaseDiff } from "../diff/document.ts";
import type { Headroom } from "../diff/headroom.ts";

/** How a golden diff is put into words, the same in every writer. */

/** Where a change is: date, asset, stage and file. */
export function placeOf({ date, until, asset, stage, artifact }: Change): string {
  const dates = date === null ? [] : [until === undefined ? date : `${date} to ${until}`];
  return printable([...dates, ...(asset === null ? [] : [asset]), `${stage} (${artifact})`].join(" · "));
}

/** What was accepted and what is, with the residual and how much was allowed. */
export function whatChanged(change: Change): string {
  const { expected, actual, residual, allowed, message } = change;
  if (isNamed(change)) return printable(message);
  const words = `expected ${inFull(expected)}, was ${inFull(actual)}`;
  if (residual === null) return words;
  return `${words}: off by ${brief(residual)}, ${allowedWords(residual, allowed)}`;
}

function allowedWords(residual: Change["residual"], allowed: Change["allowed"]): string {
  if (typeof residual !== "number" || typeof allowed !== "number" || allowed === 0) return `allowed ${brief(allowed)}`;
  return `${brief(Math.abs(residual) / allowed)} times the ${brief(allowed)} that is allowed`;
}

/** What a divergence is called: the first of all, the first figure after what is told by name, or another beginning. */
export function titleOf({ divergences }: CaseDiff, index: number): string {
  if (index === 0) return "first divergence";
  return index === 1 && isNamed(divergences[0]!.change) ? "first figure that differs" : "and from nothing before it";
}

/** A phrase at the beginning of a sentence. */
export function capital(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/** What is told by name beside the divergences: once each, in pipeline order. */
export function namedBeside({ named, divergences }: CaseDiff): readonly Change[] {
  const told = divergences.map(({ change }) => JSON.stringify(change));
  return named.filter((each) => !told.includes(JSON.stringify(each)));
}

/** What of the golden run itself was changed since it was accepted, a sentence each. */
export function tamperedWords({ tampered, artifacts, stages }: CaseDiff): string[] {
  return tampered.map(({ artifact, expected, actual }) => {
    const stage = artifacts.find((each) => each.artifact === artifact)?.stage;
    const standing = stages.find((each) => each.stage === stage);
    const same = standing?.actual != null && standing.actual === standing.expected;
    const who = same ? "; the engine still gives what was: the golden run was changed, and not the engine" : "";
    return printable(
      `${artifact} is not what was accepted (${shortDigest(expected)} became ${shortDigest(actual)})${who}`,
    );
  });
}

/** Invariants that do not hold any more, a sentence each. */
export function verdictWords({ report }: CaseDiff): string[] {
  return report.map(({ id, actual }) => printable(`${id} held when the run was accepted: now ${actual}`));
}

/** Enough of a digest to tell it from another. */
export function shortDigest(digest: string): string {
  return `${digest.replace("sha256:", "").slice(0, 16)}…`;
}

/** How much stands beside a divergence and may follow from it; nothing where it is told by name. */
export function aftermath({ change, beside, follows }: Divergence): string[] {
  if (isNamed(change)) return [];
  const lines: string[] = [];
  const where = change.date === null ? "" : ` on ${change.date}`;
  if (beside > 0) lines.push(`${count(beside)} more in ${change.artifact}${where}`);
  if (follows.changes === 0) {
    return [...lines, "no figure after it differs"];
  }
  const artifacts = follows.artifacts.map(({ artifact, changes }) => `${artifact} ${count(changes)}`);
  const folded = `${counted(follows.changes, "difference")} after it may follow from it, folded`;
  return [...lines, `${folded}: ${artifacts.join(", ")}`];
}

/** How many figures were compared and how exactly they agree. */
export function extentOf({ compared, rounded, counts, verdict }: CaseDiff): string {
  if (compared === 0 && verdict !== "fail") return "nothing compared";
  const differ = counts.added + counts.removed + counts.changed + counts.moved;
  const agreement =
    differ > 0
      ? counted(differ, "difference")
      : rounded > 0
        ? `${count(rounded)} of them rounded otherwise`
        : "all the same to the bit";
  return `${counted(compared, "figure")} compared, ${agreement}`;
}

/** What differs by kind. */
export function countsOf({ added, removed, changed, moved }: CaseDiff["counts"]): string {
  const order = moved > 0 ? `, ${count(moved)} out of order` : "";
  return `${count(added)} added, ${count(removed)} removed, ${count(changed)} changed${order}`;
}

/** A tolerance as the right side of the formula. */
export function toleranceWords({ absolute, relative }: Pick<Headroom, "absolute" | "relative">): string {
  return `${brief(absolute)} + ${brief(relative)} · max(|actual|, |expected|)`;
}

/** How the column that {@link worstHeadroom} names is introduced. */
export function closestTitle({ worst }: Headroom): string {
  const beyond = worst !== undefined && (worst.headroom === null || worst.headroom < 0);
  return beyond ? "furthest beyond its tolerance" : "closest to its tolerance";
}

/** The closest call of a column: residual, what was allowed, and what was left. */
export function headroomWords({ worst }: Headroom): string {
  if (worst === undefined) return "all the same to the bit";
  const { date, residual, allowed, headroom } = worst;
  const where = date === null ? "" : ` on ${date}`;
  return `residual ${brief(residual)} of ${brief(allowed)} allowed${where}, headroom ${percentOf(headroom)}`;
}

/** Headroom in percent; what is exceeded says so. */
export function percentOf(headroom: number | null): string {
  if (headroom === null || headroom < 0) return "none";
  const percent = headroom * 100;
  return percent === 100
    ? "100%"
    : `${percent > 99.9 && percent < 100 ? "over 99.9" : Number(percent.toPrecision(3))}%`;
}

/** The column that came closest to its tolerance, or went furthest beyond; undefined where all is the same to the bit. */
export function worstHeadroom(artifacts: readonly ArtifactDiff[]): (Headroom & { artifact: string }) | undefined {
  let found: (Headroom & { artifact: string }) | undefined;
  for (const { artifact, headroom } of artifacts) {
    for (const each of headroom) {
      if (each.worst === undefined) continue;
      if (found === undefined || roomOf(each) < roomOf(found)) found = { ...each, artifact };
    }
  }
  return found;
}

function roomOf({ worst }: Headroom): number {
  return worst?.headroom ?? Number.NEGATIVE_INFINITY;
}
