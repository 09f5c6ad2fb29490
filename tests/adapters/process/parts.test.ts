import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withoutAccidents } from "../../../src/adapters/accidents.ts";
import { engineNameFrom, isCommand } from "../../../src/adapters/process/command-engine.ts";
import { commandText, commandWords } from "../../../src/adapters/process/command-words.ts";
import { LineReader } from "../../../src/adapters/process/line-reader.ts";
import { TextTail } from "../../../src/adapters/process/text-tail.ts";

describe("lines of a stream", () => {
  it("are the same however the bytes are cut", () => {
    const texts = fc.array(fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", "")));
    fc.assert(
      fc.property(texts, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (lines, sizes) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
        const reader = new LineReader(1 << 20);
        const read: string[] = [];
        for (let at = 0; at < bytes.length; ) {
          const size = sizes.next().value as number;
          read.push(...reader.read(bytes.subarray(at, at + size)).lines.map(String));
          at += size;
        }
        expect(read).toEqual(lines);
        expect(reader.pending).toBe(0);
      }),
    );
  });

  it("are too long above the limit, ended or not, and not at it", () => {
    expect(new LineReader(4).read(Buffer.from("1234\n5678"))).toMatchObject({ tooLong: false });
    expect(new LineReader(4).read(Buffer.from("12345\n"))).toMatchObject({ tooLong: true });
    expect(new LineReader(4).read(Buffer.from("12345"))).toMatchObject({ tooLong: true });
  });
});

describe("the tail of a stream", () => {
  it("keeps the last bytes and gives the last lines that say anything", () => {
    const tail = new TextTail(20);
    for (let k = 0; k < 1000; k++) tail.add(Buffer.from(`line ${k}\n`));
    expect(tail.lines(9)).toEqual(["7", "line 998", "line 999"]);
    expect(tail.lines(1)).toEqual(["line 999"]);
    tail.add(Buffer.alloc(1 << 20, 0x61));
    expect(tail.lines(9)).toEqual(["a".repeat(20)]);
  });

  it("lets no control character through to a terminal", () => {
    const tail = new TextTail(100);
    tail.add(Buffer.from("a\u001b[2Jb\n\r\n \nc\td\n"));
    expect(tail.lines(9)).toEqual(["a?[2Jb", "c  d"]);
  });
});

describe("a command", () => {
  it.each([
    ["python3 engine.py", ["python3", "engine.py"]],
    ["  python3   'my engine.py' ", ["python3", "my engine.py"]],
    ['run "a \\"b\\" c" d\\ e --x="f g"', ["run", 'a "b" c', "d e", "--x=f g"]],
    ["run ''", ["run", ""]],
  ])("is cut into words: %s", (command, words) => {
    expect(commandWords(command)).toEqual(words);
  });

  it("comes back from its words, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (words) => {
        expect(commandWords(commandText(words))).toEqual(words);
      }),
    );
  });

  it("with an open quote is an error", () => {
    expect(() => commandWords("python3 'engine.py")).toThrow("a quote in the command is not closed");
  });

  it("is told from a module, a name and a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "tieout-command-"));
    try {
      writeFileSync(join(folder, "engine.py"), "", { mode: 0o755 });
      writeFileSync(join(folder, "plain.py"), "", { mode: 0o644 });
      writeFileSync(join(folder, "engine.mjs"), "", { mode: 0o755 });
      writeFileSync(join(folder, "my engine.ts"), "");
      const commands = ["python3 engine.py", "./engine.py", "plain.py", "engine.mjs", "my engine.ts", "engine"];
      expect(commands.map((each) => isCommand(each, folder))).toEqual([true, true, false, false, false, false]);
      expect(engineNameFrom("python3 ./engine.py --fast", folder)).toBe(`python3 ${folder}/engine.py --fast`);
      expect(engineNameFrom("./engine.ts", folder)).toBe(`${folder}/engine.ts`);
      expect(engineNameFrom("fault:scalar-lag-zero", folder)).toBe("fault:scalar-lag-zero");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

it("takes out of a line what differs from run to run, and nothing else", () => {
  expect(
    withoutAccidents("2026-11-21 00:08:24,123 ERROR pid=4711 at 0x7f3a: line 88 of /tmp/x9/engine.py is -1.5"),
  ).toBe("… ERROR pid=… at 0x…: line 88 of …/engine.py is -1.5");
  expect(withoutAccidents("ZeroDivisionError: 1/0 on 2024-01-05")).toBe("ZeroDivisionError: 1/0 on 2024-01-05");
});
