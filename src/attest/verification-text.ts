import { printable } from "../report/escape.ts";
import { count, counted } from "../report/figures.ts";
import type { Verification } from "./verification.ts";

const HEADLINES: Readonly<Record<Verification["verdict"], string>> = {
  "ties-out": "TIES OUT",
  changed: "CHANGED",
  incomplete: "NOT EVERYTHING WAS CHECKED",
};

/** What became of an attestation's files, as text: what changed in full, what is the same as a count. */
export function verificationText({ verdict, reported, signature, counts, files, ...rest }: Verification): string {
  const lines = [`signature ${signature.state}: ${signature.reason}`, ""];
  for (const { name, role, state, expected, actual, note } of files) {
    if (state === "same") continue;
    const kind = role === "audited" ? "" : ` (${role})`;
    lines.push(
      `${state.toUpperCase().padEnd(10)}  ${printable(name)}${kind}${note === null ? "" : `: ${printable(note)}`}`,
    );
    if (state === "changed" && actual !== null)
      lines.push(`            expected sha256:${expected}`, `            actual   sha256:${actual}`);
  }
  lines.push(...rest.contradictions.map((line) => `CONTRADICTS ${printable(line)}`));
  lines.push(...rest.unchecked.map((line) => `UNCHECKED   ${printable(line)}`));
  if (lines.length > 2) lines.push("");
  if (counts.missing > 0) lines.push("say where files are now: --root DIR, or --at NAME=PATH for one of them", "");
  const others = (["changed", "missing", "new", "unreadable"] as const)
    .filter((state) => counts[state] > 0)
    .map((state) => `${count(counts[state])} ${state}`);
  lines.push(`${HEADLINES[verdict]}  ${[`${counted(counts.same, "file")} the same`, ...others].join(", ")}`);
  if (reported !== null)
    lines.push(`the report's verdict ${verdict === "changed" ? "was" : "is"} ${reported.toUpperCase()}`);
  return `${lines.join("\n")}\n`;
}
