import { count } from "../figures.ts";

/** The bytes that GitHub takes for the summary of a step; one byte more, and it shows nothing of it. */
export const SUMMARY_LIMIT = 1024 * 1024;

/** Room for the sentence that says what was left out. */
const NOTE_ROOM = 256;

/**
 * Markdown within a number of bytes: whole lines of it, and a sentence that says how many are left out. Undefined where
 * there is not even room for that.
 */
export function summaryWithin(markdown: string, bytes: number): string | undefined {
  if (Buffer.byteLength(markdown) <= bytes) return markdown;
  const lines = markdown.split("\n");
  let size = NOTE_ROOM;
  let kept = 0;
  for (; kept < lines.length; kept++) {
    size += Buffer.byteLength(lines[kept]!) + 1;
    if (size > bytes) break;
  }
  if (kept === 0) return undefined;
  const left = count(lines.length - kept);
  return `${lines.slice(0, kept).join("\n")}\n\n**${left} more lines are left out: a step's summary holds 1 MiB. The whole is in the report.**\n`;
}
