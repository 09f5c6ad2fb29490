import { ConfigError } from "../../model/errors.ts";
import { exactly } from "../domain/rows.ts";
import type { Project } from "../syntax/project.ts";
import { ts } from "../syntax/ts.ts";
import type { EntryFinder } from "../trace/entries.ts";
import { exportedAs } from "../trace/exported.ts";
import { namedEntries } from "../trace/run.ts";
import type { Decision, Market } from "./decisions.ts";
import { invoke } from "./following.ts";
import { moduleFunction, moduleValue } from "./globals.ts";
import type { Frame, RowMachine } from "./machine.ts";
import { FREE, rowValue } from "./values.ts";
import type { Watch } from "./watch.ts";

/** Calls the entries of a program. */

/** Whose arguments are sources, or what is asked for; else what the decisions are the answers of. */
export function entriesOf(
  markets: readonly Market[],
  decisions: readonly Decision[],
  asked: readonly string[],
): readonly string[] {
  if (asked.length > 0) return asked;
  const handed = markets.flatMap(({ name, argument }) => (argument === undefined ? [] : [name]));
  const answered = decisions.flatMap(({ name, kind }) => (kind === "answer" ? [name] : []));
  const all = [...new Set(handed.length > 0 ? handed : answered)];
  if (all.length > 0) return all;
  throw new ConfigError({
    what: "no entry is named",
    where: "--entry",
    expected: "the function that makes a run",
    actual: "none",
  });
}

export function follow(
  project: Project,
  finder: EntryFinder,
  machine: RowMachine,
  watch: Watch,
  entries: readonly string[],
  decisions: readonly Decision[],
): void {
  const rows = new Set(
    decisions.flatMap(({ kind, row }) => (kind === "answer" && row !== undefined ? [row.name] : [])),
  );
  const outer: Frame = {
    context: 0,
    scope: { parent: undefined, names: new Map() },
    self: FREE,
    returns: [],
    loops: [],
  };
  for (const { file, name } of namedEntries(project, finder, entries)) {
    const source = project.parse(file)!;
    const exported = exportedAs(source, name!);
    const declared = machine.names.names.ofFile(source).get(name!) ?? exported!.name;
    const value =
      declared === exported?.name && !ts.isClassLike(exported.node)
        ? moduleFunction(machine, exported.node, outer)
        : moduleValue(machine, declared, outer);
    for (const address of value.refs) {
      const closure = machine.at(address)?.closure;
      if (closure === undefined) {
        machine.gap(`${name} is no function`, declared);
        continue;
      }
      const args = closure.node.parameters.map((parameter, i) => {
        const given = watch.argument(closure.name, i, parameter);
        const own = parameter.name.getText();
        return given === FREE && rows.has(own) ? rowValue(exactly(`p:${own}`, 0)) : given;
      });
      const kept = args.map((each, i) =>
        each === FREE && closure.node.parameters[i]!.initializer !== undefined ? undefined : each,
      );
      invoke(machine, closure, kept as typeof args, declared, outer, FREE);
    }
  }
}
