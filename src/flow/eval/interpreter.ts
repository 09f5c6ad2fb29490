import type { Evaluators } from "../machine/evaluators.ts";
import { Machine } from "../machine/machine.ts";
import type { Observer } from "../machine/observer.ts";
import type { Project } from "../syntax/project.ts";
import { get, getElement } from "./access.ts";
import { assign } from "./assignments.ts";
import { call, method } from "./calls.ts";
import { construct, defineClass, enumeration, superMember } from "./classes.ts";
import { expression } from "./expressions.ts";
import { iterate } from "./iteration.ts";
import { Modules } from "./modules.ts";
import { statements } from "./statements.ts";
import { set, setElement } from "./writing.ts";

const EVALUATORS: Evaluators<Machine> = {
  expression,
  statements,
  assign,
  call,
  construct,
  method,
  get,
  set,
  getElement,
  setElement,
  iterate,
  superMember,
  enumeration,
  defineClass,
};

/** The interpreter on a project, with somebody who watches. */
export function interpreterOf(project: Project, observer: Observer<Machine>): { machine: Machine; modules: Modules } {
  const machine = new Machine(EVALUATORS, observer, project.base);
  const modules = new Modules(machine, project);
  machine.loader = modules;
  return { machine, modules };
}
