import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { publicPem, signingPem } from "../attest/keys-support.ts";
import { inTemporaryFolder } from "../cli/support.ts";
import { junitComplaints, parseXml } from "../report/junit-schema.ts";
import { sarifComplaints } from "../report/sarif-schema.ts";
import { fileOf, readAction, useAction } from "./steps.ts";

const TIEOUT = pathToFileURL(resolve(import.meta.dirname, "../../dist/src/index.js")).href;

/** An engine of the project's own; a faulty one halves what it trades in the table of turnovers. */
const engine = (faulty: boolean) => `
import { engineOf, referenceStages } from ${JSON.stringify(TIEOUT)};
const hold = (...given) => {
  const held = referenceStages.hold(...given);
  return ${faulty} ? { ...held, turnover: held.turnover.map((each) => each / 2) } : held;
};
export default engineOf({ ...referenceStages, hold }, "own");
`;

/** A repository with a project in a folder of a name that wants quotes. */
function inProject(work: (workspace: string, put: (faulty: boolean) => void) => void): Promise<void> {
  return inTemporaryFolder(async (workspace) => {
    const project = join(workspace, "my project");
    mkdirSync(project);
    const config = {
      engine: "./engine.mjs",
      subjects: [{ market: "us-stocks" }],
      campaign: { cases: 96, leastCases: 1, leastShare: 0, workers: 1 },
    };
    writeFileSync(join(project, "tieout.config.json"), JSON.stringify(config));
    work(workspace, (faulty) => writeFileSync(join(project, "engine.mjs"), engine(faulty)));
  });
}

const PROJECT = { "working-directory": "my project" };
const UPLOAD = { "upload-sarif": "true" };

