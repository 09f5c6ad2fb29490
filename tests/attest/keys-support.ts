import type { KeyObject } from "node:crypto";
import { createPrivateKey, createPublicKey } from "node:crypto";

/** The keys of RFC 8032, 7.1, TEST 1 and TEST 2: everybody has them. */
const SEEDS = {
  A: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
  B: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
};

/** PKCS#8 around a seed of Ed25519 (RFC 8410). */
const PREFIX = "302e020100300506032b657004220420";

export function signingKey(name: keyof typeof SEEDS): KeyObject {
  return createPrivateKey({ key: Buffer.from(PREFIX + SEEDS[name], "hex"), format: "der", type: "pkcs8" });
}

export function publicKey(name: keyof typeof SEEDS): KeyObject {
  return createPublicKey(signingKey(name));
}

export function signingPem(name: keyof typeof SEEDS): string {
  return signingKey(name).export({ type: "pkcs8", format: "pem" }) as string;
}

export function publicPem(name: keyof typeof SEEDS): string {
  return publicKey(name).export({ type: "spki", format: "pem" }) as string;
}
