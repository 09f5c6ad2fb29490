import type { FunctionModel } from "../../model/trace-request.ts";
import type { Place } from "../domain/place.ts";
import type { Interval, Until } from "../domain/rows.ts";
import { joinUntil, untilOf } from "../domain/rows.ts";
import { excerpt } from "../machine/text.ts";
import { ts } from "../syntax/ts.ts";
import { isNamed } from "../trace/patterns.ts";
import { decidedBy } from "./counts.ts";
import type { Decision, Market } from "./decisions.ts";
import type { Frame, Listener, RowMachine, Stored } from "./machine.ts";
import { selfOf, wholeOf } from "./reading.ts";
import type { Scope, Value } from "./values.ts";
import { depending, FREE, refTo, thing } from "./values.ts";

/** Something that was decided: what it depends on, and for which row. */
export interface Decided {
  readonly until: Until;
  readonly row: Interval | undefined;
  readonly place: Place;
  readonly text: string;
}

/** Turns sources into rows of the market, and keeps what is decided of them. */
export class Watch implements Listener {
  readonly decided = new Map<Decision, Map<string, Decided>>();
  readonly sourcePlaces = new Map<string, Place>();
  readonly taken = new Set<string>();
  readonly #markets: readonly Market[];
  readonly #given: Readonly<Record<string, FunctionModel>>;
  /** Lists that variables hold which decisions are kept in. */
  readonly #lists = new Map<number, Set<Decision>>();
  machine: RowMachine | undefined;

  constructor(
    markets: readonly Market[],
    decisions: readonly Decision[],
    given: Readonly<Record<string, FunctionModel>>,
  ) {
    this.#markets = markets;
    this.#given = given;
    for (const each of decisions) this.decided.set(each, new Map());
  }

