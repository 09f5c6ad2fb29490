import { dependsOnWeights } from "../domain/scalar.ts";
import type { Guard, Value } from "../heap/value.ts";
import { isNothing } from "../heap/value.ts";
import type { Site } from "../machine/evaluators.ts";
import type { Machine } from "../machine/machine.ts";
import type { ts } from "../syntax/ts.ts";

/** Where an exception may come from that no `throw` spells. */

/** Nothing at all has no properties, is no function, and cannot be iterated over. */
export function needsSomething(machine: Machine, value: Value, what: string, node: ts.Node): void {
  if (value.nullish || isNothing(value)) machine.mayThrow(node, what, value.nullChoice);
}

/**
 * Builtins that throw for nothing that they are given, but for what has no properties. Those that call back throw what
 * the callback does.
 */
const SAFE = new RegExp(
  [
    "^Math\\.",
    "^console\\.",
    "^(Number|String|Boolean|isNaN|isFinite|parseFloat|parseInt|Date|RegExp)$",
    "^Number\\.(is|parse)",
    "^(performance|Date)\\.now$",
    "^Array\\.(isArray|from|of)$",
    "^Object\\.(keys|values|entries|assign|freeze|fromEntries|is|isFrozen)$",
    "^Promise\\.",
    "^new (Map|Set|Date|\\w*Error)$",
    "^Array\\.prototype\\.(map|flatMap|forEach|filter|find\\w*|some|every|sort|toSorted|reverse|toReversed|slice|subarray)$",
    "^Array\\.prototype\\.(concat|push|unshift|pop|shift|splice|toSpliced|fill|copyWithin|at|includes|indexOf|lastIndexOf)$",
    "^Array\\.prototype\\.(join|flat|values|keys|entries|get|has)$",
    "^(Map|Set)\\.prototype\\.",
    "^(Number|Array|String)\\.prototype\\.(toString|charAt|split|trim\\w*|to(Lower|Upper)Case|pad\\w+|(starts|ends)With|replace|get\\w+|valueOf)$",
    "^Iterator\\.prototype\\.next$",
    "^Object\\.prototype\\.hasOwnProperty$",
  ].join("|"),
);

/** A call of a builtin: whether it throws may depend on the numbers that it is given, and on how long a list is. */
export function builtinMayThrow(machine: Machine, path: string, self: Value, args: readonly Value[], site: Site): void {
  if (machine.attempts.innermost === undefined || (SAFE.test(path) && !machine.mixes)) return;
  const place = machine.place(site.node);
  const deciding = args.flatMap(({ scalar }) => (scalar === undefined || !dependsOnWeights(scalar) ? [] : [scalar]));
  // Without anything to begin with, an empty list cannot be reduced.
  if (/\.reduce(Right)?$/.test(path)) deciding.push(...sizesOf(machine, self));
  const [condition] = path === "JSON.stringify" ? [] : deciding;
  const own: Guard | undefined = condition === undefined ? undefined : { condition, kind: "conditional", place };
  machine.mayThrow(site.node, path, own);
}

function sizesOf(machine: Machine, { refs }: Value) {
  return refs.flatMap((address) => {
    const size = machine.object(address)?.size;
    return size === undefined || !dependsOnWeights(size) ? [] : [size];
  });
}
