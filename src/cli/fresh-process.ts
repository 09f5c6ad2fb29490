import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scenarioText } from "../adapters/process/protocol.ts";
import { readRun } from "../adapters/run-directory/read.ts";
import type { EvidenceBook } from "../report/evidence-book.ts";
import { EvidenceSum } from "../verify/evidence-sum.ts";
import { judgePair } from "../verify/judge.ts";
import { RunView } from "../verify/run-view.ts";
import type { NamedScenario } from "./compose.ts";
import type { GateRequest } from "./gate-request.ts";

/** A day ahead of most of the world, and a locale whose letters and decimals differ from English. */
const ELSEWHERE = { TZ: "Pacific/Kiritimati", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8" };

/**
 * A subject once more in a process of its own, in another time zone and locale: evidence on
 * relation/deterministic that no state of this process can lend. Answers what was not examined.
 */
export async function freshProcessEvidence(
  request: GateRequest,
  subject: NamedScenario | undefined,
  book: EvidenceBook,
): Promise<string[]> {
  const { engine, engineSpec, io, catalog } = request;
  const invariant = catalog.relation.find(({ id }) => id === "relation/deterministic");
  if (io.spawn === undefined || subject === undefined || invariant === undefined) {
    return ["determinism across processes, time zones and locales: no second process could be started"];
  }
  const folder = mkdtempSync(join(tmpdir(), "tieout-fresh-"));
  try {
    const { name, scenario } = subject;
    const input = join(folder, "scenario.json");
    const output = join(folder, "run");
    writeFileSync(input, scenarioText(scenario));
    const { code, err } = await io.spawn(
      ["run", "--scenario", input, "--out", output, "--engine", engineSpec.name, "--timeout", `${engineSpec.timeout}`],
      ELSEWHERE,
    );
    if (code !== 0) return [`determinism across processes: the second process ended with code ${code}: ${err.trim()}`];
    const where = `${name} in a process of its own, TZ ${ELSEWHERE.TZ}, locale ${ELSEWHERE.LC_ALL}`;
    const source = new RunView(await engine.run(scenario), where);
    const followUp = new RunView(readRun(output), where);
    const finding = judgePair(invariant, { source, followUp, scenario, followUpScenario: scenario });
    book.add(invariant.id, new EvidenceSum("relation", where).add(finding).evidence());
    return [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
