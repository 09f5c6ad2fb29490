import type { RelationInvariant } from "../verify/invariant.ts";

/**
 * Whose turn it is among the relations: a case pays for one second run, and a relation that seldom applies goes first
 * where it does. Kept for one block of a campaign, so that a block's findings do not depend on the blocks before it.
 */
export class RelationTurns {
  readonly #relations: readonly RelationInvariant[];
  readonly #taken = new Map<RelationInvariant, number>();

  /** `offset` says who is first where nobody has had a turn. */
  constructor(relations: readonly RelationInvariant[], offset: number) {
    const first = relations.length === 0 ? 0 : offset % relations.length;
    this.#relations = [...relations.slice(first), ...relations.slice(0, first)];
  }

  /** All relations, the one with the fewest turns first. */
  next(): readonly RelationInvariant[] {
    return [...this.#relations].sort((a, b) => this.#turnsOf(a) - this.#turnsOf(b));
  }

  /** Notes that a relation has had a turn. */
  taken(relation: RelationInvariant): void {
    this.#taken.set(relation, this.#turnsOf(relation) + 1);
  }

  #turnsOf(relation: RelationInvariant): number {
    return this.#taken.get(relation) ?? 0;
  }
}
