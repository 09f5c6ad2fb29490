import type { TraceVerdict } from "../../model/trace.ts";
import type { Place } from "../domain/place.ts";
import type { Homogeneous, Scalar, ViolationKind } from "../domain/scalar.ts";
import { unitOf } from "../domain/scalar.ts";
import type { Step } from "../heap/step.ts";
import { ancestors } from "./chain.ts";
import type { Contribution, Gap } from "./watcher.ts";

/** Something that speaks against a sink: a violation that surely reaches it, or what keeps it from being proven. */
export interface Objection {
  readonly kind: ViolationKind | "unknown";
  readonly place: Place;
  readonly message: string;
  readonly sure: boolean;
  readonly step: Step | undefined;
}

/** Where variables are given what does not come from the source. */
export interface WritePlaces {
  /** A variable that held weights is given something without. */
  readonly overwrites: readonly Place[];
  /** After the source was called, a variable is given a book from before it. */
  readonly detours: readonly Place[];
}

export interface SinkVerdict {
  readonly verdict: TraceVerdict;
  readonly reason: string;
  readonly objections: readonly Objection[];
}

/** FAIL for a violation that surely reaches the sink; PASS only when all that does is clean w¹ or zero. */
export function judgeSink(
  contributions: readonly Contribution[],
  gaps: readonly Gap[],
  writes: WritePlaces,
  against: (contribution: Contribution) => readonly Objection[],
  proven: string,
): SinkVerdict {
  const objections = unique(located(contributions.flatMap(against), contributions, writes));
  const sure = objections.filter((each) => each.sure);
  if (sure.length > 0) {
    // That something else arrives on one of the paths is what the overwriting says already.
    const overwritten = sure.some(({ kind }) => kind === "overwrite");
    const told = overwritten
      ? objections.filter(({ kind, sure, step }) => sure || kind !== "unknown" || step)
      : objections;
    return { verdict: "fail", reason: sure[0]!.message, objections: told };
  }
  const open: Objection[] = gaps.map(({ reason, place }) => ({
    kind: "unknown",
    place,
    message: reason,
    sure: false,
    step: undefined,
  }));
  const all = [...objections, ...open];
  if (all.length > 0) return { verdict: "unproven", reason: all[0]!.message, objections: all };
  if (contributions.length === 0)
    return { verdict: "unproven", reason: "nothing that was followed reaches this sink", objections };
  const clean = contributions.some(({ value }) => value.scalar?.is === "homogeneous");
  if (!clean) return { verdict: "unproven", reason: "nothing but zero reaches this sink", objections };
  return { verdict: "pass", reason: proven, objections };
}

/** What overwrites weights on some paths is shown where it is written, rather than where the paths meet. */
function located(
  objections: readonly Objection[],
  contributions: readonly Contribution[],
  { overwrites, detours }: WritePlaces,
): readonly Objection[] {
  const mixed = contributions.some(({ value }) => value.scalar?.is === "homogeneous");
  return objections.flatMap((each) => {
    const unlagged = each.kind === "unlagged" ? detours[0] : undefined;
    if (unlagged !== undefined) return [{ ...each, place: unlagged }];
    if (each.kind === "bypass" && !mixed && detours[0] !== undefined) return [{ ...each, place: detours[0] }];
    const moves = each.kind === "overwrite" || (each.kind === "bypass" && mixed);
    if (!moves || overwrites.length === 0) return [each];
    return overwrites.map((place): Objection => ({ ...each, kind: "overwrite", message: WORDS.overwrite, place }));
  });
}

function unique(objections: readonly Objection[]): readonly Objection[] {
  const kept = new Map<string, Objection>();
  for (const each of objections) {
    const key = `${each.kind} ${each.place.file}:${each.place.line}`;
    const known = kept.get(key);
    if (known === undefined || (each.sure && !known.sure)) kept.set(key, each);
  }
  const all = [...kept.values()];
  return all.sort(
    (a, b) =>
      Number(b.sure) - Number(a.sure) ||
      (a.place.file < b.place.file ? -1 : a.place.file > b.place.file ? 1 : a.place.line - b.place.line),
  );
}

