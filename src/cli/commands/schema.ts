import { z } from "zod";
import { statementSchema } from "../../attest/statement.ts";
import { verificationSchema } from "../../attest/verification.ts";
import { conformanceSchema } from "../../conform/document.ts";
import { goldenSchema } from "../../golden/case.ts";
import { chainSchema } from "../../golden/chain-document.ts";
import { goldenDiffSchema } from "../../golden/diff/document.ts";
import { goldenRunSchema } from "../../golden/store/manifest.ts";
import { analysisSchema } from "../../model/analysis.ts";
import { campaignPartSchema } from "../../model/campaign-part.ts";
import { comparisonSchema } from "../../model/comparison.ts";
import { configSchema } from "../../model/config.ts";
import { counterexampleSchema } from "../../model/counterexample.ts";
import { ConfigError } from "../../model/errors.ts";
import { layoutSchema } from "../../model/layout.ts";
import { reportSchema } from "../../model/report.ts";
import { runDocumentSchema } from "../../model/run.ts";
import { scenarioSchema } from "../../model/scenario.ts";
import { sensitivitySchema } from "../../model/sensitivity.ts";
import { settingsSchema } from "../../model/settings.ts";
import { traceSchema } from "../../model/trace.ts";
import type { CommonOptions, Register } from "../command.ts";
import { withCommonOptions } from "../command.ts";
import { profilesSchema } from "../profiles.ts";

/** Every document that other programs may write or read. */
const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  scenario: scenarioSchema,
  config: configSchema,
  run: runDocumentSchema,
  report: reportSchema,
  analysis: analysisSchema,
  comparison: comparisonSchema,
  counterexample: counterexampleSchema,
  "campaign-part": campaignPartSchema,
  golden: goldenSchema,
  "golden-run": goldenRunSchema,
  "golden-diff": goldenDiffSchema,
  trace: traceSchema,
  chain: chainSchema,
  sensitivity: sensitivitySchema,
  conformance: conformanceSchema,
  layout: layoutSchema,
  settings: settingsSchema,
  profiles: profilesSchema,
  attestation: statementSchema,
  verification: verificationSchema,
};

/** `tieout schema`: the documents as JSON Schema. */
export const registerSchema: Register = (program, { io }) => {
  const names = Object.keys(SCHEMAS);
  withCommonOptions(program.command("schema"))
    .summary("print a document's JSON Schema")
    .description("Prints a document's JSON Schema (draft 2020-12); without a name, the names.")
    .argument("[name]", names.join(", "))
    .action((name: string | undefined, _options: CommonOptions) => {
      io.out(name === undefined ? `${names.join("\n")}\n` : `${JSON.stringify(jsonSchema(name), null, 2)}\n`);
    });
};

/** A document's JSON Schema, of the form in which it is written (defaults may be left out). */
function jsonSchema(name: string): unknown {
  const schema = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined;
  if (schema === undefined) {
    throw new ConfigError({
      what: "there is no such schema",
      expected: Object.keys(SCHEMAS).join(", "),
      actual: JSON.stringify(name),
    });
  }
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
}
