import { configDefaults, defineConfig } from "vitest/config";
import type { TestSpecification } from "vitest/node";
import { BaseSequencer } from "vitest/node";

/** Files whose tests are small tables come first: the first test that fails ends the run of a mutant. */
class SmallFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const slow = (file: TestSpecification) => (/(corrupted|evidence)\.test\.ts$/.test(file.moduleId) ? 1 : 0);
    const far = (file: TestSpecification) => (file.moduleId.includes("/tests/verify/") ? 0 : 1);
    return files.sort((a, b) => slow(a) - slow(b) || far(a) - far(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}

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
    sequence: { sequencer: SmallFirst },
    testTimeout: 30_000,
  },
});
