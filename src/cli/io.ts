import { printable } from "../report/escape.ts";
import type { Standing } from "./progress-bar.ts";
import { progressBar } from "./progress-bar.ts";

/** What a command may do to the outside: `main.ts` hands in the real process, tests hand in a recorder. */
export interface Io {
  /** Results. */
  out(text: string): void;
  /** Progress and errors. */
  err(text: string): void;
  /** The working directory; relative paths in arguments start here. */
  readonly cwd: string;
  /** Whether results may carry colour. */
  readonly color: boolean;
  /** Whether stderr is a terminal: progress is only drawn there. */
  readonly interactive: boolean;
  /** How many columns that terminal has now; absent where it does not say. */
  readonly columns?: number | undefined;
  /** Whether this runs in continuous integration, where golden runs are never written. */
  readonly ci: boolean;
  /** Set where this is a step of GitHub Actions. */
  readonly github?: GitHubStep;
  /** The folder of the repository, where a service says it: what it shows beside the code is named from there. */
  readonly repository?: string;
  /** Milliseconds from any fixed point; only for time budgets and progress, never for results. */
  now(): number;
  /** The day, as an ISO date; only for the expiry of waivers. */
  today(): string;
  /** Runs this same program in a process of its own, with some environment variables changed; absent where it cannot. */
  spawn?(
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
  ): Promise<{ code: number; err: string }>;
  /** The built file that worker threads run; absent where there are none. */
  readonly workerModule?: string;
  /** The same for the thread that makes static audits. */
  readonly auditModule?: string;
  /** Does some work; the first interrupt (Ctrl-C) meanwhile is told to it, and the next one ends the program. */
  untilInterrupted?<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/** What GitHub Actions takes from a step beside its log. */
export interface GitHubStep {
  /** Hands a workflow command to the runner, by way of stderr, so that results on stdout stay as they are. */
  command(line: string): void;
  /** The file that the step's summary is appended to; absent where the runner offers none. */
  readonly summaryFile?: string;
}

/** The columns of a terminal that does not say. */
const COLUMNS = 80;

/**
 * A progress line on a terminal, redrawn in place and wiped at the end; silent elsewhere, and in continuous integration.
 * It is cut to the terminal's width, because a line that wraps cannot be redrawn.
 */
export class Progress {
  readonly #io: Io;
  readonly #quiet: boolean;
  #drawn = false;
  #last = Number.NEGATIVE_INFINITY;

  constructor(io: Io, quiet: boolean) {
    this.#io = io;
    this.#quiet = quiet || !io.interactive || io.ci;
  }

  /** Redraws at most ten times a second, unless it `must`. */
  show(text: (columns: number, now: number) => string, must = false): void {
    if (this.#quiet) return;
    const now = this.#io.now();
    if (!must && now - this.#last < 100) return;
    this.#last = now;
    this.#drawn = true;
    const columns = Math.max(1, (this.#io.columns ?? COLUMNS) - 1);
    this.#io.err(`\r\u001b[2K${[...printable(text(columns, now))].slice(0, columns).join("")}`);
  }

  /** A bar that is redrawn as a campaign goes on; `deadline` is when it has to end, by the clock of the Io. */
  bar(deadline?: number): (standing: Omit<Standing, "elapsed" | "limit">) => void {
    if (this.#quiet) return () => {};
    const start = this.#io.now();
    return (standing) => {
      this.show((columns, now) => {
        const limit = deadline === undefined ? undefined : deadline - now;
        return progressBar({ ...standing, elapsed: now - start, limit }, columns);
      }, standing.cases >= standing.planned);
    };
  }

  done(): void {
    if (this.#drawn) this.#io.err("\r\u001b[2K");
    this.#drawn = false;
  }
}
