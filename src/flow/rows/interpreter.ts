import { call } from "./calls.ts";
import { evaluate } from "./expressions.ts";
import type { Parts } from "./machine.ts";
import { assign } from "./patterns.ts";
import { block, statements } from "./statements.ts";

/** The interpreter of rows, put together. */
export const PARTS: Parts = { evaluate, call, assign, statements, block };
