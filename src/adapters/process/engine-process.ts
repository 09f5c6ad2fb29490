import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { ConfigError } from "../../model/errors.ts";
import { LineReader } from "./line-reader.ts";
import { endGroup, enlist, GROUPS } from "./process-groups.ts";
import { TextTail } from "./text-tail.ts";

/** Bytes that one line of an engine may have. */
const LINE_LIMIT = 256 << 20;
/** Bytes of stderr that are kept. */
const TAIL_LIMIT = 16 << 10;
/** Lines of stderr that a failure quotes. */
const TAIL_LINES = 20;
/** Milliseconds that what an engine started may hold its pipes open after the engine has ended. */
const AFTER_EXIT = 500;

/** How a process ended. */
export interface Ending {
  readonly kind: "ended";
  readonly code: number | null;
  readonly signal: string | null;
  /** Bytes of a line that it began and did not finish. */
  readonly halfLine: number;
}

/** What an engine does next: it writes a line, writes one without end, ends, or does nothing for too long. */
export type Event =
  | { readonly kind: "line"; readonly line: Buffer }
  | { readonly kind: "too long" }
  | Ending
  | { readonly kind: "silent"; readonly halfLine: number };

/** What to start, and where. */
export interface EngineCommand {
  readonly words: readonly string[];
  readonly cwd: string;
  /** Whether nothing is said to it and nothing that it says on stdout counts. */
  readonly mute?: boolean;
}

/** One life of an engine's process: text goes in, lines come out one at a time, and it can be ended at any moment. */
export class EngineProcess {
  readonly #child: ChildProcess;
  readonly #reader = new LineReader(LINE_LIMIT);
  readonly #tail = new TextTail(TAIL_LIMIT);
  readonly #lines: Buffer[] = [];
  readonly #ended: Promise<Ending>;
  #ending: Ending | undefined;
  #tooLong = false;
  #awaken: (() => void) | undefined;

  private constructor(child: ChildProcess) {
    this.#child = child;
    const delist = enlist(child.pid!);
    this.#ended = new Promise((resolve) => {
      const finish = () => {
        if (this.#ending !== undefined) return;
        delist();
        endGroup(child.pid!); // whatever it started
        this.#ending = {
          kind: "ended",
          code: child.exitCode,
          signal: child.signalCode,
          halfLine: this.#reader.pending,
        };
        this.#awaken?.();
        resolve(this.#ending);
      };
      child.once("close", finish);
      child.once("exit", () => setTimeout(finish, AFTER_EXIT).unref());
    });
    child.stdout?.on("data", (chunk: Buffer) => this.#take(chunk));
    child.stderr?.on("data", (chunk: Buffer) => this.#tail.add(chunk));
    child.stdin?.on("error", () => undefined); // it no longer reads: that it ended is what counts
  }

  /** Starts a command; throws a ConfigError where there is no such program. */
  static async start({ words, cwd, mute = false }: EngineCommand): Promise<EngineProcess> {
    const [program = "", ...args] = words;
    const talk = mute ? "ignore" : "pipe";
    const child = spawn(program, args, { cwd, detached: GROUPS, stdio: [talk, talk, "pipe"], windowsHide: true });
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", (error) => reject(doesNotStart(words, error)));
    });
    return new EngineProcess(child);
  }

  /** The last lines of stderr, once everything that was written has been read. */
  get lastLines(): readonly string[] {
    return this.#tail.lines(TAIL_LINES);
  }

  /** Writes text and waits until the engine has taken it, for at most so many milliseconds. */
  async send(text: string, milliseconds: number): Promise<void> {
    const stdin = this.#child.stdin!;
    if (this.#ending !== undefined || stdin.write(text)) return;
    await this.#until(
      () => this.#ending !== undefined || !stdin.writableNeedDrain,
      milliseconds,
      (awaken) => {
        stdin.once("drain", awaken);
        return () => stdin.off("drain", awaken);
      },
    );
  }

  /** What the engine does next, within so many milliseconds. Lines that it wrote before it ended come first. */
  async next(milliseconds: number): Promise<Event> {
    await this.#until(() => this.#lines.length > 0 || this.#tooLong || this.#ending !== undefined, milliseconds);
    const line = this.#lines.shift();
    if (line !== undefined) {
      if (this.#lines.length === 0) this.#child.stdout?.resume();
      return { kind: "line", line };
    }
    if (this.#tooLong) return { kind: "too long" };
    return this.#ending ?? { kind: "silent", halfLine: this.#reader.pending };
  }

  /** Ends the process and what it started at once, and waits until they are gone. */
  async kill(): Promise<Ending> {
    endGroup(this.#child.pid!);
    this.#child.stdout?.resume();
    return this.#ended;
  }

  /** Lets the engine end by itself for so many milliseconds, then ends it. */
  async stop(milliseconds: number): Promise<void> {
    this.#child.stdin?.end();
    this.#child.stdout?.resume();
    await this.#until(() => this.#ending !== undefined, milliseconds);
    await this.kill();
  }

  /** Whether this program waits for the engine; one that nobody asks anything keeps no program from ending. */
  hold(held: boolean): void {
    const { stdin, stdout, stderr } = this.#child;
    for (const each of [this.#child, stdin, stdout, stderr] as (Holdable | null)[]) {
      if (held) each?.ref?.();
      else each?.unref?.();
    }
  }

  #take(chunk: Buffer): void {
    if (this.#tooLong) return;
    const { lines, tooLong } = this.#reader.read(chunk);
    this.#lines.push(...lines);
    this.#tooLong = tooLong;
    if (this.#lines.length > 1) this.#child.stdout?.pause(); // one line is asked for at a time
    this.#awaken?.();
  }

  /** Waits until something holds, or for so many milliseconds. */
  async #until(holds: () => boolean, milliseconds: number, also?: (awaken: () => void) => () => void): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#awaken = undefined;
        stopListening?.();
        resolve();
      };
      const awaken = () => (holds() ? done() : undefined);
      const timer = setTimeout(done, milliseconds);
      this.#awaken = awaken;
      const stopListening = also?.(awaken);
    });
  }
}

type Holdable = (Readable | Writable | ChildProcess) & { ref?(): void; unref?(): void };

function doesNotStart(words: readonly string[], error: NodeJS.ErrnoException): ConfigError {
  const reason =
    error.code === "ENOENT"
      ? "there is no such program"
      : error.code === "EACCES"
        ? "it is not executable"
        : error.message;
  return new ConfigError({
    what: "the engine does not start",
    where: words.join(" "),
    actual: reason,
    hint: 'give the program and its arguments in one pair of quotes, e.g. --engine "python3 my_engine.py"',
  });
}
