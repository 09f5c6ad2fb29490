import { ConfigError } from "../../../model/errors.ts";
import { parsePattern } from "./parse.ts";
import type { Assertion, CharacterSet, Node } from "./syntax.ts";
import { holdsAt } from "./syntax.ts";

/**
 * Regular expressions that take time in proportion to the line, whatever the expression and whatever the line: all
 * ways to match are followed at once (Thompson 1968; with priorities and groups as in Pike's and Cox's machines), so
 * nothing is ever tried twice. The match found is the one that JavaScript finds.
 */

type Step =
  | { readonly kind: "set"; readonly set: CharacterSet }
  | { readonly kind: "split"; first: number; second: number }
  | { readonly kind: "jump"; to: number }
  | { readonly kind: "save"; readonly slot: number }
  | { readonly kind: "assert"; readonly what: Assertion }
  | { readonly kind: "done" };

/** A pattern whose counts ask for more steps than that is refused. */
const MOST_STEPS = 5000;

/** The named groups of a match. */
export type Groups = ReadonlyMap<string, string>;

export class Pattern {
  /** The names of its groups, in the pattern's order. */
  readonly names: readonly string[];
  readonly #steps: readonly Step[];
  readonly #literal: string;
  readonly #seen: Uint32Array;
  #turn = 0;

  /** Throws a ConfigError at `where` for what is no pattern or one that cannot be matched in one pass. */
  constructor(text: string, where: string) {
    const node = parsePattern(text, where);
    const compiler = new Compiler(where);
    compiler.emit(node);
    compiler.steps.push({ kind: "done" });
    this.#steps = compiler.steps;
    this.names = compiler.names;
    this.#literal = longestLiteral(node);
    this.#seen = new Uint32Array(this.#steps.length);
  }

  /** The named groups of the first match in a line; undefined where there is none. */
  match(line: string): Groups | undefined {
    if (!line.includes(this.#literal)) return undefined;
    const slots = this.#run(line);
    if (slots === undefined) return undefined;
    const groups = new Map<string, string>();
    for (const [i, name] of this.names.entries()) {
      const from = slots[2 * i]!;
      const to = slots[2 * i + 1]!;
      if (from >= 0 && to >= 0) groups.set(name, line.slice(from, to));
    }
    return groups;
  }

  #run(line: string): Int32Array | undefined {
    const none = new Int32Array(2 * this.names.length).fill(-1);
    let threads: Thread[] = [];
    let found: Int32Array | undefined;
    for (let at = 0; at <= line.length; at++) {
      this.#turn++;
      const current: Thread[] = [];
      // What came before keeps its precedence; a match that begins here comes last, and only until one is found.
      for (const thread of threads) this.#follow(thread.step, thread.slots, line, at, current);
      if (found === undefined) this.#follow(0, none, line, at, current);
      threads = [];
      for (const { step, slots } of current) {
        const instruction = this.#steps[step]!;
        if (instruction.kind === "done") {
          found = slots;
          break; // what follows has less precedence
        }
        if (at < line.length && instruction.kind === "set" && instruction.set.has(line.charCodeAt(at))) {
          threads.push({ step: step + 1, slots });
        }
      }
      if (found !== undefined && threads.length === 0) break;
    }
    return found;
  }

  /** Adds the steps that can be taken from one without a character, in order of precedence, each once. */
  #follow(from: number, start: Int32Array, line: string, at: number, into: Thread[]): void {
    const pending: Thread[] = [{ step: from, slots: start }];
    for (let thread = pending.pop(); thread !== undefined; thread = pending.pop()) {
      const { step, slots } = thread;
      if (this.#seen[step] === this.#turn) continue;
      this.#seen[step] = this.#turn;
      const instruction = this.#steps[step]!;
      switch (instruction.kind) {
        case "jump":
          pending.push({ step: instruction.to, slots });
          break;
        case "split":
          pending.push({ step: instruction.second, slots }, { step: instruction.first, slots });
          break;
        case "save": {
          const saved = slots.slice();
          saved[instruction.slot] = at;
          pending.push({ step: step + 1, slots: saved });
          break;
        }
        case "assert":
          if (holdsAt(instruction.what, line, at)) pending.push({ step: step + 1, slots });
          break;
        default:
          into.push(thread);
      }
    }
  }
}

interface Thread {
  readonly step: number;
  readonly slots: Int32Array;
}

class Compiler {
  readonly steps: Step[] = [];
  readonly names: string[] = [];
  readonly #where: string;

  constructor(where: string) {
    this.#where = where;
  }

  emit(node: Node): void {
    if (this.steps.length > MOST_STEPS) {
      throw new ConfigError({
        what: "a pattern is too large",
        where: this.#where,
        expected: `${MOST_STEPS} steps`,
        hint: "use smaller counts",
      });
    }
    switch (node.kind) {
      case "set":
        this.steps.push({ kind: "set", set: node.set });
        break;
      case "assert":
        this.steps.push({ kind: "assert", what: node.what });
        break;
      case "sequence":
        for (const part of node.parts) this.emit(part);
        break;
      case "choice":
        this.#choice(node.options);
        break;
      case "group":
        this.#group(node.name, node.part);
        break;
      case "repeat":
        for (let i = 0; i < node.least; i++) this.emit(node.part);
        if (node.most === Number.POSITIVE_INFINITY) this.#loop(node.part, node.greedy);
        else this.#options(node.part, node.most - node.least, node.greedy);
    }
  }

  #choice(options: readonly Node[]): void {
    const jumps: { kind: "jump"; to: number }[] = [];
    for (const [i, option] of options.entries()) {
      const isLast = i === options.length - 1;
      const split = { kind: "split" as const, first: this.steps.length + 1, second: 0 };
      if (!isLast) this.steps.push(split);
      this.emit(option);
      if (isLast) break;
      const jump = { kind: "jump" as const, to: 0 };
      this.steps.push(jump);
      jumps.push(jump);
      split.second = this.steps.length;
    }
    for (const jump of jumps) jump.to = this.steps.length;
  }

  #group(name: string, part: Node): void {
    let index = this.names.indexOf(name);
    if (index < 0) index = this.names.push(name) - 1;
    this.steps.push({ kind: "save", slot: 2 * index });
    this.emit(part);
    this.steps.push({ kind: "save", slot: 2 * index + 1 });
  }

  #loop(part: Node, greedy: boolean): void {
    const at = this.steps.length;
    const split = { kind: "split" as const, first: at + 1, second: at + 1 };
    this.steps.push(split);
    this.emit(part);
    this.steps.push({ kind: "jump", to: at });
    if (greedy) split.second = this.steps.length;
    else split.first = this.steps.length;
  }

  #options(part: Node, count: number, greedy: boolean): void {
    const splits: { kind: "split"; first: number; second: number }[] = [];
    for (let i = 0; i < count; i++) {
      const next = this.steps.length + 1;
      const split = { kind: "split" as const, first: next, second: next };
      this.steps.push(split);
      splits.push(split);
      this.emit(part);
    }
    for (const split of splits) {
      if (greedy) split.second = this.steps.length;
      else split.first = this.steps.length;
    }
  }
}

/** The longest text that every match holds, for a first look; empty where there is none. */
function longestLiteral(node: Node): string {
  const parts = node.kind === "sequence" ? node.parts : [node];
  let longest = "";
  let current = "";
  for (const part of parts) {
    const mark = part.kind === "set" ? part.set.only : undefined;
    current = mark === undefined ? "" : current + mark;
    if (current.length > longest.length) longest = current;
  }
  return longest;
}
