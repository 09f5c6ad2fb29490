import { describe, expect, it } from "vitest";
import { engineOfFunction } from "../../src/adapters/module-engine.ts";
import { plainOfRun } from "../../src/adapters/plain-of-run.ts";
import { ENGINE_ANSWERS } from "../../src/campaign/answer.ts";
import { scenarioOf } from "../../src/cli/compose.ts";
import { fitSubject } from "../../src/cli/fit-subject.ts";
import type { GateRequest } from "../../src/cli/gate-request.ts";
import { auditSubjects } from "../../src/cli/subjects.ts";
import { runStages } from "../../src/engine/reference.ts";
import { CAPABILITIES } from "../../src/engine/support.ts";
import { altered } from "../../src/faults/parts/altered-run.ts";
import type { Capabilities, Engine } from "../../src/model/engine.ts";
import { EngineError } from "../../src/model/errors.ts";
import { settingsSchema } from "../../src/model/settings.ts";
import { EvidenceBook } from "../../src/report/evidence-book.ts";

const SUBJECT = scenarioOf({ market: "us-stocks" });
const PLAIN: Capabilities = {
  strategies: ["weights"],
  exposure: ["vol-target", "fixed", "none"],
  allocator: ["off"],
  holding: ["constant-weights"],
  returns: ["log"],
};

describe("a subject fitted to an engine", () => {
  it("is left alone where the engine names all of it", () => {
    expect(fitSubject(SUBJECT.scenario, CAPABILITIES)).toEqual({ scenario: SUBJECT.scenario, changes: [] });
  });

  it("has its strategies' weights outright, and earns the same", () => {
    const { scenario, changes } = fitSubject(SUBJECT.scenario, PLAIN);
    expect(changes).toEqual(["the engine does not name the strategy equal-weight: the weights are given outright"]);
    expect(scenario.config.sleeves.map(({ strategy }) => strategy.kind)).toEqual(["weights"]);
    const [own, fitted] = [runStages(SUBJECT.scenario), runStages(scenario)];
    expect(fitted.table("portfolio_returns")).toEqual(own.table("portfolio_returns"));
  });

  it("has an allocator, a holding and a convention that the engine names", () => {
    const { market, config } = SUBJECT.scenario;
    const asked = {
      market,
      config: {
        ...config,
        allocator: { ...config.allocator, mode: "compute" as const },
        holding: "drifting-positions" as const,
        conventions: { ...config.conventions, returns: "simple" as const },
      },
    };
    const { scenario, changes } = fitSubject(asked, PLAIN);
    expect(changes).toHaveLength(4);
    expect(scenario.config).toMatchObject({
      allocator: { mode: "off" },
      holding: "constant-weights",
      conventions: { returns: "log" },
    });
  });
});

describe("the subjects of the gate", () => {
  const OWN = { name: "own", version: "1", capabilities: CAPABILITIES };
  const audited = (run: Parameters<typeof engineOfFunction>[0]) => auditedBy(engineOfFunction(run, OWN));
  const auditedBy = async (engine: Engine) => {
    const book = new EvidenceBook();
    const catalog = { all: [], run: [], relation: [], passes: [] };
    const progress = { show: () => undefined };
    const settings = settingsSchema.parse({ tolerances: { profile: "float32" } });
    const desk = { add: () => undefined };
    const request = { engine, subjects: [SUBJECT], progress, catalog, settings, desk } as unknown as GateRequest;
    return { outcome: await auditSubjects(request, book), page: book.pages.get(ENGINE_ANSWERS.id) };
  };

  it("come with what the config grants, and with what an engine's own folder takes for granted or leaves unread", async () => {
    const told = { assumptions: ["a layout was read"], notExamined: ["notes.txt: nobody reads it"] };
    const { outcome } = await auditedBy({
      describe: async () => OWN,
      run: async (scenario) => {
        const run = altered(runStages(scenario), {});
        return { ...run, info: { ...run.info, ...told } };
      },
    });
    expect(outcome.assumptions[0]).toMatch(/^The config grants the tolerances of single precision/);
    expect(outcome.assumptions).toContain(`${SUBJECT.name}: a layout was read`);
    expect(outcome.notExamined).toContain(`${SUBJECT.name}: notes.txt: nobody reads it`);
  });

  it("are not examined where the engine refuses them", async () => {
    const { outcome, page } = await audited(() => {
      throw new EngineError("rejected", { what: "five assets are too many" });
    });
    expect(outcome).toMatchObject({
      notExamined: ["us-stocks: the engine refuses it: five assets are too many"],
      answered: [],
    });
    expect(page).toBeUndefined();
  });

  it("are a finding where the engine breaks on them, and where its run cannot be read back", async () => {
    const broken = await audited(() => {
      throw new TypeError("prices is undefined");
    });
    expect(broken.page?.[0]).toMatchObject({ verdict: "fail", subject: "us-stocks" });
    expect(broken.page?.[0]?.violations[0]).toMatchObject({ actual: "TypeError" });
    const garbled = await audited((scenario) => {
      const plain = plainOfRun(runStages(scenario));
      const { dates, columns, values } = plain.tables.returns!;
      return { ...plain, tables: { ...plain.tables, returns: { dates: dates.map(() => "soon"), columns, values } } };
    });
    expect(garbled.page?.[0]?.violations[0]?.message).toMatch(/its run cannot be read back: returns\.csv:2/);
  });
});
