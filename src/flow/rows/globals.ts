import { ts } from "../syntax/ts.ts";
import { functionThing } from "./functions.ts";
import type { Frame, RowMachine } from "./machine.ts";
import type { Scope, Value } from "./values.ts";
import { FREE, thing } from "./values.ts";

const scopes = new WeakMap<RowMachine, Map<ts.SourceFile, Scope>>();

/** The names at the top of a file that have a value by now. */
function scopeOf(machine: RowMachine, file: ts.SourceFile): Scope {
  const all = scopes.get(machine) ?? new Map<ts.SourceFile, Scope>();
  scopes.set(machine, all);
  const known = all.get(file) ?? { parent: undefined, names: new Map() };
  all.set(file, known);
  machine.visited.add(file);
  return known;
}

/** A function that a CommonJS module exports without declaring it. */
export function moduleFunction(machine: RowMachine, node: ts.FunctionLikeDeclaration, frame: Frame): Value {
  const scope = scopeOf(machine, node.getSourceFile());
  return functionThing(machine, node, { ...frame, context: 0, scope, loops: [], returns: [] });
}

/** What a name at the top of a file stands for; a variable is made when it is first asked for. */
export function moduleValue(machine: RowMachine, name: ts.Identifier, frame: Frame): Value {
  const file = name.getSourceFile();
  const scope = scopeOf(machine, file);
  const own: Frame = { ...frame, context: 0, scope, loops: [], returns: [] };
  const cell = scope.names.get(name);
  if (cell !== undefined && machine.state?.cells.has(cell) === true) return machine.read(cell);
  const { parent } = name;
  if (ts.isFunctionDeclaration(parent)) {
    const { body } = parent;
    return body === undefined ? machine.make(parent, 0, thing("function")) : functionThing(machine, parent, own);
  }
  if (ts.isClassLike(parent)) return machine.make(parent, 0, thing("class", { class: parent, scope }));
  if (ts.isEnumDeclaration(parent)) return FREE;
  let declaration: ts.Node = parent;
  while (
    ts.isBindingElement(declaration) ||
    ts.isObjectBindingPattern(declaration) ||
    ts.isArrayBindingPattern(declaration)
  )
    declaration = declaration.parent;
  if (!ts.isVariableDeclaration(declaration)) return machine.open(`${name.text} is not known here`, name);
  machine.hold(machine.declare(scope, name, 0), FREE);
  if (declaration.initializer !== undefined)
    machine.parts.assign(
      machine,
      declaration.name,
      machine.parts.evaluate(machine, declaration.initializer, own),
      own,
      true,
    );
  return machine.read(scope.names.get(name)!);
}
