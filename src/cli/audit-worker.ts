import { parentPort, workerData } from "node:worker_threads";
import { HarnessError } from "../model/errors.ts";
import { makeAudits } from "./audits.ts";
import type { AuditMessage, AuditWork } from "./audits-beside.ts";
import { thrownOf } from "./worker-messages.ts";

/** What the thread runs that makes static audits while the gate looks at runs. */
if (parentPort === null) throw new HarnessError({ what: "this file is run by worker threads only" });
const tell = (message: AuditMessage) => parentPort!.postMessage(message);
try {
  const { requests, cwd } = workerData as AuditWork;
  tell({ kind: "made", audits: await makeAudits(requests, cwd) });
} catch (error) {
  tell({ kind: "threw", thrown: thrownOf(error) });
}
