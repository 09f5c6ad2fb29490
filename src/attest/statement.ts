import { z } from "zod";
import type { InvariantReport, Report } from "../model/report.ts";
import type { FileDigest } from "./digests.ts";

/** Attestations: in-toto Statements v1 with the predicate of test results (https://in-toto.io/attestation/test-result/v0.1). */
export const STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
export const PREDICATE_TYPE = "https://in-toto.io/attestation/test-result/v0.1";
export const ATTESTATION_SCHEMA = "tieout.attestation/1";

/** Why a file is attested: it was audited, it is the report, or it was read to make it. */
export const ROLES = ["audited", "report", "input"] as const;
export type Role = (typeof ROLES)[number];

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** A path below the root, as `/` would separate it anywhere, that leads nowhere else. */
const nameSchema = z
  .string()
  .refine(
    (name) => !name.includes("\0") && name.split("/").every((part) => part !== "" && part !== "." && part !== ".."),
    "not a path below a folder",
  );

const fileSchema = z.looseObject({
  name: nameSchema,
  digest: z.looseObject({ sha256: sha256Schema }),
  annotations: z.looseObject({ role: z.enum(ROLES), bytes: z.int().gte(0) }).optional(),
});

const testsSchema = z.array(z.string()).default([]);

/** What Tieout adds to the predicate: what the report says that in-toto has no word for. */
const extensionSchema = z.looseObject({
  schema: z.literal(ATTESTATION_SCHEMA),
  verdict: z.enum(["pass", "fail", "unproven", "harness-invalid"]),
  /** The name of the report document among the subjects. */
  report: nameSchema,
  /** Folders of which every file is a subject; `.` is the root. */
  folders: z.array(z.union([z.literal("."), nameSchema])),
});

export const statementSchema = z.looseObject({
  _type: z.literal(STATEMENT_TYPE),
  subject: z.array(fileSchema).min(1),
  predicateType: z.literal(PREDICATE_TYPE),
  predicate: z.looseObject({
    result: z.enum(["PASSED", "WARNED", "FAILED"]),
    configuration: z.array(z.looseObject({ name: z.string(), digest: z.looseObject({ sha256: sha256Schema }) })),
    passedTests: testsSchema,
    warnedTests: testsSchema,
    failedTests: testsSchema,
    tieout: extensionSchema,
  }),
});
export type Statement = z.infer<typeof statementSchema>;

/** A file that is attested. */
export interface AttestedFile extends FileDigest {
  readonly name: string;
  readonly role: Role;
}

/** The outcome of a report in in-toto's words. What is unproven did not pass, so it stands with what failed. */
export function outcomeOf({ verdict, invariants, kills = [] }: Report) {
  const ids = (of: (invariant: InvariantReport) => boolean) => invariants.filter(of).map(({ id }) => id);
  const holds = ({ verdict }: InvariantReport) => verdict === "pass";
  const open = ({ verdict }: InvariantReport) => verdict === "fail" || verdict === "unproven";
  const warnedTests = ids((each) => each.severity === "warning" && open(each));
  const survivors = kills.filter(({ survived }) => survived.length > 0).map(({ fault }) => `seeded-faults/${fault}`);
  const result = verdict !== "pass" ? "FAILED" : warnedTests.length > 0 ? "WARNED" : "PASSED";
  return {
    result,
    passedTests: ids(holds),
    warnedTests,
    failedTests: [...ids((each) => each.severity === "error" && open(each)), ...survivors],
  } as const;
}

/**
 * The statement over files, as JSON: the same files and report give the same bytes. Inputs are the configuration of the
 * test run, all else are its subjects.
 */
export function statementText(
  report: Report,
  reportName: string,
  files: readonly AttestedFile[],
  folders: readonly string[],
): string {
  const { result, ...tests } = outcomeOf(report);
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  const { command, catalog } = report.provenance ?? {};
  const catalogDigest = catalog === undefined ? [] : [{ name: "catalog", digest: { sha256: withoutPrefix(catalog) } }];
  const statement = {
    _type: STATEMENT_TYPE,
    subject: sorted.filter(({ role }) => role !== "input").map(descriptor),
    predicateType: PREDICATE_TYPE,
    predicate: {
      result,
      configuration: [...sorted.filter(({ role }) => role === "input").map(descriptor), ...catalogDigest],
      ...tests,
      tieout: {
        schema: ATTESTATION_SCHEMA,
        tool: report.tool,
        verdict: report.verdict,
        subject: report.subject,
        seed: report.seed,
        ...(command === undefined ? {} : { command }),
        report: reportName,
        folders: [...folders].sort(),
      },
    },
  };
  return `${JSON.stringify(statement, null, 2)}\n`;
}

/** The files that a statement is over, inputs too. */
export function filesOf({ subject, predicate }: Statement): readonly AttestedFile[] {
  const inputs = predicate.configuration.flatMap((each) => fileSchema.required().safeParse(each).data ?? []);
  return [...subject, ...inputs].map(({ name, digest, annotations }) => ({
    name,
    sha256: digest.sha256,
    bytes: annotations?.bytes ?? Number.NaN,
    role: annotations?.role ?? "audited",
  }));
}

function descriptor({ name, sha256, role, bytes }: AttestedFile) {
  return { name, digest: { sha256 }, annotations: { role, bytes } };
}

function withoutPrefix(digest: string): string {
  return digest.replace(/^sha256:/, "");
}
