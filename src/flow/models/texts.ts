/** Methods of texts and dates that lists do not have: what they answer depends on the text alone. */
export const TEXT_METHODS: ReadonlySet<string> = new Set(
  [
    "charAt charCodeAt codePointAt split trim trimStart trimEnd toLowerCase toUpperCase padStart padEnd",
    "startsWith endsWith replace replaceAll match matchAll localeCompare substring substr repeat",
    "normalize search toISOString getTime getFullYear getMonth getDate getDay getUTCFullYear getUTCMonth",
    "getUTCDate getUTCDay toDateString toLocaleDateString toJSON test exec",
  ].flatMap((line) => line.split(" ")),
);
