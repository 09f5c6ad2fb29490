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
  /** Whether this runs in continuous integration, where golden runs are never written. */
  readonly ci: boolean;
  /** Milliseconds from any fixed point; only for time budgets and progress, never for results. */
  now(): number;
  /** The day, as an ISO date; only for the expiry of waivers. */
  today(): string;
  /** Runs this same program in a process of its own, with some environment variables changed; absent where it cannot. */
  spawn?(
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
  ): Promise<{ code: number; err: string }>;
}

/** A progress line on a terminal, redrawn in place and wiped at the end; silent elsewhere. */
export class Progress {
  readonly #io: Io;
  readonly #quiet: boolean;
  #drawn = false;
  #last = Number.NEGATIVE_INFINITY;

  constructor(io: Io, quiet: boolean) {
    this.#io = io;
    this.#quiet = quiet || !io.interactive;
  }

  /** Redraws at most ten times a second. */
  show(text: () => string): void {
    if (this.#quiet) return;
    const now = this.#io.now();
    if (now - this.#last < 100) return;
    this.#last = now;
    this.#drawn = true;
    this.#io.err(`\r\u001b[2K${text()}`);
  }

  done(): void {
    if (this.#drawn) this.#io.err("\r\u001b[2K");
    this.#drawn = false;
  }
}
