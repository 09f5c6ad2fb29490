import { TOOL } from "../../model/version.ts";
import type { NamedTrace } from "./chains.ts";
import { chainArticles } from "./chains.ts";
import { list, section, text } from "./markup.ts";
import { page } from "./skeleton.ts";

/** Static audits as one HTML file that loads nothing. */
export function tracePage(audits: readonly NamedTrace[]): string {
  const assumptions = audits.flatMap(({ name, trace }) => trace.assumptions.map((line) => `${name}: ${line}`));
  const names = audits.map(({ name }) => name).join(", ");
  return page({
    title: `Tieout: static audit · ${names}`,
    body: `<main id="content">
<h1>Static audit: ${text(names)}</h1>
${section("chains", "Chains", chainArticles(audits, true))}${section("assumptions", "Assumptions", list(assumptions))}<footer>Made by ${TOOL.name} ${text(TOOL.version)}.</footer>
</main>
`,
  });
}
