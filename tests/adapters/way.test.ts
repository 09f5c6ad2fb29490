import { posix, win32 } from "node:path";
import { describe, expect, it } from "vitest";
import { wayTo } from "../../src/adapters/way.ts";

describe("the way to a file", () => {
  it("is the same text on every system", () => {
    expect(wayTo("/desk/.tieout/counterexamples/a.json", "/desk", posix)).toBe(".tieout/counterexamples/a.json");
    expect(wayTo("C:\\desk\\.tieout\\counterexamples\\a.json", "C:\\desk", win32)).toBe(
      ".tieout/counterexamples/a.json",
    );
    expect(wayTo("C:\\runs\\one", "C:\\desk", win32)).toBe("../runs/one");
  });

  it("keeps a backslash where it is part of a name", () => {
    expect(wayTo("/desk/a\\b", "/desk", posix)).toBe("a\\b");
  });
});
