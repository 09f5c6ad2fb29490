/**
 * The bytes of a base64 text in the standard or the URL-safe alphabet, padded or (URL-safe) not; undefined where it is
 * not the one way of writing them. Lenient readers skip what they do not know, so a changed letter would go unnoticed.
 */
export function bytesOfBase64(text: string): Buffer | undefined {
  const standard = Buffer.from(text, "base64");
  if (standard.toString("base64") === text) return standard;
  const safe = Buffer.from(text, "base64url");
  const unpadded = safe.toString("base64url");
  const padded = unpadded.padEnd(Math.ceil(unpadded.length / 4) * 4, "=");
  return text === unpadded || text === padded ? safe : undefined;
}
