/** Entries of one list matched to those of another by key, never by place; a key that is repeated counts by its turn. */
export interface Matching {
  /** For each entry of the golden list the place of the same one today; −1 where it has vanished. */
  readonly matched: Int32Array;
  /** Places in the golden list of what has vanished, and in today's of what is new, increasing. */
  readonly removed: readonly number[];
  readonly added: readonly number[];
  /** The first entry of those that both have which another one stands for today; absent where they are in order. */
  readonly moved?: { readonly golden: number; readonly actual: number };
}

/** Matches two lists of keys. */
export function matchKeys(golden: readonly string[], actual: readonly string[]): Matching {
  const places = new Map<string, number>();
  const turns = turnsOf(actual);
  for (let i = 0; i < actual.length; i++) places.set(turns[i]!, i);
  const matched = Int32Array.from(turnsOf(golden), (key) => places.get(key) ?? -1);
  const taken = new Uint8Array(actual.length);
  const removed: number[] = [];
  for (let i = 0; i < matched.length; i++) {
    if (matched[i]! < 0) removed.push(i);
    else taken[matched[i]!] = 1;
  }
  const added = Array.from(actual.keys()).filter((i) => taken[i] === 0);
  const moved = firstMoved(matched);
  return { matched, removed, added, ...(moved === undefined ? {} : { moved }) };
}

function firstMoved(matched: Int32Array): Matching["moved"] {
  const places = matched.filter((place) => place >= 0);
  const sorted = places.slice().sort();
  const at = places.findIndex((place, i) => place !== sorted[i]);
  return at < 0 ? undefined : { golden: matched.indexOf(places[at]!), actual: sorted[at]! };
}

/** Keys with their turn behind them from the second time on. */
function turnsOf(keys: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return keys.map((key) => {
    const turn = seen.get(key) ?? 0;
    seen.set(key, turn + 1);
    return turn === 0 ? key : `${key}\n${turn}`;
  });
}

/** Neighbouring places as stretches: from, to (both in it). */
export function stretches(places: readonly number[]): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const place of places) {
    const last = found.at(-1);
    if (last !== undefined && last.to === place - 1) last.to = place;
    else found.push({ from: place, to: place });
  }
  return found;
}
