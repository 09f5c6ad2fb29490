import type { HeapObject } from "../heap/object.ts";
import type { Guard, Value } from "../heap/value.ts";
import type { ts } from "../syntax/ts.ts";

/**
 * What runs later than where it is followed: generators, callbacks of promises and of functions without a body,
 * asynchronous functions after their first `await`. It was followed with what it could see then; if that is something
 * else by the time it may run, it is not known what it does.
 */
export interface Deferred {
  readonly node: ts.Node;
  readonly variables: ReadonlyMap<number, Value | undefined>;
  readonly objects: ReadonlyMap<number, HeapObject | undefined>;
}

export class Later {
  /** What may run at any time, by where it was made. */
  readonly waiting = new Map<number, Deferred>();
  /** Generators and iterators, by address: what they will read. */
  readonly lazy = new Map<number, Deferred>();
  /** The condition under which promises are rejected. */
  rejected: Guard | undefined;
}
