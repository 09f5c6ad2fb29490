import type { Report } from "../../model/report.ts";
import { folded, table, text } from "./markup.ts";

/** Where a report comes from, and how to make it again. */
export function provenanceFacts({ tool, subject, seed, provenance = {} }: Report): string {
  const { command, engine, catalog, inputs } = provenance;
  const facts: (readonly [string, string])[] = [
    ["tool", `${text(tool.name)} ${text(tool.version)}`],
    ["subject", `${text(subject.kind)} ${text(subject.name)}`],
    ["digest of the subject", code(subject.digest)],
  ];
  if (engine !== undefined) facts.push(["engine", text(`${engine.name} ${engine.version}`)]);
  facts.push(["seed", seed === null ? "none: nothing was drawn" : String(seed)]);
  if (catalog !== undefined) facts.push(["digest of the catalog", code(catalog)]);
  if (command !== undefined) facts.push(["made again by", code(command)]);
  const items = facts.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join("\n");
  return `<dl class="facts">\n${items}\n</dl>\n${inputTable(inputs ?? [])}`;
}

/** Files or scenarios with their digests, behind a fold; nothing where there are none. */
export function inputTable(inputs: readonly { readonly name: string; readonly digest: string }[]): string {
  if (inputs.length === 0) return "";
  const rows = inputs.map(({ name, digest }) => [text(name), code(digest)]);
  return folded(
    `Inputs (${inputs.length})`,
    table("Digests of the inputs", [{ name: "input" }, { name: "digest" }], rows),
  );
}

function code(content: string): string {
  return `<code>${text(content)}</code>`;
}