describe("action.yml", () => {
  it("is a composite action that explains its inputs and outputs, uses each, and puts none into a script", () => {
    const { inputs, outputs, runs } = readAction();
    expect(runs.using).toBe("composite");
    expect(actionComplaints(readAction())).toEqual([]);
    expect(actionComplaints({ ...readAction(), on: "push" }).join()).toContain("additional properties");
    const steps = JSON.stringify(runs.steps);
    for (const [name, { description, default: value }] of Object.entries(inputs)) {
      expect(description.length, name).toBeGreaterThan(20);
      expect(typeof value, name).toBe("string");
      expect(steps, name).toContain(`inputs.${name} `);
    }
    for (const [name, { value }] of Object.entries(outputs)) {
      expect(value).toBe(`\${{ steps.tieout.outputs.${name} }}`);
    }
    for (const { run, shell, uses } of runs.steps) {
      expect(run === undefined).toBe(uses !== undefined);
      if (run !== undefined) expect(shell).toBe("bash");
      expect(run ?? "").not.toContain("${{");
    }
  });

  it(
    "turns the gate of a project green where its engine ties out, and its campaign red where it does not",
    () =>
      inProject((workspace, put) => {
        put(false);
        const clean = useAction(workspace, PROJECT);
        expect(clean).toMatchObject({
          green: true,
          outputs: { "exit-code": "0", report: "my project/.tieout/report" },
        });
        expect(clean.summary).toContain("# Tieout: PASS");
        expect(clean.stderr).not.toContain("::error");

        put(true);
        // The campaign alone: the gate's canaries say nothing of the engine, and take most of its time.
        const faulty = useAction(workspace, { ...PROJECT, command: "fuzz", args: "--cases 32" });
        expect(faulty).toMatchObject({ green: false, outputs: { "exit-code": "1" } });
        expect(faulty.summary).toContain("# Tieout: FAIL");
        expect(faulty.stderr).toMatch(
          /^::error file=my project\/\.tieout\/counterexamples\/.*\.json,title=accounting\/turnover-matches-trades::/m,
        );
      }),
    120_000,
  );

  it(
    "judges a recorded run, and hands its files on: JSON, Markdown, JUnit, and SARIF to code scanning",
    () =>
      inProject((workspace, put) => {
        const record = { ...PROJECT, command: "run", report: "" };
        const audit = { ...PROJECT, ...UPLOAD, command: "audit", args: '"a run"', report: "out" };
        put(true);
        expect(useAction(workspace, { ...record, args: "--market us-stocks --out 'a run'" }).green).toBe(true);
        const faulty = useAction(workspace, audit);
        expect(faulty).toMatchObject({ green: false, outputs: { "exit-code": "1", report: "my project/out" } });
        const { report, sarif } = faulty.outputs;
        expect(faulty.uses).toEqual([
          { uses: "github/codeql-action/upload-sarif@v3", with: { sarif_file: sarif, category: "tieout" } },
        ]);
        const log = JSON.parse(fileOf(workspace, sarif!));
        expect(sarifComplaints(log)).toEqual([]);
        expect(log.runs[0].results[0]).toMatchObject({ ruleId: "accounting/turnover-matches-trades", level: "error" });
        const junit = parseXml(fileOf(workspace, `${report}/report.junit.xml`));
        expect(junitComplaints(junit)).toEqual([]);
        expect(junit.attributes.failures).not.toBe("0");
        expect(JSON.parse(fileOf(workspace, `${report}/report.json`)).verdict).toBe("fail");
        expect(fileOf(workspace, `${report}/report.md`)).toBe(faulty.summary);
        expect(faulty.stderr).toMatch(/^::error title=accounting\/turnover-matches-trades::.*%0A\d+ violations?, /m);

        put(false);
        useAction(workspace, { ...record, args: "--market us-stocks\n--out 'a run' --replace" });
        const clean = useAction(workspace, audit);
        expect(clean).toMatchObject({ green: true, outputs: { "exit-code": "0" } });
        expect(JSON.parse(fileOf(workspace, clean.outputs.sarif!)).runs[0].results).toEqual([]);
        expect(useAction(workspace, { ...audit, "upload-sarif": "false" }).uses).toEqual([]);
      }),
    60_000,
  );

  it("runs the tieout of the project, which may lie in a folder above, before its own", () =>
    inProject((workspace) => {
      const bin = join(workspace, "node_modules", ".bin");
      mkdirSync(bin, { recursive: true });
      writeFileSync(join(bin, "tieout"), '#!/bin/sh\necho "own: $#: $*"\nexit 3\n', { mode: 0o755 });
      const own = useAction(workspace, { ...PROJECT, command: "golden diff", args: "--engine 'python3 my engine.py'" });
      expect(own.stdout).toMatch(
        /^own: 14: golden diff --engine python3 my engine\.py --report \.tieout\/report --format json /,
      );
      expect(own).toMatchObject({ green: false, outputs: { "exit-code": "3" } });
    }));

  it(
    "attests what was audited, signed, and is red once a byte of it changed",
    () =>
      inProject((workspace) => {
        const at = (name: string) => join(workspace, "my project", name);
        mkdirSync(at("run"));
        writeFileSync(at("run/metrics.json"), "{}\n");
        writeFileSync(at("key.pem"), signingPem("A"));
        writeFileSync(at("pub.pem"), publicPem("A"));
        const attest = { report: "out", attest: "kept/a.json", "key-file": "key.pem" };
        const audit = useAction(workspace, { ...PROJECT, ...attest, command: "audit", args: "run" });
        expect(audit).toMatchObject({ green: false, outputs: { "exit-code": "3" } });
        const verify = { ...PROJECT, command: "verify", args: "kept/a.json --public-key pub.pem", report: "" };
        expect(useAction(workspace, verify)).toMatchObject({ green: true, outputs: { "exit-code": "0" } });
        writeFileSync(at("run/metrics.json"), "{ }\n");
        const changed = useAction(workspace, verify);
        expect(changed).toMatchObject({ green: false, outputs: { "exit-code": "1" } });
        expect(changed.stderr).toMatch(/^::error title=tieout::kept\/a\.json: .*CHANGED {5}run\/metrics\.json/m);
      }),
    60_000,
  );

  it(
    "is red for what cannot be judged, and takes no word of an input for a command",
    () =>
      inProject((workspace, put) => {
        put(false);
        const absent = useAction(workspace, {
          ...PROJECT,
          ...UPLOAD,
          command: "audit",
          args: "absent",
          report: "none",
        });
        expect(absent).toMatchObject({ green: false, uses: [], outputs: { "exit-code": "2", report: "", sarif: "" } });
        expect(absent.stderr).toContain("::error title=tieout::RunDirectoryError: ");
        mkdirSync(join(workspace, "my project", "run"));
        writeFileSync(join(workspace, "my project", "run", "metrics.json"), "{}");
        const audit = { ...PROJECT, ...UPLOAD, command: "audit", report: "out" };
        expect(useAction(workspace, { ...audit, args: "run" })).toMatchObject({
          uses: [{ with: { sarif_file: "my project/out/report.github.sarif" } }],
          outputs: { "exit-code": "3", report: "my project/out" },
        });
        const stale = useAction(workspace, { ...audit, args: "absent" });
        expect(stale).toMatchObject({ uses: [], outputs: { "exit-code": "2", report: "", sarif: "" } });
        const open = useAction(workspace, { ...PROJECT, args: '"no end' });
        expect(open).toMatchObject({ green: false, outputs: { "exit-code": "2" } });
        expect(open.stdout).toContain('::error title=tieout::a quote has no end in: "no end');
        const hostile = useAction(workspace, {
          ...PROJECT,
          command: "audit",
          args: "$(touch made) `touch made` ; touch made",
        });
        expect(hostile.outputs["exit-code"]).toBe("2");
        expect(existsSync(join(workspace, "my project", "made"))).toBe(false);
      }),
    60_000,
  );
});