  given(name: string): FunctionModel | undefined {
    const key = Object.keys(this.#given).find((each) => name !== "" && isNamed(name, each));
    if (key !== undefined) this.taken.add(key);
    return key === undefined ? undefined : this.#given[key];
  }

  /** What an entry is handed: rows of the market where it is a source, else data that has none. */
  argument(entry: string, index: number, parameter: ts.ParameterDeclaration): Value {
    const own = this.#markets.filter((each) => each.argument === index && isNamed(entry, each.name));
    if (own.length === 0) return isListType(parameter) ? this.machine!.make(parameter, 0, thing("list")) : FREE;
    return own.reduce((value, market) => this.#within(market, market.path, value, parameter), FREE);
  }

  #within(market: Market, path: readonly string[], known: Value, node: ts.ParameterDeclaration | ts.Node): Value {
    const machine = this.machine!;
    const [member, ...rest] = path;
    if (member === undefined) return this.#rows(market, node);
    const [address] = known.refs;
    if (member === "*")
      return machine.make(
        node,
        0,
        thing("list", { elem: this.#within(market, rest, FREE, node) }),
        ` any ${rest.join()}`,
      );
    const record = address === undefined ? machine.make(node, 0, thing("record"), ` at ${path.join()}`) : known;
    const [own] = record.refs;
    const before = machine.at(own!)?.fields.get(member) ?? FREE;
    machine.setField(own!, member, this.#within(market, rest, before, node));
    return record;
  }

  /** A list with an element for every row, each of which depends on that row. */
  #rows({ text, stride, path }: Market, node: ts.Node): Value {
    const machine = this.machine!;
    const place = machine.place(node);
    this.sourcePlaces.set(`${place.file}:${place.line}`, place);
    const address = machine.addressAt(node, 0, ` rows of ${text}`);
    const own = untilOf(selfOf(address), { offset: 0, sure: true, place, text });
    const bar = path.length === 0 ? kindOfRows(node) : undefined;
    const elem =
      bar === undefined
        ? depending(own)
        : machine.make(node, 0, thing(bar, { elem: depending(own) }), ` bar of ${text}`);
    machine.put(address, thing("list", { elem, full: true, stride }));
    return refTo(address);
  }

  calling(names: readonly string[], args: readonly Value[], node: ts.Node, frame: Frame): void {
    for (const decision of this.decided.keys()) {
      if (decision.kind !== "argument" || !names.some((each) => isNamed(each, decision.name))) continue;
      const row = /^\d+$/.test(decision.row?.name ?? "")
        ? args[Number(decision.row!.name)]?.row
        : this.#rowAt(decision, frame);
      this.#keep(decision, args[decision.argument] ?? FREE, moved(row, decision), node);
    }
  }

  answered(name: string, _: readonly Value[], value: Value, node: ts.Node, frame: Frame): Value {
    const market = this.#markets.find((each) => each.argument === undefined && isNamed(name, each.name));
    if (market !== undefined) return this.#within(market, market.path, FREE, node);
    for (const decision of this.decided.keys()) {
      if (decision.kind === "answer" && isNamed(name, decision.name))
        this.#keep(decision, value, moved(this.#rowAt(decision, frame), decision), node);
    }
    return value;
  }

  stored({ name, into, index }: Stored, value: Value, node: ts.Node, frame: Frame): void {
    const machine = this.machine!;
    for (const decision of this.decided.keys()) {
      if (decision.kind !== "variable") continue;
      const named = name === decision.name;
      if (named && decision.row === undefined)
        for (const address of value.refs)
          this.#lists.set(address, (this.#lists.get(address) ?? new Set()).add(decision));
      const listed = [...into].some((address) => this.#lists.get(address)?.has(decision) === true);
      if (!listed && !(named && decision.row !== undefined)) continue;
      const row = decision.row === undefined ? index?.row : moved(this.#rowAt(decision, frame), decision);
      this.#keep(decision, value, row, node);
    }
    for (const address of into) {
      const later = machine.at(address)?.decided;
      if (later === undefined) continue;
      for (const decision of this.decided.keys()) this.#keep(decision, value, later.row, node);
    }
  }

  #keep(decision: Decision, value: Value, row: Interval | undefined, node: ts.Node): void {
    const machine = this.machine!;
    const until = decidedBy(machine, value, joinUntil(wholeOf(machine, value, node), machine.path), node);
    const place = machine.place(node);
    const key = `${place.file}:${place.line}:${place.column}:${row?.lo?.base}:${row?.lo?.offset}:${row?.hi?.offset}`;
    const known = this.decided.get(decision)!.get(key);
    const all = known === undefined ? until : joinUntil(known.until, until);
    this.decided.get(decision)!.set(key, { until: all, row, place, text: excerpt(node) });
    // What is handed over may be used again; what is kept under a variable is the decision itself.
    if (decision.kind !== "variable") return;
    for (const address of machine.reachable([value])) {
      const held = machine.at(address)!;
      if ((held.kind === "list" || held.kind === "record" || held.kind === "map") && held.class === undefined)
        machine.put(address, { ...held, decided: { row } });
    }
  }

  /** The row that a variable in sight holds. */
  #rowAt({ row }: Decision, { scope }: Frame): Interval | undefined {
    if (row === undefined) return undefined;
    for (let at: Scope | undefined = scope; at !== undefined; at = at.parent)
      for (const [name, cell] of at.names) if (name.text === row.name) return this.machine!.read(cell).row;
    return undefined;
  }
}

/** The row that is meant: of `@t+1` the one after t. */
function moved(row: Interval | undefined, { row: asked }: Decision): Interval | undefined {
  const offset = asked?.offset ?? 0;
  if (row === undefined || offset === 0) return row;
  return {
    lo: row.lo && { ...row.lo, offset: row.lo.offset + offset },
    hi: row.hi && { ...row.hi, offset: row.hi.offset + offset },
  };
}

function isListType({ type }: ts.ParameterDeclaration): boolean {
  return type !== undefined && /(\[\]|Array(<.*>)?)$/s.test(type.getText());
}

/** What a row is, by the declared type: a number, a list of numbers, or an object; undefined for a number. */
function kindOfRows(node: ts.Node): "list" | "record" | undefined {
  const type = ts.isParameter(node) ? (node.type?.getText() ?? "") : "";
  const inner = type
    .replace(/^readonly /, "")
    .replace(/^\((.*)\)\[\]$/, "$1[]")
    .replace(/^(Readonly)?Array<(.*)>$/, "$2[]");
  const element = /^(.*)\[\]$/s.exec(inner)?.[1]?.replace(/^readonly /, "");
  if (element === undefined || element === "number") return undefined;
  return /(\[\]|Array(<.*>)?)\)?$/.test(element) ? "list" : "record";
}
