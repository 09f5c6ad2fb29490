/**
 * Functions of libraries over numbers and lists, by name: what they do, cell by cell (a list in, a list out) or over
 * all cells of a list (a number out).
 */
export type LibraryRule =
  | {
      readonly cells:
        | "add"
        | "subtract"
        | "multiply"
        | "divide"
        | "absolute"
        | "root2"
        | "round"
        | "exponential"
        | "logarithm"
        | "nonlinear"
        | "power"
        | "negate"
        | "copy"
        | "sign";
    }
  | { readonly over: "sum" | "largest" | "smallest" | "norm" | "deviation" | "variance" | "nonlinear" | "products" };

const MATH: Readonly<Record<string, LibraryRule>> = {
  add: { cells: "add" },
  subtract: { cells: "subtract" },
  multiply: { cells: "multiply" },
  dotMultiply: { cells: "multiply" },
  divide: { cells: "divide" },
  dotDivide: { cells: "divide" },
  abs: { cells: "absolute" },
  sqrt: { cells: "root2" },
  round: { cells: "round" },
  floor: { cells: "round" },
  ceil: { cells: "round" },
  fix: { cells: "round" },
  exp: { cells: "exponential" },
  log: { cells: "logarithm" },
  tanh: { cells: "nonlinear" },
  pow: { cells: "power" },
  dotPow: { cells: "power" },
  unaryMinus: { cells: "negate" },
  sign: { cells: "sign" },
  clone: { cells: "copy" },
  matrix: { cells: "copy" },
  number: { cells: "copy" },
  sum: { over: "sum" },
  mean: { over: "sum" },
  max: { over: "largest" },
  min: { over: "smallest" },
  norm: { over: "norm" },
  std: { over: "deviation" },
  variance: { over: "variance" },
  dot: { over: "products" },
};

/** Methods of data frames and series. */
const FRAME: Readonly<Record<string, LibraryRule>> = {
  add: { cells: "add" },
  sub: { cells: "subtract" },
  mul: { cells: "multiply" },
  div: { cells: "divide" },
  pow: { cells: "power" },
  abs: { cells: "absolute" },
  round: { cells: "round" },
  copy: { cells: "copy" },
  head: { cells: "copy" },
  tail: { cells: "copy" },
  iloc: { cells: "copy" },
  loc: { cells: "copy" },
  asType: { cells: "round" },
  sum: { over: "sum" },
  mean: { over: "sum" },
  max: { over: "largest" },
  min: { over: "smallest" },
  std: { over: "deviation" },
  var: { over: "variance" },
};

/** What libraries of statistics and utilities have in common. */
const STATISTICS: Readonly<Record<string, LibraryRule>> = {
  sum: { over: "sum" },
  sumSimple: { over: "sum" },
  fsum: { over: "sum" },
  mean: { over: "sum" },
  average: { over: "sum" },
  max: { over: "largest" },
  min: { over: "smallest" },
  round: { cells: "round" },
  floor: { cells: "round" },
  ceil: { cells: "round" },
  deviation: { over: "deviation" },
  standardDeviation: { over: "deviation" },
  sampleStandardDeviation: { over: "deviation" },
  variance: { over: "variance" },
  sampleVariance: { over: "variance" },
  cloneDeep: { cells: "copy" },
};

export const FUNCTION_LIBRARIES: Readonly<Record<string, Readonly<Record<string, LibraryRule>>>> = {
  mathjs: MATH,
  lodash: STATISTICS,
  "lodash-es": STATISTICS,
  "simple-statistics": STATISTICS,
  "d3-array": STATISTICS,
};
export const FRAME_LIBRARIES: readonly string[] = ["danfojs", "danfojs-node"];
export const FRAME_METHODS = FRAME;

/** Functions that take what they are given, keep none of it and answer nothing: the console. */
export const IGNORED = /^(console\.|process\.(stdout|stderr|emit))/;
/** Modules whose functions make texts of what they are given. */
export const TEXTS = /^(node:)?(path|path\/posix|os|util|url)[:.]/;
