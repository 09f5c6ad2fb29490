/** What GitHub shows beside a line of code, or on the page of a run where it has no file. */
export interface Annotation {
  readonly level: "error" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
  /** Relative to the root of the repository, with forward slashes. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** An annotation as a workflow command, one line without its end. */
export function workflowCommand({ level, title, message, file, line, column }: Annotation): string {
  const properties = { file, line, col: column, title };
  const words = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapedProperty(String(value))}`],
  );
  return `::${level} ${words.join(",")}::${escapedData(message)}`;
}

/** The message: a line end would end the command, and a percent sign begins an escape. */
function escapedData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** A property: a comma begins the next one, and a colon may end them all. */
function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/**
 * Text for a log in which nothing is a workflow command: neither a line that begins with `::`, nor the older `##[`
 * anywhere. A name from an engine or a file must not steer the runner.
 */
export function withoutCommands(text: string): string {
  return text.replace(/^([\s\u0085]*):(?=:)/gm, "$1: ").replaceAll("##[", "## [");
}
