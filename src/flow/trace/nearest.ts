import { editDistance } from "../../numeric/nearest-texts.ts";

/** The names most like a given one, best first: at most three, by edit distance. */
export function nearest(name: string, names: readonly string[]): readonly string[] {
  const wanted = name.toLowerCase();
  return names
    .map((each) => ({ each, distance: editDistance(wanted, each.toLowerCase()) }))
    .filter(({ each, distance }) => distance <= Math.max(3, name.length / 2) || each.toLowerCase().includes(wanted))
    .sort((a, b) => a.distance - b.distance || (a.each < b.each ? -1 : 1))
    .slice(0, 3)
    .map(({ each }) => each);
}

/** What to say of names that are near; `none` where there are none. */
export function didYouMean(near: readonly string[], none: string): string {
  return near.length === 0 ? none : `did you mean ${near.join(", ")}?`;
}
