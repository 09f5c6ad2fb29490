import { count, counted } from "../report/figures.ts";

/** Where a campaign stands. */
export interface Standing {
  readonly cases: number;
  readonly planned: number;
  /** Different failures so far. */
  readonly failures: number;
  /** Milliseconds since it began. */
  readonly elapsed: number;
  /** Milliseconds that it may still take, where its time is limited. */
  readonly limit?: number | undefined;
}

const BAR_WIDEST = 24;
const BAR_NARROWEST = 6;
/** Before this many milliseconds a rate is a guess. */
const SETTLED = 250;

/**
 * One line of at most `columns`: bar, cases of those planned, cases a second, failures, time left. What does not fit is
 * left out, the least needed first.
 */
export function progressBar(standing: Standing, columns: number): string {
  const { cases, planned, failures } = standing;
  if (cases >= planned && failures > 0) {
    return `${counted(planned, "case")}, reducing ${counted(failures, "failure")} to the smallest scenario`.slice(
      0,
      columns,
    );
  }
  const done = `${count(cases)} of ${counted(planned, "case")}`;
  const failed = failures === 0 ? "no failure" : counted(failures, "failure");
  const [rate, left] = pace(standing);
  const lines = [
    [done, rate, failed, left],
    [done, failed, left],
    [`${percent(cases, planned)}%`, failed, left],
    [`${percent(cases, planned)}%`, failed],
  ].map((parts) => parts.filter((part) => part !== "").join(" · "));
  for (const text of lines) {
    const room = Math.min(BAR_WIDEST, columns - text.length - 1);
    if (room >= BAR_NARROWEST) return `${bar(cases / planned, room)} ${text}`;
  }
  return lines.at(-1)!.slice(0, columns);
}

function bar(share: number, width: number): string {
  const full = Math.round(Math.min(1, share) * width);
  return "█".repeat(full) + "░".repeat(width - full);
}

function pace({ cases, planned, elapsed, limit }: Standing): readonly [string, string] {
  if (elapsed < SETTLED || cases === 0) return ["", ""];
  const perSecond = (cases / elapsed) * 1000;
  const toGo = ((planned - cases) / perSecond) * 1000;
  const rate = perSecond < 10 ? perSecond.toFixed(1) : count(Math.round(perSecond));
  return [`${rate} cases/s`, `${duration(Math.min(toGo, limit ?? toGo))} left`];
}

function percent(cases: number, planned: number): number {
  return Math.floor((100 * cases) / planned);
}

/** Milliseconds as a person says them: `8 s`, `2 min 05 s`, `1 h 20 min`. */
function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`;
}
