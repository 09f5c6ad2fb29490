import type { TraceFinding, TracePlace, TraceSink, TraceStep } from "../../model/trace.ts";
import { printable } from "../escape.ts";
import { besideTheWay } from "./divisors.ts";

/** A line of the chain as people read it. */
export interface ChainRow {
  /** Its number; empty for a finding at a line that no value passes. */
  readonly number: string;
  readonly where: string;
  /** `┐ │ ┘` around lines that take each other's place on different paths. */
  readonly bracket: "" | "┐" | "│" | "┘";
  readonly within: string;
  readonly variable: string;
  readonly unit: string;
  readonly step: string;
  /** Numbers of the lines that it is made of, where that is not just the line above. */
  readonly from: string;
}

export const ROW_TITLES: ChainRow = {
  number: "#",
  where: "where",
  bracket: "",
  within: "in",
  variable: "variable",
  unit: "unit",
  step: "step",
  from: "from",
};

/** The chain of a sink, line by line, with its findings where they are. */
export function chainRows({ sink, chain }: TraceSink, findings: readonly TraceFinding[]): readonly ChainRow[] {
  const own = findings.filter((each) => each.sink === sink);
  const beside = besideTheWay(chain);
  const brackets = bracketsOf(chain);
  const rows: { readonly place: TracePlace; readonly row: ChainRow }[] = chain.map((step, i) => {
    const at = own.find(({ place }) => place.file === step.place.file && place.line === step.place.line);
    const into = beside.get(step.number);
    const why = into === undefined ? "" : `   ← why ${fewOf(into.map(String))}`;
    return {
      place: step.place,
      row: {
        number: String(step.number),
        where: whereOf(step.place),
        bracket: brackets[i]!,
        within: printable(step.within ?? ""),
        variable: printable(step.variable ?? ""),
        unit: step.unit,
        step: `${at === undefined ? "" : `${markOf(at, step, chain)}  `}${readable(step)}${why}`,
        from:
          step.from.length === 0 || (step.from.length === 1 && step.from[0] === step.number - 1)
            ? ""
            : step.from.join(", "),
      },
    };
  });
  for (const finding of own) {
    if (rows.some(({ place }) => sameLine(place, finding.place))) continue;
    const before = rows.findLastIndex(
      ({ place }) => place.file === finding.place.file && place.line <= finding.place.line,
    );
    rows.splice(before + 1, 0, { place: finding.place, row: findingRow(finding) });
  }
  return rows.map(({ row }) => row);
}

function sameLine(a: TracePlace, b: TracePlace): boolean {
  return a.file === b.file && a.line === b.line;
}

function findingRow(finding: TraceFinding): ChainRow {
  const step = `${signOf(finding)} ${finding.kind.toUpperCase()}`;
  return { number: "", where: whereOf(finding.place), bracket: "", within: "", variable: "", unit: "", step, from: "" };
}

/** `✗` for what is proven, `?` for what is open. */
export function signOf({ level }: TraceFinding): string {
  return level === "fail" ? "✗" : "?";
}

/** What was found, with its kind said once. */
export function findingText({ kind, message }: TraceFinding): string {
  return printable(message.startsWith(kind) ? message : `${kind}: ${message}`);
}

/** The first of many, and how many more there are. */
export function fewOf(texts: readonly string[], most = 4): string {
  const rest = texts.length - most;
  return rest <= 1 ? texts.join(", ") : `${texts.slice(0, most).join(", ")} and ${rest} more`;
}

/** Places with each file named once: `a.ts:3, 7, b.ts:1`. */
export function placesOf(places: readonly TracePlace[]): string {
  const files = new Map<string, number[]>();
  for (const { file, line } of places) files.set(file, [...(files.get(file) ?? []), line]);
  const each = [...files].map(([file, lines]) => `${file}:${lines.sort((a, b) => a - b).join(", ")}`);
  return printable(each.join("; "));
}

export function whereOf({ file, line }: TracePlace): string {
  return printable(`${file}:${line}`);
}

/** `✗ RENORMALIZED: w¹ · w⁻¹`: the kind, and for a change of degree the units that make it. */
function markOf(finding: TraceFinding, step: TraceStep, chain: readonly TraceStep[]): string {
  const units = step.from.flatMap((each) => chain.find(({ number }) => number === each)?.unit ?? []);
  const isQuotient = finding.kind === "renormalized" && units.length > 1;
  const formula = isQuotient ? `: ${units.join(step.kind === "divide" ? " / " : " · ")}` : "";
  return `${signOf(finding)} ${finding.kind.toUpperCase()}${formula}`;
}

/** The step without what its line says already, and without marks of types. */
function readable({ text, variable }: TraceStep): string {
  const plain = printable(text).replace(/(?<=[\w)\]])!(?!=)/g, "");
  if (variable === null) return plain;
  if (plain === `COPY ${variable}`) return "COPY";
  return plain.startsWith(`COPY ${variable} = `) ? `COPY ${plain.slice(`COPY ${variable} = `.length)}` : plain;
}

/** Lines next to each other that give one variable a value each, of the same origins: the branches of a condition. */
function bracketsOf(chain: readonly TraceStep[]): readonly ChainRow["bracket"][] {
  const alike = (a: TraceStep | undefined, b: TraceStep | undefined) =>
    a !== undefined &&
    b !== undefined &&
    a.variable !== null &&
    a.variable === b.variable &&
    a.within === b.within &&
    a.from.length > 0 &&
    a.from.join() === b.from.join();
  return chain.map((step, i) => {
    const above = alike(chain[i - 1], step);
    const below = alike(step, chain[i + 1]);
    return above && below ? "│" : above ? "┘" : below ? "┐" : "";
  });
}
