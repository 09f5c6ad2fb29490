import { createHash } from "node:crypto";
import { endianness } from "node:os";
import type { Scenario } from "../../model/scenario.ts";
import { canonicalJson } from "./json-text.ts";

/** SHA-256 of bytes, 64 hex digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * What a run was made from, as `sha256:…`: over the canonical JSON of config, dates and assets, a line end, and the
 * returns as little-endian float64. The same scenario has the same digest on every machine; one bit more or less in
 * any return has another.
 */
export function scenarioDigest({ market, config }: Scenario): string {
  const { dates, assets, returns } = market;
  const hash = createHash("sha256");
  hash.update(`${canonicalJson({ config, dates, assets })}\n`);
  hash.update(littleEndian(returns));
  return `sha256:${hash.digest("hex")}`;
}

/**
 * What a run was configured with, as `sha256:…`: over the canonical JSON of the config as `run.json` has it, so that
 * neither the order of its keys nor the spelling of its numbers matters, and every value does.
 */
export function configDigest(config: unknown): string {
  return `sha256:${createHash("sha256").update(canonicalJson(config)).digest("hex")}`;
}

function littleEndian(values: Float64Array): Buffer {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return endianness() === "LE" ? bytes : Buffer.from(bytes).swap64();
}
