/**
 * Functions of numbers, by what they do to the degree of homogeneity:
 * identity f(x) = x · largest, smallest · absolute · sign · root2, root3 · power f(x, n) · norm √Σx² · exponential ·
 * logarithm · round, nonlinear: f(λx) has nothing to do with f(x) · invariant: the same for x and λx · constant: free
 * of its arguments.
 */
export type NumberRule =
  | "identity"
  | "largest"
  | "smallest"
  | "absolute"
  | "sign"
  | "root2"
  | "root3"
  | "power"
  | "norm"
  | "exponential"
  | "logarithm"
  | "round"
  | "nonlinear"
  | "invariant"
  | "text"
  | "constant";

export const NUMBER_RULES: Readonly<Record<string, NumberRule>> = {
  "Math.abs": "absolute",
  "Math.max": "largest",
  "Math.min": "smallest",
  "Math.sign": "sign",
  "Math.sqrt": "root2",
  "Math.cbrt": "root3",
  "Math.pow": "power",
  "Math.hypot": "norm",
  "Math.exp": "exponential",
  "Math.log": "logarithm",
  "Math.round": "round",
  "Math.floor": "round",
  "Math.ceil": "round",
  "Math.trunc": "round",
  "Math.fround": "round",
  "Math.f16round": "round",
  "Math.random": "constant",
  Number: "identity",
  parseFloat: "identity",
  "Number.parseFloat": "identity",
  parseInt: "round",
  "Number.parseInt": "round",
  Boolean: "nonlinear",
  String: "text",
  isNaN: "invariant",
  isFinite: "invariant",
  "Number.isNaN": "invariant",
  "Number.isFinite": "invariant",
  "Number.isInteger": "nonlinear",
  "Number.isSafeInteger": "nonlinear",
  "Number.prototype.toFixed": "round",
  "Number.prototype.toPrecision": "round",
  "Number.prototype.toString": "text",
  "Number.prototype.toLocaleString": "text",
  "Number.prototype.valueOf": "identity",
};
