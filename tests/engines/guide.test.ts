import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, it } from "vitest";
import { inTemporaryFolder } from "../cli/support.ts";
import { hasPython } from "./support.ts";

const ROOT = join(import.meta.dirname, "../..");

/** The blocks of code of a page, in order. */
function blocksOf(page: string): { readonly language: string; readonly text: string }[] {
  return [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({
    language: language!,
    text: text!,
  }));
}

it.skipIf(!hasPython)("the guide for Python engines works as it is written", { timeout: 120_000 }, async () => {
  const blocks = blocksOf(readFileSync(join(ROOT, "docs/python-engine.md"), "utf8"));
  expect(blocks.map(({ language }) => language).join(" ")).toBe("sh python sh text sh text sh sh text sh text");
  await inTemporaryFolder(async (folder) => {
    const bin = join(folder, "bin");
    mkdirSync(bin);
    writeFileSync(join(bin, "tieout"), `#!/bin/sh\nexec node "$TIEOUT/dist/src/cli/main.js" "$@"\n`);
    chmodSync(join(bin, "tieout"), 0o755);
    const env = { ...process.env, TIEOUT: ROOT, PATH: `${bin}${delimiter}${process.env.PATH}` };
    let out = "";
    for (const { language, text } of blocks) {
      if (language === "python") {
        writeFileSync(join(folder, /^# (\S+)\n/.exec(text)![1]!), text);
      } else if (language === "sh") {
        const { stdout, stderr } = spawnSync("sh", ["-ec", text], { cwd: folder, env, encoding: "utf8" });
        expect(stderr, text).toBe("");
        out = stdout;
      } else {
        for (const line of text.trimEnd().split("\n")) expect(out).toContain(line);
      }
    }
  });
});
