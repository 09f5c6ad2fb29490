/** How text from an engine or a file is put into a page: it must not become markup, nor steer what shows it. */

/** Characters that steer what shows them: control characters, and those that turn the direction of writing. */
const STEERING = /[\p{Cc}\p{Bidi_Control}]/gu;
/** The same without the line break. */
const STEERING_A_LINE = /(?!\n)[\p{Cc}\p{Bidi_Control}]/gu;

/** A character spelled out: `\x1b`, `\u202e`. */
function spelled(mark: string): string {
  const code = mark.charCodeAt(0).toString(16);
  return code.length <= 2 ? `\\x${code.padStart(2, "0")}` : `\\u${code.padStart(4, "0")}`;
}

/** For a terminal or a log: whatever steers it is spelled out. */
export function printable(text: string): string {
  return text.replace(STEERING, spelled);
}

/** The same for a text of several lines. */
export function printableLines(text: string): string {
  return text.replace(STEERING_A_LINE, spelled);
}

/** A document all of whose texts are {@link printable}, for writers that put many of them into lines. */
export function printableDocument<Document>(document: Document): Document {
  return printed(document) as Document;
}

function printed(value: unknown): unknown {
  if (typeof value === "string") return printable(value);
  if (Array.isArray(value)) return value.map(printed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, printed(each)]));
}

/** A value as JSON, two spaces deep, whose text can be looked at in a terminal; read back it is the same. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(STEERING_A_LINE, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
}

/** For HTML, element or attribute; control characters but the line break become spaces, others are spelled out. */
export function escapedHtml(text: string): string {
  return text
    .replace(/[^\P{Cc}\n]/gu, " ")
    .replace(/\p{Bidi_Control}/gu, spelled)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** For Markdown, a table's cell included; control characters become a space, so that a cell stays on its line. */
export function escapedMarkdown(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|#]/g, (mark) => `\\${mark}`)
    .replace(/\p{Cc}+/gu, " ")
    .replace(/\p{Bidi_Control}/gu, spelled);
}

/** For XML 1.0, element or attribute: what no XML document may hold stands as `\xNN` or U+FFFD. */
export function escapedXml(text: string): string {
  return text
    .replace(/[\p{Surrogate}\uFFFE\uFFFF]/gu, "\uFFFD")
    .replace(STEERING_A_LINE, spelled)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;");
}
