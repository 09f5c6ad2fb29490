import { z } from "zod";

/** An invariant declared in the config: a sentence, and the expression that must hold at every date. */
export const declaredInvariantSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "expected folder/name in small letters, digits and hyphens"),
  title: z.string().min(1),
  /** E.g. `abs(net(weights_scaled)) <= 0.2`. */
  holds: z.string().min(1),
  severity: z.enum(["error", "warning"]).default("error"),
  /** Relative tolerance of <=, >= and ==. */
  tolerance: z.number().nonnegative().default(1e-9),
  why: z.string().default("Declared in the config."),
});
export type DeclaredInvariant = z.infer<typeof declaredInvariantSchema>;
