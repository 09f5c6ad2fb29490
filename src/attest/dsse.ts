import type { KeyObject } from "node:crypto";
import { sign, verify } from "node:crypto";
import { z } from "zod";
import { bytesOfBase64 } from "./base64.ts";
import { keyId } from "./keys.ts";

/** Envelopes of the Dead Simple Signing Envelope (DSSE) 1.0: a body, its type, and signatures over both. */

/** The payload type of in-toto statements. */
export const IN_TOTO_TYPE = "application/vnd.in-toto+json";

const base64Schema = z.string().transform((text, context) => {
  const bytes = bytesOfBase64(text);
  if (bytes !== undefined) return bytes;
  context.addIssue({ code: "custom", message: "not base64 as it is written" });
  return z.NEVER;
});

/** An envelope; what is beside the fields of the specification is kept, to be told. */
export const envelopeSchema = z.looseObject({
  payload: base64Schema,
  payloadType: z.string(),
  signatures: z.array(z.looseObject({ keyid: z.string().optional(), sig: base64Schema })),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** What is signed: type and body with their lengths in bytes, so that no two pairs come to the same bytes. */
export function preAuthenticationEncoding(type: string, body: Uint8Array): Buffer {
  const name = Buffer.from(type, "utf8");
  return Buffer.concat([Buffer.from(`DSSEv1 ${name.length} `), name, Buffer.from(` ${body.length} `), body]);
}

/** An envelope around a body, signed by a key of Ed25519, as JSON. The same key and body give the same bytes. */
export function sealed(type: string, body: Uint8Array, key: KeyObject): string {
  const signature = sign(null, preAuthenticationEncoding(type, body), key);
  const envelope = {
    payloadType: type,
    payload: Buffer.from(body).toString("base64"),
    signatures: [{ keyid: keyId(key), sig: signature.toString("base64") }],
  };
  return `${JSON.stringify(envelope, null, 2)}\n`;
}

/**
 * Whether some signature of an envelope holds under a key. Its `keyid` chooses no key, because nothing vouches for it;
 * but one that is there and names another key makes the signature one that somebody changed.
 */
export function holdsUnder(key: KeyObject, { payloadType, payload, signatures }: Envelope): boolean {
  const signed = preAuthenticationEncoding(payloadType, payload);
  const id = keyId(key);
  return signatures.some(({ keyid, sig }) => ["", id].includes(keyid ?? "") && verify(null, signed, key, sig));
}

/** Fields that the specification does not know: no signature covers them. */
export function unknownFields({ payload: _, payloadType: __, signatures, ...rest }: Envelope): readonly string[] {
  const ofSignatures = signatures.flatMap(({ keyid: ___, sig: ____, ...others }) => Object.keys(others));
  return [...Object.keys(rest), ...ofSignatures];
}
