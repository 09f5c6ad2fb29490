import type { z } from "zod";
import type { ErrorDetails } from "./errors.ts";
import { ConfigError } from "./errors.ts";

/** What schema messages of ours start with, so that they fit behind "expected". */
const EXPECTED = "expected ";

/** A ConfigError for a zod complaint: where (the key's path), what, what was expected there and what was found. */
export function complaint(issue: z.core.$ZodIssue, where: string): ConfigError {
  return new ConfigError(detailsOf(issue, where));
}

function detailsOf(issue: z.core.$ZodIssue, where: string): ErrorDetails {
  const place = placeOf(issue.path, where);
  if (issue.code === "unrecognized_keys") {
    return {
      what: `unknown key ${issue.keys.map((key) => JSON.stringify(key)).join(", ")}`,
      where: place,
      hint: "check the spelling; `tieout schema NAME` prints the keys of a document",
    };
  }
  if (issue.code === "invalid_union") {
    const closest = issue.errors.find((errors) => errors[0] !== undefined && errors[0].path.length > 0)?.[0];
    if (closest !== undefined) return detailsOf({ ...closest, path: [...issue.path, ...closest.path] }, where);
  }
  const found = foundAt(issue);
  return { what: headline(issue, found), where: place, expected: expectedBy(issue), actual: describe(found) };
}

function placeOf(path: readonly PropertyKey[], where: string): string {
  return path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}.${String(key)}`),
    where,
  );
}

/** The value complained about: where a key tells kinds apart, the value of that key. */
function foundAt(issue: z.core.$ZodIssue): unknown {
  if (issue.code !== "invalid_union" || issue.discriminator === undefined) return issue.input;
  return (issue.input as Readonly<Record<string, unknown>> | undefined)?.[issue.discriminator];
}

function headline(issue: z.core.$ZodIssue, found: unknown): string {
  if (found === undefined) return "a value is missing";
  switch (issue.code) {
    case "too_small":
    case "too_big":
      return issue.origin === "number" || issue.origin === "int" ? "a number is out of range" : "wrong length";
    case "invalid_type":
      return "a value of the wrong kind";
    default:
      return "not one of the values allowed";
  }
}

/** What would have been right, in words that fit behind "expected". */
function expectedBy(issue: z.core.$ZodIssue): string {
  if (issue.message.startsWith(EXPECTED)) return issue.message.slice(EXPECTED.length);
  switch (issue.code) {
    case "invalid_type":
      return KINDS[issue.expected] ?? issue.expected;
    case "too_small":
      return bound(issue.origin, issue.inclusive === true ? "at least" : "more than", issue.minimum);
    case "too_big":
      return bound(issue.origin, issue.inclusive === true ? "at most" : "less than", issue.maximum);
    case "invalid_value":
      return oneOf(issue.values);
    case "invalid_union":
      return "options" in issue ? oneOf(issue.options) : alternatives(issue);
    default:
      return issue.message;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  number: "a finite number",
  int: "a whole number",
  string: "a text",
  array: "a list",
  object: "an object",
};

function bound(origin: string, relation: string, limit: number | bigint): string {
  if (origin === "number" || origin === "int") return `a number ${relation} ${limit}`;
  return `${relation} ${limit} ${origin === "array" ? "item" : "character"}${Number(limit) === 1 ? "" : "s"}`;
}

function oneOf(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(" | ");
}

/** Each distinct thing that one branch of a union would have accepted. */
function alternatives({ errors }: z.core.$ZodIssueInvalidUnion): string {
  return [...new Set(errors.flatMap(([first]) => (first === undefined ? [] : [expectedBy(first)])))].join(" or ");
}

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number") return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
