/** The widest line of a worked table: it must fit a terminal and a failure message. */
export const WIDTH = 100;

/** One line of figures: what they are, and one cell a date. */
export interface Row {
  /** The stage, on the first row of each. */
  readonly stage: string;
  readonly label: string;
  readonly cells: readonly string[];
}

/** Lines with the figures of a date under each other, and a blank line between stages. */
export function gridLines(header: Row, rows: readonly Row[]): string[] {
  const all = [header, ...rows];
  const stage = widest(all.map((row) => row.stage));
  const label = widest(all.map((row) => row.label));
  const cells = header.cells.map((_, column) => widest(all.map((row) => row.cells[column] ?? "")));
  let last = header.stage;
  return all.map((row) => {
    const shown = row.stage === last && row !== header ? "" : row.stage;
    last = row.stage;
    const figures = cells.map((width, column) => (row.cells[column] ?? "").padStart(width));
    return [shown.padEnd(stage), row.label.padEnd(label), ...figures].join("  ").trimEnd();
  });
}

/** A text in lines of at most `WIDTH`, broken between words, the later ones indented. */
export function wrapped(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.match(/^ *\S+|\S+/g) ?? []) {
    if (line !== "" && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, text.length), 0);
}
