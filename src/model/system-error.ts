/** Whether the system refused to read or write (no permission, no space, no such file), as opposed to us. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error && "code" in error;
}

/** Why the system refused, in words that fit the `actual` of an error. */
export function refusal(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code === undefined ? undefined : WORDS[code]) ?? message;
}

/** What an error says of a file that cannot be read: that there is none, or why not. `noun` is what it should be. */
export function unreadable(error: unknown, noun: string): { readonly what: string; readonly actual?: string } {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return { what: `there is no such ${noun}` };
  return { what: `the ${noun} cannot be read`, actual: refusal(error) };
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "nothing there",
  EISDIR: "a folder",
  ENOTDIR: "a file where a folder belongs",
  EEXIST: "a file where a folder belongs",
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "a file system that is read only",
  ENOSPC: "no space left",
  ELOOP: "links that lead in a circle",
};
