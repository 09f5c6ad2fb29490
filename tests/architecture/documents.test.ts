import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const DOCUMENTS = [
  ...["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"],
  ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`),
];

/** A path of this repository in backticks: no pattern, no place to fill in. */
const PATH = /`((?:src|invariants|audits|tests|fixtures|bench|scripts|golden|chains|docs)\/[\w./-]+)`/g;

/** What looks like a path and is the id of a statement, or lies in the repository of a user. */
const NO_PATHS = /^(?:audits\/source-and-runs-agree$|fixtures\/counterexamples)/;

const textOf = (document: string) => readFileSync(join(ROOT, document), "utf8");

function namedIn(document: string): string[] {
  const text = textOf(document);
  const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, path]) => path!);
  const files = links.filter((path) => !/^[a-z]+:/.test(path)).map((path) => join(dirname(document), path));
  const paths = [...text.matchAll(PATH)].map(([, path]) => path!);
  return [...files, ...paths.filter((path) => !NO_PATHS.test(path))];
}

describe("documents", () => {
  it.each(DOCUMENTS.map((document) => [document]))("%s names only files and folders that are there", (document) => {
    expect(namedIn(document).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it("find a room for every folder of the source, and a word for every folder beside it", () => {
    const text = textOf("ARCHITECTURE.md");
    const folders = (at: string) =>
      readdirSync(join(ROOT, at), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
        .map(({ name }) => join(at, name).replaceAll("\\", "/"));
    const made = new Set(["node_modules", "dist", "coverage", "reports"]);
    const beside = folders("").filter((folder) => folder !== "src" && !made.has(folder));
    const rooms = folders("src").filter((folder) => !["src/vitest", "src/cli"].includes(folder));
    expect([...rooms, ...beside].filter((folder) => !text.includes(`${folder}/`))).toEqual([]);
  });

  it("name every script of the package that a contributor is to run, and none that is not there", () => {
    const { scripts, files } = JSON.parse(textOf("package.json"));
    const text = textOf("README.md") + textOf("CONTRIBUTING.md");
    const named = [...text.matchAll(/npm run ([a-z]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !Object.hasOwn(scripts, name!))).toEqual([]);
    const present = files.filter((file: string) => !file.startsWith("!") && file !== "dist");
    expect(present.filter((file: string) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});
