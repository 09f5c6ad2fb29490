import type { Config } from "../../model/config.ts";
import type { Edit } from "./edits.ts";
import { setConfig } from "./edits.ts";

/** The scalars that a config gives the allocator, in order: by rebalance, or by date. */
export function scalarsOf({ allocator }: Config): readonly number[] {
  if (allocator.mode === "compute") return allocator.scalars ?? [];
  return allocator.mode === "off" ? [] : allocator.applied.map((entry) => entry.risk_scalar_applied);
}

/** Takes scalars out, by place. */
export function withoutScalars(dropped: ReadonlySet<number>): Edit {
  return setConfig(({ allocator }) => {
    if (allocator.mode === "off") return {};
    if (allocator.mode === "precomputed") {
      return { allocator: { ...allocator, applied: allocator.applied.filter((_, k) => !dropped.has(k)) } };
    }
    return { allocator: { ...allocator, scalars: (allocator.scalars ?? []).filter((_, k) => !dropped.has(k)) } };
  });
}

/** Sets one scalar, by place. */
export function withScalar(at: number, scalar: number): Edit {
  return setConfig(({ allocator }) => {
    if (allocator.mode === "off") return {};
    if (allocator.mode === "precomputed") {
      const applied = allocator.applied.map((entry, k) =>
        k === at ? { ...entry, risk_scalar_applied: scalar } : entry,
      );
      return { allocator: { ...allocator, applied } };
    }
    return { allocator: { ...allocator, scalars: (allocator.scalars ?? []).map((s, k) => (k === at ? scalar : s)) } };
  });
}
