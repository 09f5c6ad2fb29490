/** The version of this package; a test holds it against package.json. */
export const VERSION = "0.1.0";

/** How reports and counterexamples name the tool. */
export const TOOL = Object.freeze({ name: "tieout", version: VERSION } as const);
