import { describe, expect, it } from "vitest";
import { rasteriser } from "../../src/charts/raster.ts";

describe("the way to PNG", () => {
  it("says that its package is absent, and what to do", async () => {
    const absent = Object.assign(new Error("Cannot find package"), { code: "ERR_MODULE_NOT_FOUND" });
    expect(await rasteriser(() => Promise.reject(absent))).toEqual({
      why: "PNG files need the package @napi-rs/canvas, which is not installed",
      hint: "npm install @napi-rs/canvas, or leave PNG out with --format html --format svg",
    });
  });

  it("says that the package does not load on this platform", async () => {
    const found = await rasteriser(() => Promise.reject(new Error("wrong platform\nrequire stack")));
    expect(found).toMatchObject({ why: "the package @napi-rs/canvas cannot be loaded: wrong platform" });
  });

  it("makes no pictures without words where there is no font", async () => {
    const bare = {
      GlobalFonts: { families: [] },
      loadImage: () => Promise.reject(),
      createCanvas: () => null as never,
    };
    expect(await rasteriser(() => Promise.resolve(bare))).toMatchObject({ why: expect.stringContaining("font") });
  });
});
