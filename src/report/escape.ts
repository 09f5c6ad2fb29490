/** How text from an engine or a file is put into a page: it must not become markup, nor steer what shows it. */

/** For HTML, element or attribute; control characters but the line break become spaces. */
export function escapedHtml(text: string): string {
  return text
    .replace(/[^\P{Cc}\n]/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** For Markdown, a table's cell included; control characters become a space, so that a cell stays on its line. */
export function escapedMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, (mark) => `\\${mark}`).replace(/\p{Cc}+/gu, " ");
}

/** For XML 1.0, element or attribute: what no XML document may hold stands as `\xNN` or U+FFFD. */
export function escapedXml(text: string): string {
  return text
    .replace(/[\p{Surrogate}\uFFFE\uFFFF]/gu, "\uFFFD")
    .replace(/[^\P{Cc}\n]/gu, (mark) => `\\x${mark.charCodeAt(0).toString(16).padStart(2, "0")}`)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;");
}
