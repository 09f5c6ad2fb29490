import type { StaticRule } from "../src/flow/rule.ts";
import { artifactWriter } from "./artifact-writer.ts";
import { determinism } from "./determinism.ts";
import { laggedScalar } from "./lagged-scalar.ts";
import { lookAheadRule } from "./look-ahead.ts";
import { postRtNormalization } from "./post-rt-normalization.ts";

/** Every static audit, by id. */
export const staticRules: readonly StaticRule[] = [
  postRtNormalization,
  artifactWriter,
  laggedScalar,
  lookAheadRule,
  determinism,
];
