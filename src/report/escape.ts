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