const texts = { type: "object", additionalProperties: { type: "string" } };

/** What GitHub's documentation says of the metadata of a composite action, as a schema. */
const validateAction = new Ajv2020({ allErrors: true }).compile({
  type: "object",
  required: ["name", "description", "runs"],
  additionalProperties: false,
  properties: {
    name: { type: "string" },
    author: { type: "string" },
    description: { type: "string", maxLength: 125 },
    inputs: {
      type: "object",
      propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_-]*$" },
      additionalProperties: {
        type: "object",
        required: ["description"],
        additionalProperties: false,
        properties: {
          description: { type: "string" },
          required: { type: "boolean" },
          default: { type: "string" },
          deprecationMessage: { type: "string" },
        },
      },
    },
    outputs: {
      type: "object",
      propertyNames: { pattern: "^[A-Za-z_][A-Za-z0-9_-]*$" },
      additionalProperties: {
        type: "object",
        required: ["description", "value"],
        additionalProperties: false,
        properties: { description: { type: "string" }, value: { type: "string" } },
      },
    },
    runs: {
      type: "object",
      required: ["using", "steps"],
      additionalProperties: false,
      properties: {
        using: { const: "composite" },
        steps: {
          type: "array",
          minItems: 1,
          items: {
            type: "object",
            additionalProperties: false,
            oneOf: [{ required: ["run", "shell"] }, { required: ["uses"] }],
            properties: {
              name: { type: "string" },
              id: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_-]*$" },
              if: { type: "string" },
              run: { type: "string" },
              shell: { type: "string" },
              uses: { type: "string", pattern: "^[\\w.-]+/[\\w./-]+@[\\w.-]+$" },
              with: texts,
              env: texts,
              "working-directory": { type: "string" },
              "continue-on-error": { type: "string" },
            },
          },
        },
      },
    },
  },
});

function actionComplaints(action: unknown): readonly string[] {
  validateAction(action);
  return (validateAction.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
