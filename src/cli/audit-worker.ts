import { parentPort, workerData } from "node:worker_threads";
import { HarnessError } from "../model/errors.ts";
import type { AuditRequest } from "./audits.ts";
import { makeAudits } from "./audits.ts";
import type { AuditMessage } from "./audits-beside.ts";
import { thrownOf } from "./worker-messages.ts";

/** What the thread runs that makes static audits while the gate looks at runs. */
if (parentPort === null) throw new HarnessError({ what: "this file is run by worker threads only" });
const tell = (message: AuditMessage) => parentPort!.postMessage(message);
try {
  tell({ kind: "made", audits: await makeAudits(workerData as readonly AuditRequest[]) });
} catch (error) {
  tell({ kind: "threw", thrown: thrownOf(error) });
}
