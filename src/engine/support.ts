import type { Config } from "../model/config.ts";
import type { Capabilities } from "../model/engine.ts";
import { ConfigError } from "../model/errors.ts";

/** What this version of the reference engine really does; generators produce nothing else. */
export const CAPABILITIES: Capabilities = {
  strategies: ["weights", "equal-weight", "momentum", "sector-rotation"],
  exposure: ["vol-target", "fixed", "none"],
  allocator: ["off", "compute", "precomputed"],
  allocatorParts: ["layers", "sleeve-scalars", "overlay"],
  holding: ["constant-weights", "drifting-positions"],
  returns: ["log", "simple"],
};

/**
 * Refuses what the config format can say and this version cannot do. A silent substitute would be a wrong number, so
 * it is a ConfigError that names the key and what is supported.
 */
export function requireSupported({ conventions }: Config): void {
  if (conventions.earnsFrom !== 0) {
    throw unsupported("config.conventions.earnsFrom", "0", String(conventions.earnsFrom));
  }
}

function unsupported(where: string, expected: string, actual: string): ConfigError {
  return new ConfigError({
    what: "this engine version does not support the value",
    where,
    expected,
    actual,
    hint: "the engine's capabilities list what it supports",
  });
}
