import { projectOfText } from "../../../src/flow/syntax/project.ts";
import { traceProject } from "../../../src/flow/trace/trace.ts";
import type { Trace, TraceVerdict } from "../../../src/model/trace.ts";
import { traceRequestSchema } from "../../../src/model/trace-request.ts";
import { Random } from "../../../src/numeric/random.ts";
import type { Behaviour } from "./behaviour.ts";
import { behaviourOf } from "./behaviour.ts";
import { writeProgram } from "./steps.ts";
import type { Program } from "./writer.ts";
import { textOf, Writer } from "./writer.ts";

/** The self-check of the static audit: random programs, what it says of them, and what they do. */

export interface Judged {
  readonly seed: number;
  readonly program: Program;
  readonly verdict: TraceVerdict;
  readonly reason: string;
  readonly behaviour: Behaviour;
}

const REQUEST = traceRequestSchema.parse({
  project: "program.js",
  sources: ["scaleWeights"],
  sinks: ["settle#0"],
  entries: ["run"],
});

export function programOf(seed: number): Program {
  const random = new Random(seed);
  const mischief = random.next() < 0.5 ? 0.05 : 0.3;
  return writeProgram(new Writer(random, mischief), 1 + (random.uint32() % 6));
}

export function traceOf(program: Program): Trace {
  const text = `export function scaleWeights(raw) {
  return raw.map((x) => x * 2);
}
function settle(book) {}
${textOf(program)}`;
  return traceProject(projectOfText("program.js", text), REQUEST);
}

export function judge(seed: number, program = programOf(seed)): Judged {
  const { verdict, sinks, findings } = traceOf(program);
  const kind = findings[0] === undefined ? "" : `${findings[0].kind}: `;
  return { seed, program, verdict, reason: `${kind}${sinks[0]!.reason}`, behaviour: behaviourOf(program) };
}

/** Whether it does nothing but scale, and settles something. */
export function isClean({ behaviour }: Judged): boolean {
  return behaviour.linear && behaviour.alive;
}

/** PASS for a program that does not scale, or that is not linear. */
export function isUnsound({ verdict, behaviour }: Judged): boolean {
  return verdict === "pass" && !behaviour.linear;
}

/** FAIL for a program that does nothing but scale. */
export function isFalseAlarm(judged: Judged): boolean {
  return judged.verdict === "fail" && isClean(judged);
}

/** The program without the statements and declarations that what is wrong does not need. */
export function reduced(judged: Judged, wrong: (judged: Judged) => boolean): Judged {
  let best = judged;
  for (let changed = true; changed; ) {
    changed = false;
    for (const smaller of smallerThan(best.program)) {
      const next = attempt(best.seed, smaller);
      if (next === undefined || !wrong(next)) continue;
      best = next;
      changed = true;
      break;
    }
  }
  return best;
}

function attempt(seed: number, program: Program): Judged | undefined {
  try {
    return judge(seed, program);
  } catch {
    return undefined; // no program: a name in it has gone
  }
}

function smallerThan({ declarations, statements }: Program): readonly Program[] {
  const without = (list: readonly string[], i: number) => list.toSpliced(i, 1);
  return [
    ...statements.map((_, i) => ({ declarations, statements: without(statements, i) })),
    ...declarations.map((_, i) => ({ declarations: without(declarations, i), statements })),
  ];
}

export function shown(judged: Judged): string {
  return `seed ${judged.seed}: ${judged.verdict} (${judged.reason})\n${judged.behaviour.shown}\n${textOf(judged.program)}`;
}
