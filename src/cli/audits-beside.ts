import { Worker } from "node:worker_threads";
import { HarnessError } from "../model/errors.ts";
import type { AuditRequest, StaticAudit } from "./audits.ts";
import { makeAudits } from "./audits.ts";
import type { Io } from "./io.ts";
import type { Thrown } from "./worker-messages.ts";
import { errorOf } from "./worker-messages.ts";

/** What the thread of the audits is given. */
export interface AuditWork {
  readonly requests: readonly AuditRequest[];
  readonly cwd: string;
}

/** What the thread of the audits sends, once. */
export type AuditMessage =
  | { readonly kind: "made"; readonly audits: readonly StaticAudit[] }
  | { readonly kind: "threw"; readonly thrown: Thrown };

/** Static audits on their way, beside what the gate does meanwhile. */
export interface AuditsBeside {
  /** What they found; throws what they threw. */
  result(): Promise<readonly StaticAudit[]>;
  /** Ends them, finished or not. */
  close(): Promise<void>;
}

/** Starts audits in a thread of their own; without its built file they are made when the result is asked for. */
export function startAudits(
  requests: readonly AuditRequest[],
  { auditModule, cwd }: Pick<Io, "auditModule" | "cwd">,
): AuditsBeside {
  if (requests.length === 0 || auditModule === undefined) {
    return { result: () => makeAudits(requests, cwd), close: () => Promise.resolve() };
  }
  const workerData: AuditWork = { requests, cwd };
  const worker = new Worker(auditModule, { workerData });
  const made = new Promise<readonly StaticAudit[]>((resolve, reject) => {
    worker.on("message", (message: AuditMessage) => {
      if (message.kind === "made") resolve(message.audits);
      else reject(errorOf(message.thrown));
    });
    worker.on("error", reject);
    worker.on("exit", (code) => {
      reject(new HarnessError({ what: "the thread of the static audits ended early", actual: `exit code ${code}` }));
    });
  });
  made.catch(() => undefined); // told where the result is asked for
  return {
    result: () => made,
    async close() {
      await worker.terminate();
    },
  };
}
