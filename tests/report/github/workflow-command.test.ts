import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutCommands, workflowCommand } from "../../../src/report/github/workflow-command.ts";
import { HOSTILE } from "../support.ts";

/** Reads a command as the runner does: name and properties up to the next `::`, then unescapes. */
function read(command: string) {
  const end = command.indexOf("::", 2);
  const head = command.slice(2, end);
  const space = head.indexOf(" ");
  const plain = (text: string) => text.replaceAll("%0D", "\r").replaceAll("%0A", "\n");
  const property = (text: string) => plain(text).replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%25", "%");
  const properties = head
    .slice(space + 1)
    .split(",")
    .map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), property(pair.slice(at + 1))];
    });
  const message = plain(command.slice(end + 2)).replaceAll("%25", "%");
  return { level: head.slice(0, space), message, ...Object.fromEntries(properties) };
}

describe("a workflow command", () => {
  it("names level, place and title", () => {
    const at = { file: "src/engine/book.ts", line: 25, column: 7 };
    expect(workflowCommand({ level: "error", title: "a/b", message: "off by 1", ...at })).toBe(
      "::error file=src/engine/book.ts,line=25,col=7,title=a/b::off by 1",
    );
    expect(workflowCommand({ level: "warning", title: "t", message: "m" })).toBe("::warning title=t::m");
  });

  it("escapes what would end a property, the properties, or the line", () => {
    const command = workflowCommand({
      level: "error",
      title: "50%: a, b::c",
      message: "1%\r\n2: 3, 4::5",
      file: "x,y:z",
    });
    expect(command).toBe("::error file=x%2Cy%3Az,title=50%25%3A a%2C b%3A%3Ac::1%25%0D%0A2: 3, 4::5");
  });

  it("is one line, and says to the runner what it was told, whatever that is", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(HOSTILE, "%0A", "%253A", "::error::", "\r\n"));
    fc.assert(
      fc.property(text, text, text, (title, message, file) => {
        const command = workflowCommand({ level: "notice", title, message, file });
        expect(command).not.toMatch(/[\r\n]/);
        // The runner unescapes %25 last, so a text that spells an escape comes back as it was.
        expect(read(command)).toEqual({ level: "notice", title, message, file });
      }),
    );
  });
});

describe("text without workflow commands", () => {
  it("holds no line that the runner would take for one", () => {
    const text = "fine: a::b\n::error::x\n  ::set-output name=a::b\nsee ##[group]x\n\u0085::debug::x";
    expect(withoutCommands(text)).toBe(
      "fine: a::b\n: :error::x\n  : :set-output name=a::b\nsee ## [group]x\n\u0085: :debug::x",
    );
  });

  it("is the text where there is none", () => {
    expect(withoutCommands("a\n\n  b: c :: d # [e]\n")).toBe("a\n\n  b: c :: d # [e]\n");
  });
});
