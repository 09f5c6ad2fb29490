import { parentPort, workerData } from "node:worker_threads";
import { HarnessError } from "../model/errors.ts";
import { serve } from "./worker-desk.ts";
import type { WorkerSpec } from "./worker-messages.ts";

/** What a campaign's worker threads run. */
if (parentPort === null) throw new HarnessError({ what: "this file is run by worker threads only" });
serve(parentPort, workerData as WorkerSpec);
