import type { ReportVerdict } from "../model/report.ts";
import { isFalseAlarm } from "../report/kill-matrix-layout.ts";
import type { SelfTestResult } from "./selftest.ts";

/**
 * What a self-test says of the harness: `harness-invalid` when a fault survived an invariant that it names, when the
 * engine without a fault breaks an invariant, or, with the whole of the faults, when an invariant noticed none. A part
 * of the faults need not kill every invariant. A warning is about behaviour and may rightly be raised.
 */
export function selfTestVerdict({ kills, clean, unkilled }: SelfTestResult, whole: boolean): ReportVerdict {
  const survived = kills.some((kill) => kill.survived.length > 0);
  return survived || clean.some(isFalseAlarm) || (whole && unkilled.length > 0) ? "harness-invalid" : "pass";
}