/** What speaks against a number that reaches P&L. */
export function objectionsTo({ value, place, text }: Contribution): readonly Objection[] {
  const { scalar, step } = value;
  if (scalar === undefined || scalar.is === "zero") return [];
  const make = (kind: Objection["kind"], at: Place, message: string, sure: boolean): Objection => ({
    kind,
    place: at,
    message,
    sure,
    step,
  });
  switch (scalar.is) {
    case "free":
      return scalar.pre
        ? [make("bypass", place, `${text} reads the books from before risk targeting`, true)]
        : [make("unknown", place, `what reaches ${text} does not depend on what the source answers`, false)];
    case "unknown":
      return [make("unknown", scalar.place, scalar.reason, false)];
    case "log":
      return [make("nonlinear", place, `${text} is given a logarithm of weights`, true)];
    case "broken":
      return [brokenBy(scalar, step, make)];
    case "homogeneous":
      return homogeneousBy(scalar, step, place, text, make);
  }
}

type Make = (kind: Objection["kind"], at: Place, message: string, sure: boolean) => Objection;

function brokenBy({ blame }: Extract<Scalar, { is: "broken" }>, step: Step | undefined, make: Make): Objection {
  const drop = blame.kind === "renormalized" ? dropOf(step) : undefined;
  return make(blame.kind, drop?.place ?? blame.place, WORDS[blame.kind], blame.sure);
}

function homogeneousBy(
  scalar: Homogeneous,
  step: Step | undefined,
  place: Place,
  text: string,
  make: Make,
): readonly Objection[] {
  if (scalar.degree !== 1) {
    const { bend: shape } = scalar;
    if (shape?.kind === "sign" && scalar.degree === 0) return [make("sign", shape.place, WORDS.sign, true)];
    if (shape?.sure && scalar.degree > 0) return [make("nonlinear", shape.place, WORDS.nonlinear, true)];
    const drop = dropOf(step);
    const kind = scalar.degree === 0 ? "renormalized" : "degree";
    const message = kind === "renormalized" ? WORDS.renormalized : `${text} is given ${unitOf(scalar)}, not w¹`;
    return [make(kind, drop?.place ?? place, message, true)];
  }
  const { bend } = scalar;
  return bend === undefined ? [] : [make(bend.kind, bend.place, WORDS[bend.kind], bend.sure)];
}

/** The step at which the degree falls to zero: where weights meet a divisor that is made of weights. */
function dropOf(step: Step | undefined): Step | undefined {
  if (step === undefined) return undefined;
  const flat = (each: Step) =>
    each.scalar.is === "homogeneous" && each.scalar.degree === 0 && each.scalar.zeroTest !== true;
  return ancestors([step]).find(
    (each) =>
      flat(each) &&
      (each.kind === "divide" || each.kind === "scalar" || each.kind === "model") &&
      [...each.parents].some((parent) => !flat(parent)),
  );
}

const WORDS: Readonly<Record<ViolationKind, string>> = {
  renormalized: "renormalized: the weights are divided by something that is made of the weights (w¹ · w⁻¹)",
  clip: "clipped: a bound that does not scale with the weights, or the larger of two weights",
  round: "rounded",
  threshold: "compared with a threshold that does not scale with the weights",
  conditional: "differs between the branches of a condition that depends on the weights",
  filter: "assets are kept or left out by their weights",
  selection: "picked by its weight",
  abs: "the sign is lost: |w|",
  sign: "only the sign is kept",
  nonlinear: "a function of the weights that is not linear",
  additive: "something that does not depend on the weights is added to them",
  overwrite: "on one path the weights, on another something that does not depend on them",
  reordered: "put in an order by weight",
  degree: "numbers of different degrees in the weights are put together",
  "second-leverage": "risk targeting or its leverage is applied a second time",
  bypass: "the books from before risk targeting",
  unlagged: "the scalar of this very rebalance, not of the one before",
};

export { WORDS as VIOLATION_WORDS };
