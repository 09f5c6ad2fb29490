import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";

/** In a process of its own: here another test may have drawn before. Prints what was loaded after each command. */
const SCRIPT = `
  import { createRequire } from "node:module";
  import { runCommandLine } from "./dist/src/cli/program.js";

  const { cache } = createRequire(import.meta.url);
  for (const format of ["json", "html"]) {
    let out = "";
    const io = { out: (text) => { out += text; }, err: () => {}, cwd: ".", color: false, interactive: false, ci: false, now: () => 0, today: () => "2026-11-20" };
    const code = await runCommandLine(["audit", "fixtures/runs/execsim-one-asset-left", "--format", format], io);
    console.log(code, out.includes("<svg"), Object.keys(cache).some((file) => file.includes("/echarts/")));
  }`;

it("the drawing library is loaded for a page, and by no command that writes none", () => {
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", SCRIPT], { encoding: "utf8" });
  expect(printed).toBe("1 false false\n1 true true\n");
});
