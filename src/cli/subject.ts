import { createHash } from "node:crypto";
import type { Subject } from "../model/report.ts";
import type { EngineIdentity } from "../model/run.ts";

/** An engine as a report's subject; the digest is of what it says of itself. */
export function engineSubject({ name, version }: EngineIdentity): Subject {
  const digest = createHash("sha256").update(`${name}\n${version}\n`).digest("hex");
  return { kind: "engine", name: `${name} ${version}`, digest: `sha256:${digest}` };
}
