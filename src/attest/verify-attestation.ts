import type { KeyObject } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { parseWith } from "../model/config.ts";
import { ConfigError } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import { reportSchema } from "../model/report.ts";
import { inconsistencies } from "./consistency.ts";
import type { Envelope } from "./dsse.ts";
import { envelopeSchema, holdsUnder, IN_TOTO_TYPE, unknownFields } from "./dsse.ts";
import type { FileFinding } from "./file-findings.ts";
import { findFiles } from "./file-findings.ts";
import { strangers } from "./gather.ts";
import { keyId } from "./keys.ts";
import type { Places } from "./places.ts";
import type { Statement } from "./statement.ts";
import { filesOf, outcomeOf, statementSchema } from "./statement.ts";
import type { JsonDocument } from "./strict-json.ts";
import { parseStrictJson, readStrictJson } from "./strict-json.ts";
import type { Signature, Verification } from "./verification.ts";
import { verificationOf } from "./verification.ts";

/** What is to be verified, and how strictly. */
export interface VerifyRequest {
  readonly document: JsonDocument;
  /** Where it was read from: it is no new file of a folder that it lies in. */
  readonly path: string;
  /** How errors name it. */
  readonly where: string;
  /** A signature must hold under each of these. */
  readonly keys: readonly KeyObject[];
  /** The user's word that no signature is expected. */
  readonly unsigned: boolean;
  /** Where the files are; `report` is asked for the name of the report among them. */
  readonly places: (report: string | undefined) => Places;
}

/**
 * Holds an attestation, signed or not, to the files it is over: hashes all of them again, looks for new ones in its
 * folders, checks signatures, and compares what it says of the report with the report. Throws a ConfigError where it
 * is no attestation.
 */
export function verifyAttestation(request: VerifyRequest): Verification {
  const { where } = request;
  const { statement, envelope } = opened(request);
  const { predicate } = statement;
  const { report: name, folders } = predicate.tieout;
  const places = request.places(name);
  const listed = filesOf(statement);
  const twice = listed.find((file, i) => listed.findIndex((each) => each.name === file.name) !== i);
  if (twice !== undefined) throw new ConfigError({ what: "a file is attested twice", where, actual: twice.name });
  const files = findFiles(listed, folders, places, [request.path]);
  const report = readReport(name, files, places);
  return verificationOf({
    reported: predicate.tieout.verdict,
    signature: signatureOf(request, envelope),
    files,
    contradictions: report.value === undefined ? report.contradictions : contradictions(statement, report.value),
    unchecked: [...report.unchecked, ...outside(request, envelope)],
  });
}

/** The statement, and the envelope that it comes in where it is signed. */
function opened({ document, where }: VerifyRequest): { statement: Statement; envelope: Envelope | undefined } {
  if (!isRecord(document.value) || !("payloadType" in document.value)) {
    return { statement: parseWith(statementSchema, document.value, where), envelope: undefined };
  }
  const envelope = parseWith(envelopeSchema, document.value, where);
  if (envelope.payloadType !== IN_TOTO_TYPE) {
    const { payloadType: actual } = envelope;
    throw new ConfigError({ what: "the payload is of another type", where, expected: IN_TOTO_TYPE, actual });
  }
  const { value } = parseStrictJson(envelope.payload, `the payload of ${where}`);
  return { statement: parseWith(statementSchema, value, `the payload of ${where}`), envelope };
}

function signatureOf({ keys, unsigned }: VerifyRequest, envelope: Envelope | undefined): Signature {
  const signed = envelope !== undefined && envelope.signatures.length > 0;
  if (keys.length === 0) {
    if (unsigned) return { state: "waived", reason: "none was expected (--unsigned)" };
    const reason = signed ? "give the signer's key: --public-key FILE" : "there is none";
    return { state: "unchecked", reason: `${reason}; without one, anybody may have written this` };
  }
  if (!signed) return { state: "missing", reason: "a key was given, and there is no signature" };
  const failing = keys.filter((key) => !holdsUnder(key, envelope));
  const names = (some: readonly KeyObject[]) => some.map((key) => `key ${keyId(key)}`).join(", ");
  return failing.length === 0
    ? { state: "good", reason: names(keys) }
    : { state: "bad", reason: `no signature holds under ${names(failing)}` };
}

/** What no signature covers, and is not as a signer writes it. */
function outside({ document: { text, value } }: VerifyRequest, envelope: Envelope | undefined): readonly string[] {
  if (envelope === undefined) return [];
  const unknown = unknownFields(envelope).map((name) => `the field ${name} of the envelope: no signature covers it`);
  const encoded = [envelope.payload, ...envelope.signatures.map(({ sig }) => sig)].map((bytes) =>
    bytes.toString("base64"),
  );
  const usual = encoded.every((each) => text.includes(`"${each}"`)) && isUsualJson(text, value);
  return usual
    ? unknown
    : [...unknown, "the envelope was written again by something else: it says the same in other bytes"];
}

/** Whether a text is what JSON's writer makes of its value, at any depth of indentation. */
function isUsualJson(text: string, value: unknown): boolean {
  return [0, 1, 2, 3, 4, 8, "\t"].some((indent) => {
    const usual = JSON.stringify(value, null, indent);
    return text === usual || text === `${usual}\n`;
  });
}

interface ReadReport {
  readonly value: Report | undefined;
  readonly contradictions: readonly string[];
  readonly unchecked: readonly string[];
}

/** The report, where it is the one that was attested. */
function readReport(name: string, files: readonly FileFinding[], places: Places): ReadReport {
  const finding = files.find((each) => each.name === name);
  const nothing = { value: undefined, contradictions: [], unchecked: [] };
  if (finding === undefined || finding.state === "new") {
    return { ...nothing, contradictions: [`the attestation names the report ${name}, and is not over it`] };
  }
  if (finding.state !== "same") return nothing;
  try {
    return { ...nothing, value: parseWith(reportSchema, readStrictJson(places.of(name), name).value, name) };
  } catch (error) {
    return { ...nothing, unchecked: [`the report: ${(error as Error).message}`] };
  }
}

/** What statement and report say differently. */
function contradictions(statement: Statement, report: Report): string[] {
  const { predicate } = statement;
  const { verdict } = predicate.tieout;
  const said: readonly (readonly [string, unknown, unknown])[] = [
    ["verdict", verdict, report.verdict],
    ...Object.entries(outcomeOf(report)).map(([name, of]) => [name, predicate[name], of] as const),
    ["catalog", predicate.configuration.find(({ name }) => name === "catalog")?.digest.sha256, catalogOf(report)],
  ];
  const different = said
    .filter(([, ofStatement, ofReport]) => !isDeepStrictEqual(ofStatement, ofReport))
    .map(([name]) => `the attestation and the report say different things of: ${name}`);
  const others = strangers(report, filesOf(statement));
  return [
    ...different,
    ...inconsistencies(report),
    ...others.map((name) => `the report was made of another ${name} than the one attested`),
  ];
}

function catalogOf({ provenance }: Report): string | undefined {
  return provenance?.catalog?.replace(/^sha256:/, "");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
