import { describe, expect, it } from "vitest";
import { namedDirectories } from "../../src/cli/run-names.ts";

const names = (...directories: readonly string[]) => namedDirectories(directories, "/work").map(({ name }) => name);

describe("the names of run directories", () => {
  it("are the way from the working directory, and its own name for that itself", () => {
    expect(names("run", "out/2024/run", "./a/../b")).toEqual(["run", "out/2024/run", "b"]);
    expect(names(".")).toEqual(["work"]);
  });

  it("are a folder's own outside of it, and longer only where that is not enough", () => {
    expect(names("/archive/2023/run")).toEqual(["run"]);
    expect(names("/archive/2023/run", "/archive/2024/run")).toEqual(["2023/run", "2024/run"]);
    expect(names("/a/2024/run", "/b/2024/run", "/c/other")).toEqual(["a/2024/run", "b/2024/run", "other"]);
    expect(names("run", "../archive/run")).toEqual(["run", "archive/run"]);
  });

  it("name a directory once, however often and however it was asked for", () => {
    expect(names("run", "./run", "/work/run")).toEqual(["run"]);
  });
});
