import type { KeyObject } from "node:crypto";
import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfigError } from "../model/errors.ts";
import { unreadable } from "../model/system-error.ts";

/** Keys of Ed25519 in PEM files: private as PKCS#8, public as SPKI. */

/** Reads the key to sign by; a ConfigError names the file, never its content. */
export function readSigningKey(path: string, where: string): KeyObject {
  return read(path, where, "PRIVATE KEY", (pem) => createPrivateKey(pem), "openssl genpkey -algorithm ed25519");
}

/** Reads a key to check signatures by. A private key is refused: it belongs to nobody who only checks. */
export function readPublicKey(path: string, where: string): KeyObject {
  return read(path, where, "PUBLIC KEY", (pem) => createPublicKey(pem), "openssl pkey -in key.pem -pubout");
}

/** A key's name: SHA-256 of its public half as SPKI in DER, 64 hex digits. */
export function keyId(key: KeyObject): string {
  const half = key.type === "private" ? createPublicKey(key) : key;
  return createHash("sha256")
    .update(half.export({ type: "spki", format: "der" }))
    .digest("hex");
}

function read(path: string, where: string, label: string, parse: (pem: string) => KeyObject, hint: string): KeyObject {
  let pem: string;
  try {
    pem = readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigError({ ...unreadable(error, "key"), where });
  }
  const labels = [...pem.matchAll(/-----BEGIN ([^-]*)-----/g)].map(([, name]) => name);
  const wrong = (actual: string) =>
    new ConfigError({ what: "not a key for this", where, expected: `one ${label} of Ed25519 in PEM`, actual, hint });
  if (labels.length !== 1 || labels[0] !== label) throw wrong(labels.join(", ") || "no PEM");
  let key: KeyObject;
  try {
    key = parse(pem);
  } catch (error) {
    throw wrong((error as Error).message);
  }
  if (key.asymmetricKeyType !== "ed25519") throw wrong(`a key of ${key.asymmetricKeyType}`);
  return key;
}
