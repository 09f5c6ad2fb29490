import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keyId, readPublicKey, readSigningKey } from "../../src/attest/keys.ts";
import { inTemporaryFolder } from "../cli/support.ts";
import { publicKey, publicPem, signingPem } from "./keys-support.ts";

const inFile = (pem: string, work: (path: string) => void) =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "key.pem");
    writeFileSync(path, pem);
    work(path);
  });

describe("keys", () => {
  it("are read from PEM, with any text around, and named by their public half", async () => {
    await inFile(`a comment\n${signingPem("A")}`, (path) => {
      const key = readSigningKey(path, "key.pem");
      expect(keyId(key)).toBe(keyId(publicKey("A")));
      expect(keyId(key)).toBe("06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9");
    });
    await inFile(publicPem("B"), (path) => expect(keyId(readPublicKey(path, "k"))).toBe(keyId(publicKey("B"))));
  });

  it("are refused where they are something else, and never shown", async () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const ec = privateKey.export({ type: "pkcs8", format: "pem" }) as string;
    const locked = signingPem("A").replaceAll("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    for (const [pem, found] of [
      ["", "no PEM"],
      [publicPem("A"), "PUBLIC KEY"],
      [signingPem("A") + signingPem("B"), "PRIVATE KEY, PRIVATE KEY"],
      [locked, "ENCRYPTED PRIVATE KEY"],
      [ec, "a key of ec"],
      ["-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\n", "error"],
    ] as const) {
      await inFile(pem, (path) => {
        expect(() => readSigningKey(path, "key.pem")).toThrow(found);
        expect(() => readSigningKey(path, "key.pem")).toThrow("key.pem: not a key for this: expected one PRIVATE KEY");
      });
    }
    await inFile(signingPem("A"), (path) => {
      expect(() => readPublicKey(path, "k")).toThrow("expected one PUBLIC KEY of Ed25519 in PEM, was PRIVATE KEY");
      expect(() => readPublicKey(path, "k")).not.toThrow(signingPem("A").split("\n")[1]!);
    });
    expect(() => readPublicKey("/nowhere/key.pem", "key.pem")).toThrow("key.pem: there is no such key");
  });
});
