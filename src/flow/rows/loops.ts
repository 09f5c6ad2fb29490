import type { Bound } from "../domain/rows.ts";
import { exactly, NEVER, START } from "../domain/rows.ts";
import { bare } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { counterOf, lastOf } from "./counters.ts";
import { bounding } from "./counts.ts";
import { overElements, repeat } from "./each.ts";
import type { Frame, RowMachine } from "./machine.ts";
import { assign } from "./patterns.ts";
import { refine } from "./refine.ts";
import { FREE, joinValues } from "./values.ts";

export function forLoop(machine: RowMachine, node: ts.ForStatement, frame: Frame, label?: string): void {
  const { initializer, condition, incrementor, statement } = node;
  if (initializer !== undefined && ts.isVariableDeclarationList(initializer)) {
    for (const each of initializer.declarations)
      assign(
        machine,
        each.name,
        each.initializer === undefined ? FREE : machine.parts.evaluate(machine, each.initializer, frame),
        frame,
        true,
      );
  } else if (initializer !== undefined) machine.parts.evaluate(machine, initializer, frame);
  const counter = counterOf(node, machine);
  const symbol = counter && `t${machine.intern.at("loop ", node, frame.context)}`;
  const cell = counter && machine.cellOf(frame.scope, counter.name);
  let last: Bound | undefined;
  if (symbol !== undefined && cell !== undefined && machine.state !== undefined) {
    const start = machine.read(cell).row?.lo;
    if (start?.base === START && counter!.step > 0) machine.least.set(symbol, start.offset);
    machine.hold(cell, { ...machine.read(cell), row: exactly(symbol, 0) });
  }
  repeat(
    machine,
    node,
    frame,
    {
      symbol,
      step: counter?.step ?? 0,
      condition: () => {
        if (condition === undefined) return NEVER;
        const { until } = bounding(machine, true, () => machine.parts.evaluate(machine, condition, frame));
        if (cell !== undefined) last = lastOf(machine, condition, counter!.name, frame);
        bounding(machine, true, () => refine(machine, condition, frame, true));
        return until;
      },
      body: (inner) => machine.parts.block(machine, statement, inner),
      ...(incrementor === undefined ? {} : { update: () => void machine.parts.evaluate(machine, incrementor, frame) }),
      last: () => last,
    },
    label,
  );
}

export function whileLoop(
  machine: RowMachine,
  node: ts.WhileStatement | ts.DoStatement,
  frame: Frame,
  label?: string,
): void {
  repeat(
    machine,
    node,
    frame,
    {
      symbol: undefined,
      step: 0,
      condition: () => {
        const { until } = bounding(machine, true, () => machine.parts.evaluate(machine, node.expression, frame));
        refine(machine, node.expression, frame, true);
        return until;
      },
      body: (inner) => machine.parts.block(machine, node.statement, inner),
      last: () => undefined,
      conditionLast: ts.isDoStatement(node),
    },
    label,
  );
}

/** `for (const x of list)`, also over the pairs of `list.entries()`. */
export function forOfLoop(machine: RowMachine, node: ts.ForOfStatement, frame: Frame, label?: string): void {
  const { initializer, statement } = node;
  const iterated = bare(node.expression);
  const byPairs =
    ts.isCallExpression(iterated) &&
    ts.isPropertyAccessExpression(iterated.expression) &&
    iterated.expression.name.text === "entries" &&
    iterated.arguments.length === 0;
  const list = machine.parts.evaluate(
    machine,
    byPairs ? (iterated.expression as ts.PropertyAccessExpression).expression : node.expression,
    frame,
  );
  const target = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0]!.name : initializer;
  overElements(
    machine,
    node,
    frame,
    list,
    (element, index, inner) => {
      if (byPairs && ts.isArrayBindingPattern(target)) {
        const [key, value] = target.elements;
        if (key !== undefined && ts.isBindingElement(key)) assign(machine, key.name, index, inner, true);
        if (value !== undefined && ts.isBindingElement(value)) assign(machine, value.name, element, inner, true);
      } else
        assign(
          machine,
          target,
          byPairs ? joinValues(element, index) : element,
          inner,
          ts.isVariableDeclarationList(initializer),
        );
      machine.parts.block(machine, statement, inner);
    },
    label,
  );
}
