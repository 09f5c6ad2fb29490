/** What a module loader says, without its list of who required whom: that begins in a file of ours. */
export function loaderWords(error: unknown): string {
  return (error as Error).message.split("\nRequire stack:")[0]!;
}
