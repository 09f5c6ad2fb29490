/** What an engine said without what differs from run to run: addresses, process ids, clock times, folders. */
export function withoutAccidents(line: string): string {
  return line
    .replace(/0x[0-9a-fA-F]+/g, "0x…")
    .replace(/\b(pid|PID)([ =:]*)\d+/g, "$1$2…")
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, "…")
    .replace(/(?:\/[^\s/"':]+)+\/(?=[^\s/"':]+)/g, "…/");
}
