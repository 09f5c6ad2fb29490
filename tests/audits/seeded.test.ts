import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { staticRules } from "../../audits/catalog.ts";
import config from "../../tieout.config.ts";

/**
 * Our own engine with one fault put into its source: each is found at its very line. The copies are made of the source
 * as it stands, so that they stay copies of it; the line is the one that ends in `// here`.
 */

interface Seeded {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly put: string;
  readonly kind: string;
  /** The rule that finds it; the first of the config by default. */
  readonly rule?: string;
}

const SCALE = "scaled[cell] = raw[cell]! * scalar;";

const SEEDED: readonly Seeded[] = [
  {
    name: "renormalization",
    file: "src/engine/allocate.ts",
    find: `for (let cell = k * width; cell < end; cell++) ${SCALE}`,
    put: `let gross = 0;
    for (let cell = k * width; cell < end; cell++) gross += Math.abs(raw[cell]!);
    for (let cell = k * width; cell < end; cell++) {
      scaled[cell] = (raw[cell]! / gross) * scalar; // here
    }`,
    kind: "renormalized",
  },
  {
    name: "clip",
    file: "src/engine/allocate.ts",
    find: SCALE,
    put: "{\n scaled[cell] = Math.min(0.5, raw[cell]! * scalar); // here\n }",
    kind: "clip",
  },
  {
    name: "threshold",
    file: "src/engine/allocate.ts",
    find: SCALE,
    put: "{\n if (Math.abs(raw[cell]!) > 1e-3) { // here\n scaled[cell] = raw[cell]! * scalar;\n } }",
    kind: "threshold",
  },
  {
    name: "second leverage, by the factor",
    file: "src/engine/allocate.ts",
    find: "const raw = overlay === undefined ? post : sum(post, overlay);",
    put: `const levered = post.slice();
  for (let cell = 0; cell < levered.length; cell++) {
    levered[cell] = post[cell]! * targeted.leverage[0]!; // here
  }
  const raw = overlay === undefined ? levered : sum(post, overlay);`,
    kind: "second-leverage",
  },
  {
    name: "second leverage, by another call",
    file: "src/engine/reference.ts",
    find: "const assessed = stages.assess(scenario, books, targeted);",
    put: `const again = { ...books, pre: targeted.post };
  const levered = stages.target(scenario, again); // here
  const assessed = stages.assess(scenario, books, targeted);
  targeted = levered;`,
    kind: "second-leverage",
  },
  {
    name: "the book from before risk targeting makes P&L",
    file: "src/engine/allocate.ts",
    find: "const { post } = targeted;",
    put: "const post = books.pre; // here",
    kind: "bypass",
  },
  {
    name: "the artifact's writer is given only the assets with a weight",
    file: "src/engine/tables.ts",
    find: "return this.#books(targeted.post);",
    put: "return this.#books(targeted.post.filter((weight) => weight !== 0)); // here",
    kind: "filter",
    rule: "artifact-writer",
  },
  {
    name: "the artifact's writer is given the first assets only",
    file: "src/engine/tables.ts",
    find: "return this.#books(targeted.post);",
    put: "return this.#books(targeted.post.slice(0, 10)); // here",
    kind: "filter",
    rule: "artifact-writer",
  },
  {
    name: "the lag of the scalar dropped",
    file: "src/engine/allocate.ts",
    find: "const applied = laggedByOne(computed, applyMissingScalarAs);",
    put: "const applied = computed; // here",
    kind: "unlagged",
    rule: "lagged-scalar",
  },
  {
    name: "a clock in the scaling",
    file: "src/engine/allocate.ts",
    find: SCALE,
    put: "{\n scaled[cell] = raw[cell]! * scalar * (Date.now() > 0 ? 1 : 2); // here\n }",
    kind: "clock",
    rule: "determinism",
  },
  {
    name: "a list of the module that runs add to and read",
    file: "src/engine/allocate.ts",
    find: "function scaleBooks(raw: Float64Array, applied: Float64Array): Float64Array {",
    put: `const seen: number[] = [];
function scaleBooks(raw: Float64Array, applied: Float64Array): Float64Array {
  seen.push(raw.length); // here
  if (seen.length > 100) raw.fill(0);`,
    kind: "state",
    rule: "determinism",
  },
  {
    name: "the order of names left to the locale",
    file: "src/engine/strategies/extremes.ts",
    find: "(assets[a]! < assets[b]! ? -1 : 1));",
    put: "assets[a]!.localeCompare(assets[b]!)); // here",
    kind: "locale",
    rule: "determinism",
  },
  {
    name: "a history that has the very row in it",
    file: "src/engine/history.ts",
    find: "return this.#returns.subarray(0, this.bars * this.width);",
    put: "return this.#returns.subarray(0, (this.bars + 1) * this.width); // here",
    kind: "same-row",
    rule: "look-ahead",
  },
  {
    name: "the return of tomorrow",
    file: "src/engine/construct.ts",
    find: "addAnswer(model, count * width, answer, 1);",
    put: "addAnswer(model, count * width, answer.map((each, i) => each * returns[(t + 1) * width + i]!), 1); // here",
    kind: "future-row",
    rule: "look-ahead",
  },
  {
    name: "a norm of the whole sample",
    file: "src/engine/construct.ts",
    find: "if (!plain) addAnswer(pre, count * width, answer, budget);",
    put: "if (!plain) addAnswer(pre, count * width, answer.map((each) => each / Math.max(...returns)), budget); // here",
    kind: "full-sample",
    rule: "look-ahead",
  },
];

const scratch = mkdtempSync(join(tmpdir(), "tieout-seeded-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const root = resolve(import.meta.dirname, "../..");

/** A copy of the engine, patched; the number of the line that is at fault. */
function copyWith({ name, file, find, put }: Seeded): { readonly project: string; readonly line: number } {
  const project = join(scratch, name.replace(/\W+/g, "-"));
  for (const room of ["engine", "model", "numeric"])
    cpSync(join(root, "src", room), join(project, "src", room), { recursive: true });
  const path = join(project, file);
  const text = readFileSync(path, "utf8").replace("const targeted = stages", "let targeted = stages");
  expect(text.split(find)).toHaveLength(2);
  const patched = text.replace(find, () => put);
  writeFileSync(path, patched);
  return { project, line: patched.split("\n").findIndex((each) => each.endsWith("// here")) + 1 };
}

describe("faults in the source of our engine", () => {
  for (const seeded of SEEDED) {
    it(`finds ${seeded.name}`, () => {
      const { project, line } = copyWith(seeded);
      const { rule, ...request } = config.audits!.find(
        (each) => each.rule === (seeded.rule ?? "post-rt-normalization"),
      )!;
      const { verdict, findings } = staticRules.find(({ id }) => id === rule)!.inspect({ ...request, project });
      const found = findings
        .filter(({ level }) => level === "fail")
        .map(({ kind, place }) => `${place.file}:${place.line} ${kind}`);
      expect({ verdict, found }).toEqual({ verdict: "fail", found: [`${seeded.file}:${line} ${seeded.kind}`] });
    }, 60_000);
  }
});
