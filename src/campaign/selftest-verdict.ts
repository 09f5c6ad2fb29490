import type { ReportVerdict } from "../model/report.ts";
import { isFalseAlarm } from "../report/kill-matrix-layout.ts";
import type { SelfTestResult } from "./selftest.ts";
import { SELF_TEST_CASES } from "./selftest.ts";

/**
 * What a self-test says of the harness: `harness-invalid` when a fault survived an invariant that it names, when the
 * engine without a fault breaks an invariant, or, with the whole of the faults, when an invariant noticed none. A part
 * of the faults need not kill every invariant. A warning is about behaviour and may rightly be raised. On fewer cases
 * than suffice, what was not noticed may not have been met: that is `unproven`, and a false alarm is one all the same.
 */
export function selfTestVerdict({ kills, clean, unkilled, cases }: SelfTestResult, whole: boolean): ReportVerdict {
  if (clean.some(isFalseAlarm)) return "harness-invalid";
  const survived = kills.some((kill) => kill.survived.length > 0);
  if (!survived && !(whole && unkilled.length > 0)) return "pass";
  return cases < SELF_TEST_CASES ? "unproven" : "harness-invalid";
}
