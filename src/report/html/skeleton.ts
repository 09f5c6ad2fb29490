import { createHash } from "node:crypto";
import { TOOL } from "../../model/version.ts";
import { text } from "./markup.ts";
import { STYLE } from "./style.ts";

/** What a page is made of; all but `title` is markup. */
export interface PageParts {
  readonly title: string;
  readonly body: string;
  /** Styles beside the common ones. */
  readonly style?: string;
  /** The one script of the page, if any; its hash is the only one that the page lets run. */
  readonly script?: string;
}

/** A page that is whole in itself: it loads nothing, and its policy says so. */
export function page({ title, body, style = "", script }: PageParts): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${TOOL.name} ${TOOL.version}">
<title>${text(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${body}${script === undefined ? "" : `<script>${script}</script>\n`}</body>
</html>
`;
}

function policy(script: string | undefined): string {
  const scripts =
    script === undefined ? "" : `; script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'`;
  return `default-src 'none'; style-src 'unsafe-inline'; img-src data:${scripts}; base-uri 'none'; form-action 'none'`;
}
