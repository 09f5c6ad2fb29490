import type { Evidence } from "../model/verdict.ts";

/** Evidence by statement id, in the order in which it was gathered. */
export class EvidenceBook {
  readonly #pages = new Map<string, Evidence[]>();

  add(id: string, ...evidence: readonly Evidence[]): this {
    const page = this.#pages.get(id);
    if (page === undefined) this.#pages.set(id, [...evidence]);
    else page.push(...evidence);
    return this;
  }

  /** Adds every page of another book. */
  addAll(pages: ReadonlyMap<string, readonly Evidence[]>): this {
    for (const [id, evidence] of pages) this.add(id, ...evidence);
    return this;
  }

  get pages(): ReadonlyMap<string, readonly Evidence[]> {
    return this.#pages;
  }
}
