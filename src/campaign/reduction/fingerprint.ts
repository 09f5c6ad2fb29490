import type { Config } from "../../model/config.ts";
import type { Scenario } from "../../model/scenario.ts";
import { strategiesOf } from "../../relations/build.ts";

/**
 * 64 bits that tell scenarios apart, in one pass over their figures and without a copy of them. Two that share them by
 * chance cost a reduction one candidate, no more.
 */
export function fingerprint({ market, config }: Scenario): string {
  const digest = new Digest();
  digest.numbers(market.returns);
  for (const date of market.dates) digest.text(date);
  for (const asset of market.assets) digest.text(asset);
  for (const strategy of strategiesOf(config)) {
    if (strategy.kind !== "weights") continue;
    for (const row of strategy.values) digest.numbers(row ?? []);
  }
  digest.text(JSON.stringify(config, withoutRows));
  return digest.value;
}

/** Rows of weights are the long part of a config, and are taken as figures. */
function withoutRows(this: unknown, key: string, value: unknown): unknown {
  if (key === "values" && (this as Config["sleeves"][number]["strategy"]).kind === "weights") {
    return (value as (readonly number[] | null)[]).map((row) => (row === null ? 0 : row.length));
  }
  return value;
}

/** Two lanes of multiply and rotate (as in MurmurHash3, A. Appleby, public domain). */
class Digest {
  #a = 0x9e3779b9 | 0;
  #b = 0x85ebca6b | 0;
  readonly #double = new Float64Array(1);
  readonly #halves = new Int32Array(this.#double.buffer);

  get value(): string {
    return `${(this.#a >>> 0).toString(36)}.${(this.#b >>> 0).toString(36)}`;
  }

  numbers(values: ArrayLike<number>): void {
    this.#add(values.length);
    for (let i = 0; i < values.length; i++) {
      this.#double[0] = values[i]!;
      this.#add(this.#halves[0]!);
      this.#add(this.#halves[1]!);
    }
  }

  text(text: string): void {
    this.#add(text.length);
    for (let i = 0; i < text.length; i++) this.#add(text.charCodeAt(i));
  }

  #add(word: number): void {
    let a = Math.imul(this.#a ^ Math.imul(word, 0xcc9e2d51), 0x1b873593);
    a = (a << 13) | (a >>> 19);
    this.#a = (Math.imul(a, 5) + 0xe6546b64) | 0;
    let b = Math.imul(this.#b ^ Math.imul(word, 0x38b34ae5), 0xa1e38b93);
    b = (b << 17) | (b >>> 15);
    this.#b = (Math.imul(b, 5) + 0x52dce729) | 0;
  }
}
