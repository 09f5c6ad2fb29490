/**
 * Methods of lists (arrays and typed arrays). `gives` says what the callback is handed: e the element, i its index, l
 * the list, a what was accumulated. `answers` says what comes back:
 * results: a list of the callback's answers · flattened: of their elements · kept: a list of the elements for which
 * the callback is true · one: one of the elements · test: whether the callback is true · folded: what was
 * accumulated · nothing · copy: a list of the same elements · part: of some of them · self: the list itself · size ·
 * index: where a value stands · text · iterators.
 */
export interface ListRule {
  readonly gives?: "eil" | "aeil" | "ee";
  readonly answers:
    | "results"
    | "flattened"
    | "kept"
    | "one"
    | "test"
    | "folded"
    | "nothing"
    | "copy"
    | "part"
    | "view"
    | "self"
    | "size"
    | "index"
    | "text"
    | "flat"
    | "values"
    | "keys"
    | "entries";
  /** What happens to the list itself, or to the copy: elements are added, set, put in an order, taken out. */
  readonly does?:
    | "adds"
    | "fills"
    | "sorts"
    | "reverses"
    | "removes"
    | "splices"
    | "copies-into"
    | "replaces"
    | "moves";
}

export const LIST_RULES: Readonly<Record<string, ListRule>> = {
  map: { gives: "eil", answers: "results" },
  flatMap: { gives: "eil", answers: "flattened" },
  forEach: { gives: "eil", answers: "nothing" },
  filter: { gives: "eil", answers: "kept" },
  find: { gives: "eil", answers: "one" },
  findLast: { gives: "eil", answers: "one" },
  findIndex: { gives: "eil", answers: "test" },
  findLastIndex: { gives: "eil", answers: "test" },
  some: { gives: "eil", answers: "test" },
  every: { gives: "eil", answers: "test" },
  reduce: { gives: "aeil", answers: "folded" },
  reduceRight: { gives: "aeil", answers: "folded" },
  sort: { gives: "ee", answers: "self", does: "sorts" },
  toSorted: { gives: "ee", answers: "copy", does: "sorts" },
  reverse: { answers: "self", does: "reverses" },
  toReversed: { answers: "copy", does: "reverses" },
  slice: { answers: "part" },
  subarray: { answers: "view" },
  concat: { answers: "copy", does: "adds" },
  with: { answers: "copy", does: "replaces" },
  push: { answers: "size", does: "adds" },
  unshift: { answers: "size", does: "adds" },
  pop: { answers: "one", does: "removes" },
  shift: { answers: "one", does: "removes" },
  splice: { answers: "part", does: "splices" },
  toSpliced: { answers: "copy", does: "splices" },
  fill: { answers: "self", does: "fills" },
  set: { answers: "nothing", does: "copies-into" },
  copyWithin: { answers: "self", does: "moves" },
  at: { answers: "one" },
  includes: { answers: "index" },
  indexOf: { answers: "index" },
  lastIndexOf: { answers: "index" },
  join: { answers: "text" },
  flat: { answers: "flat" },
  values: { answers: "values" },
  keys: { answers: "keys" },
  entries: { answers: "entries" },
};
