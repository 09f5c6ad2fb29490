import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { faults } from "../../src/faults/catalog.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../docs/STORIES.md"), "utf8");
const rows = [...page.matchAll(/^\| (\S+#\d+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, story, ids, test]) => ({
  story: story!,
  ids: [...ids!.matchAll(/`([^`]+)`/g)].map(([, id]) => id!),
  test: /`([^`]+)`/.exec(test!)?.[1],
}));
const sourceOf = (source: string) => source.replace(" PR#", "#").toLowerCase();

describe("docs/STORIES.md", () => {
  it("leads each story to faults that tell it, or to a test, or to both", () => {
    expect(rows.length).toBeGreaterThan(40);
    for (const { story, ids, test } of rows) {
      expect(ids.length + (test === undefined ? 0 : 1), story).toBeGreaterThan(0);
      for (const id of ids)
        expect(
          faults.map((fault) => fault.id),
          story,
        ).toContain(id);
    }
  });

  it("names every public story that a fault has as its source, and that fault", () => {
    for (const { id, source } of faults.filter(({ source }) => /^[\w./-]+( PR)?#\d+$/.test(source))) {
      const row = rows.find(({ story }) => sourceOf(story) === sourceOf(source));
      expect(row?.ids, `${id}: ${source}`).toContain(id);
    }
  });

  it("names tests that tell the story under its number", () => {
    const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith(".test.ts"));
    for (const { story, test } of rows) {
      if (test === undefined) continue;
      expect(files, story).toContain(`${test}.test.ts`);
      const text = readFileSync(join(import.meta.dirname, `${test}.test.ts`), "utf8");
      const [repository, number] = story.split("#");
      const name = repository!.split("/").at(-1)!;
      expect(text, story).toMatch(new RegExp(`${name.replaceAll(".", "\\.")}( PR)?#${number}\\b`));
    }
  });
});
