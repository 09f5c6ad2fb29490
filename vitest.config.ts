import { defineConfig, type Plugin } from "vitest/config";

/**
 * With TIEOUT_MUTE=invariants/<folder>/<name>.ts that invariant's check is replaced by one that looks at nothing:
 * `scripts/mute.mjs` uses it to show that the tests notice.
 */
function mute(file: string): Plugin {
  return {
    name: "tieout-mute",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith(`/${file}`)) return null;
      const end = code.lastIndexOf("});");
      return `${code.slice(0, end)}  check() {},\n${code.slice(end)}`;
    },
  };
}

const muted = process.env.TIEOUT_MUTE;

export default defineConfig({
  plugins: muted === undefined ? [] : [mute(muted)],
  test: {
    include: ["tests/**/*.test.ts"],
    testTimeout: 60_000,
    // By default one processor is left idle, and of two that is half.
    maxWorkers: "100%",
    // Modules here keep no state between calls, so a worker loads them once for all its files: half of the imports' time.
    isolate: false,
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts", "invariants/**/*.ts", "audits/**/*.ts"],
      thresholds: { lines: 95 },
      reporter: ["text-summary", "json-summary"],
    },
  },
});
