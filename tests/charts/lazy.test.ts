import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { tieout } from "../cli/support.ts";

it("the drawing library is loaded for a page, and by no command that writes none", async () => {
  const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes("/echarts/"));
  await tieout(".", "audit", "fixtures/runs/execsim-one-asset-left", "--format", "json");
  expect(loaded()).toBe(false);
  const { out } = await tieout(".", "audit", "fixtures/runs/execsim-one-asset-left", "--format", "html");
  expect(out).toContain("<svg");
  expect(loaded()).toBe(true);
});
