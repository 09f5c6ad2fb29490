import type { KeyObject } from "node:crypto";
import { resolve } from "node:path";
import { readPublicKey } from "../../attest/keys.ts";
import { Places } from "../../attest/places.ts";
import { readStrictJson } from "../../attest/strict-json.ts";
import type { Verification } from "../../attest/verification.ts";
import { VERIFICATION_EXIT_CODES } from "../../attest/verification.ts";
import { verificationText } from "../../attest/verification-text.ts";
import { verifyAttestation } from "../../attest/verify-attestation.ts";
import { verifyReport } from "../../attest/verify-report.ts";
import { ConfigError } from "../../model/errors.ts";
import { REPORT_SCHEMA } from "../../model/report.ts";
import type { CommonOptions, Context, Register } from "../command.ts";
import { withCommonOptions } from "../command.ts";
import { publishError } from "../github.ts";

interface VerifyOptions extends CommonOptions {
  readonly attestation?: string;
  readonly publicKey?: readonly string[];
  readonly root?: string;
  readonly at?: readonly (readonly [string, string])[];
  readonly unsigned?: boolean;
  readonly format?: string;
}

/** `tieout verify`: is everything still as it was when it was audited? */
export const registerVerify: Register = (program, context) => {
  withCommonOptions(program.command("verify"))
    .summary("hash again what was audited, check the signature, and say what changed")
    .description(
      "Holds an attestation (of --attest), or a report document, to the files it is over: hashes every one again, looks for new ones in the audited folders, checks the signature. Exit code 0 when all ties out, 1 when anything changed, 2 for what is neither, 3 when not everything could be checked: without a signature that holds under a key you give, nothing says that the document itself is the one that was written. The verdict of the report is told and changes no exit code.",
    )
    .argument("<file>", "an attestation, or a report in JSON")
    .option("--attestation <file>", "the attestation of the report that is given")
    .option(
      "--public-key <file>",
      "a key under which a signature must hold: PEM, SPKI, Ed25519; repeatable",
      collectKey,
    )
    .option("--root <dir>", "the folder from which files are named (default: the working directory)")
    .option("--at <name=path>", "where a file or folder of the attestation is now; repeatable", collectPlace)
    .option("--unsigned", "expect no signature: 0 then says that the files tie out with a document nobody vouches for")
    .option("--format <name>", "text or json (default: text)")
    .action((file: string, options: VerifyOptions) => verify(file, options, context));
};

function verify(file: string, options: VerifyOptions, context: Context): void {
  const { io } = context;
  const render = writerOf(options.format ?? "text");
  const keys = (options.publicKey ?? []).map((key) => readPublicKey(resolve(io.cwd, key), key));
  checkUnsigned(keys, options);
  const verification = verificationOf(file, keys, options, io.cwd);
  io.out(render(verification));
  context.exitCode = VERIFICATION_EXIT_CODES[verification.verdict];
  if (verification.verdict !== "ties-out") publishError(`${file}: ${verificationText(verification).trim()}`, io);
}

function verificationOf(
  file: string,
  keys: readonly KeyObject[],
  { attestation, root = ".", at = [], unsigned = false }: VerifyOptions,
  cwd: string,
): Verification {
  const document = readStrictJson(resolve(cwd, file), file);
  const moved = new Map(at.map(([name, path]) => [name, resolve(cwd, path)]));
  const base = resolve(cwd, root);
  const common = { keys, unsigned };
  if (!isReport(document.value)) {
    if (attestation !== undefined) throw new ConfigError({ what: "not a report document", where: file });
    const places = () => new Places(base, moved);
    return verifyAttestation({ ...common, document, path: resolve(cwd, file), where: file, places });
  }
  if (attestation === undefined) {
    if (keys.length > 0) {
      throw new ConfigError({ what: "a report carries no signature", where: file, hint: "add --attestation FILE" });
    }
    const places = () => new Places(base, moved);
    return verifyReport({ unsigned, document, path: resolve(cwd, file), where: file, places });
  }
  // The report that was named is the one to be looked at, wherever the attestation has its own.
  const places = (report: string | undefined) =>
    new Places(base, report === undefined ? moved : new Map([...moved, [report, resolve(cwd, file)]]));
  const path = resolve(cwd, attestation);
  return verifyAttestation({
    ...common,
    document: readStrictJson(path, attestation),
    path,
    where: attestation,
    places,
  });
}

function checkUnsigned(keys: readonly KeyObject[], { unsigned }: VerifyOptions): void {
  if (unsigned !== true || keys.length === 0) return;
  throw new ConfigError({
    what: "either a signature is expected or none",
    where: "--unsigned",
    actual: "--public-key too",
  });
}

function isReport(value: unknown): boolean {
  return typeof value === "object" && value !== null && "schema" in value && value.schema === REPORT_SCHEMA;
}

function writerOf(name: string): (verification: Verification) => string {
  if (name === "text") return verificationText;
  if (name === "json") return (verification) => `${JSON.stringify(verification, null, 2)}\n`;
  throw new ConfigError({
    what: "there is no such format here",
    where: "--format",
    expected: "text, json",
    actual: JSON.stringify(name),
  });
}

function collectKey(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}

function collectPlace(
  value: string,
  previous: readonly (readonly [string, string])[] | undefined,
): readonly (readonly [string, string])[] {
  const at = value.lastIndexOf("=");
  if (at > 0 && at < value.length - 1) return [...(previous ?? []), [value.slice(0, at), value.slice(at + 1)]];
  throw new ConfigError({ what: "not a place", where: "--at", expected: "NAME=PATH", actual: JSON.stringify(value) });
}
