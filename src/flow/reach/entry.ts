import { ConfigError } from "../../model/errors.ts";
import type { Project } from "../syntax/project.ts";
import { ts } from "../syntax/ts.ts";
import { EntryFinder } from "../trace/entries.ts";
import { exportedAs } from "../trace/exported.ts";
import { namedEntries } from "../trace/run.ts";
import { functionOf, returnsOf } from "./comparators.ts";
import { Names } from "./names.ts";
import type { Reach } from "./reach.ts";
import { isMethod, rootOf } from "./units.ts";

/** A declaration that makes runs. */
export interface Start {
  /** `run()`, or `Engine`. */
  readonly text: string;
  readonly declared: ts.Identifier;
  readonly root: ts.Node;
  /** The one method that is called on what it answers. */
  readonly method: string | undefined;
}

/** The entries by name. Throws a ConfigError where there is none of a name, or where none is named. */
export function startsOf(project: Project, entries: readonly string[]): readonly Start[] {
  if (entries.length === 0) {
    throw new ConfigError({
      what: "no entry is named",
      where: "--entry",
      expected: "the function or class that makes a run, e.g. `runBacktest`",
      actual: "nothing",
    });
  }
  const names = new Names();
  return namedEntries(project, new EntryFinder(project), entries).map(({ file, name, method }) => {
    const source = project.parse(file)!;
    const exported = exportedAs(source, name!);
    const declared = names.ofFile(source).get(name!) ?? exported!.name;
    const root = declared === exported?.name ? exported.node : (rootOf(declared) ?? declared.parent);
    const text = ts.isClassLike(root) ? name! : `${name}()${typeof method === "string" ? `.${method}` : ""}`;
    return { text, declared, root, method: method ?? undefined };
  });
}

/** What is handed to an entry from outside: its parameters, but (unless all are meant) for those with a default. */
export function parametersOf(reach: Reach, { root }: Start, all = false): readonly ts.ParameterDeclaration[] {
  const own = ts.isClassLike(root)
    ? root.members.filter((each) => isMethod(each) || ts.isConstructorDeclaration(each))
    : ts.isVariableDeclaration(root)
      ? callables(reach, root.initializer)
      : ts.isFunctionLike(root) && "body" in root
        ? [root, ...answeredBy(root)]
        : [];
  return own.flatMap(({ parameters }) =>
    parameters.filter(({ initializer, name }) => (all || initializer === undefined) && name.getText() !== "this"),
  );
}

function callables(reach: Reach, given: ts.Expression | undefined): readonly ts.FunctionLikeDeclaration[] {
  const own = given === undefined ? undefined : functionOf(reach.names, given);
  if (own !== undefined) return [own, ...answeredBy(own)];
  return given !== undefined && ts.isObjectLiteralExpression(given) ? functionsIn(given) : [];
}

/** Functions that an entry hands out: whoever gets them calls them with anything. */
function answeredBy(node: ts.FunctionLikeDeclaration): readonly ts.FunctionLikeDeclaration[] {
  return returnsOf(node).flatMap((each) =>
    ts.isArrowFunction(each) || ts.isFunctionExpression(each)
      ? [each]
      : ts.isObjectLiteralExpression(each)
        ? functionsIn(each)
        : [],
  );
}

function functionsIn(node: ts.ObjectLiteralExpression): readonly ts.FunctionLikeDeclaration[] {
  return node.properties.flatMap((each): readonly ts.FunctionLikeDeclaration[] => {
    if (ts.isMethodDeclaration(each)) return [each];
    const value = ts.isPropertyAssignment(each) ? each.initializer : undefined;
    return value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? [value] : [];
  });
}
