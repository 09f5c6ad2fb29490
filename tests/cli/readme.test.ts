import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { tieout } from "./support.ts";

const ROOT = join(import.meta.dirname, "../..");

it("README shows of an audit what it prints, line for line", async () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const [, folder, shown] = /^\$ tieout audit (\S+)\n([\s\S]*?)```/m.exec(readme)!;
  const { code, out } = await tieout(ROOT, "audit", folder!);
  const printed = out.split("\n");
  const lines = shown!.split("\n").filter((line) => line.trim() !== "" && line.trim() !== "…");
  expect({ code, missing: lines.filter((line) => !printed.includes(line)) }).toEqual({ code: 1, missing: [] });
  expect(lines.length).toBeGreaterThan(10);
});
