import { createHash } from "node:crypto";
import { TOOL } from "../../model/version.ts";
import { text } from "./markup.ts";
import { PAGE_SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";

/** What a page is made of; all but `title` is markup. */
export interface PageParts {
  readonly title: string;
  readonly body: string;
  /** Styles beside the common ones. */
  readonly style?: string;
  /** What the page does beside the common things. */
  readonly script?: string;
}

/** A page that is whole in itself: it loads nothing, and its policy says so. */
export function page({ title, body, style = "", script = "" }: PageParts): string {
  const whole = PAGE_SCRIPT + script;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(whole)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${TOOL.name} ${TOOL.version}">
<title>${text(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${body}<script>${whole}</script>
</body>
</html>
`;
}

/** The page's own script is the only one that it lets run. */
function policy(script: string): string {
  const hash = createHash("sha256").update(script).digest("base64");
  return `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}
