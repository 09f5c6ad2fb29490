import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesOfBase64 } from "../../src/attest/base64.ts";
import {
  envelopeSchema,
  holdsUnder,
  IN_TOTO_TYPE,
  preAuthenticationEncoding,
  sealed,
  unknownFields,
} from "../../src/attest/dsse.ts";
import { keyId } from "../../src/attest/keys.ts";
import { publicKey, signingKey } from "./keys-support.ts";

const PAYLOAD = "eyJfdHlwZSI6Imh0dHBzOi8vaW4tdG90by5pby9TdGF0ZW1lbnQvdjEifQ==";
const SIGNED_BY_A = "2WAfaHm5jluo0w+0rk8uVkluELJYWjSmU9x7EUzx+AyteDGJ4/nqyJXfmAUVFIAoQafWm7AxBZNw5M9ixNHiCA==";
const SIGNED_BY_B = "c1+67/aT0yqEpwx8PsVY3MLHsj9D0CZ014/Fv/QlG59P+9CobUZ7xECJ/V3USG0Ob9CiE5LjReEZUzNF2l7eBw==";

const envelope = (payload: string, payloadType: string, ...sigs: readonly string[]) =>
  envelopeSchema.parse({ payload, payloadType, signatures: sigs.map((sig) => ({ sig })) });

describe("the encoding that is signed", () => {
  it("is that of the specification's example, and counts bytes", () => {
    const encoded = (type: string, body: string) => preAuthenticationEncoding(type, Buffer.from(body)).toString();
    expect(encoded("http://example.com/HelloWorld", "hello world")).toBe(
      "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
    );
    expect(encoded("application/vnd.exämple+json", "é")).toBe("DSSEv1 29 application/vnd.exämple+json 2 é");
    expect(encoded("", "")).toBe("DSSEv1 0  0 ");
  });
});

describe("an envelope", () => {
  it("is judged as the specification's test vectors ask", () => {
    const [a, b] = [publicKey("A"), publicKey("B")];
    const single = envelope(PAYLOAD, IN_TOTO_TYPE, SIGNED_BY_A);
    expect([holdsUnder(a, single), holdsUnder(b, single)]).toEqual([true, false]);
    const both = envelope(PAYLOAD, IN_TOTO_TYPE, SIGNED_BY_A, SIGNED_BY_B);
    expect([holdsUnder(a, both), holdsUnder(b, both)]).toEqual([true, true]);
    const otherType = envelope(PAYLOAD, "application/vnd.example.other+json", SIGNED_BY_A);
    expect(holdsUnder(a, otherType)).toBe(false);
    const urlSafe = "P-_KHICeR7tI6S_YyejJTRtrXhcQyQ2LYPaL8h90KjC9qN8HU_svOQ6TuDOT1HIrsGW886DbWNWcCmX5twLrAw==";
    expect(holdsUnder(a, envelope("-_-_Pj8=", IN_TOTO_TYPE, urlSafe))).toBe(true);
    const empty = "gSggCAaTLTYyRH6FIDBem6meyIynsYy8RTHVzwx9tnTb7Bg/1jMWnuVgI/gffqmbsC2VX5/jHfkkDqsj7CDbDg==";
    expect(holdsUnder(a, envelope("", IN_TOTO_TYPE, empty))).toBe(true);
  });

  it("that we seal is that of the vectors: the same key and body give the same bytes", () => {
    const text = sealed(IN_TOTO_TYPE, Buffer.from(PAYLOAD, "base64"), signingKey("A"));
    expect(JSON.parse(text)).toEqual({
      payload: PAYLOAD,
      payloadType: IN_TOTO_TYPE,
      signatures: [{ keyid: keyId(publicKey("A")), sig: SIGNED_BY_A }],
    });
    expect(sealed(IN_TOTO_TYPE, Buffer.from(PAYLOAD, "base64"), signingKey("A"))).toBe(text);
  });

  it("chooses no key by its keyid, and holds under none that the keyid does not name", () => {
    const withId = (keyid: string) =>
      envelopeSchema.parse({ payload: PAYLOAD, payloadType: IN_TOTO_TYPE, signatures: [{ keyid, sig: SIGNED_BY_A }] });
    expect(holdsUnder(publicKey("A"), withId(""))).toBe(true);
    expect(holdsUnder(publicKey("A"), withId(keyId(publicKey("A"))))).toBe(true);
    expect(holdsUnder(publicKey("A"), withId(keyId(publicKey("B"))))).toBe(false);
    expect(holdsUnder(publicKey("B"), withId(keyId(publicKey("B"))))).toBe(false);
  });

  it("tells of fields that no signature covers", () => {
    const signatures = [{ keyie: "x", sig: SIGNED_BY_A }];
    const odd = envelopeSchema.parse({ payload: PAYLOAD, payloadType: IN_TOTO_TYPE, signatures, note: 1 });
    expect(unknownFields(odd)).toEqual(["note", "keyie"]);
  });

  it("is refused where its base64 can be read in more than one way", () => {
    const complaint = (payload: string) =>
      envelopeSchema.safeParse({ payload, payloadType: IN_TOTO_TYPE, signatures: [] }).error?.message;
    expect(complaint("QQ==")).toBeUndefined();
    for (const payload of ["QR==", "QQ=", "QQ===", "Q Q==", "QQ==\n", "QUJD+-==", "é"]) {
      expect(complaint(payload), payload).toContain("not base64");
    }
  });
});

describe("base64", () => {
  it("has one text for some bytes in each alphabet: no other letter goes unnoticed", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (bytes, at, other) => {
          const text = Buffer.from(bytes).toString("base64");
          expect(bytesOfBase64(text)).toEqual(Buffer.from(bytes));
          expect(bytesOfBase64(Buffer.from(bytes).toString("base64url"))).toEqual(Buffer.from(bytes));
          if (text === "") return;
          const i = at % text.length;
          const changed = `${text.slice(0, i)}${other}${text.slice(i + 1)}`;
          const isSame = changed.replaceAll("-", "+").replaceAll("_", "/") === text;
          if (!isSame) expect(bytesOfBase64(changed) ?? Buffer.alloc(0)).not.toEqual(Buffer.from(bytes));
        },
      ),
    );
  });
});
