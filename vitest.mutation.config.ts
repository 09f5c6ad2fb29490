import { configDefaults, defineConfig } from "vitest/config";

/**
 * The tests that hold single statements to small tables, for `npm run mutation`: a mutant has to fall without a
 * campaign. The catalog's own test reads the source files, which Stryker has rewritten. Every mutant has a worker of its
 * own, so within one the files share their modules: loading them anew for each took most of the time.
 */
export default defineConfig({
  test: {
    include: ["tests/{invariants,metrics,verify,numeric}/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "tests/invariants/catalog.test.ts"],
    isolate: false,
    testTimeout: 30_000,
  },
});
