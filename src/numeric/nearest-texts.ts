/** Those of some texts that a misspelt one may have meant, nearest first: at most half of their letters differ. */
export function nearestTexts(wanted: string, texts: readonly string[]): string[] {
  return texts
    .map((text) => ({ text, distance: editDistance(wanted.toLowerCase(), text.toLowerCase()) }))
    .filter(({ text, distance }) => distance <= text.length / 2)
    .sort((a, b) => a.distance - b.distance)
    .map(({ text }) => text);
}

/** Insertions, deletions and replacements that make one text the other (Levenshtein). */
export function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const current = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = previous[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[to.length]!;
}
