import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { ConfigError } from "../../model/errors.ts";
import { ts } from "./ts.ts";

/** Files that are never entered from: they call the engine in ways that the engine does not. */
const TESTS = /(\.|-)(test|spec)\.[cm]?[jt]sx?$|(^|\/)(__tests__|tests?)\//;
const SOURCES = /\.[cm]?[jt]sx?$/;

/**
 * A project's files and how they import each other. Texts are read once; a file is parsed when the interpreter first
 * needs it. Types are never checked here: the interpreter goes by names and by what is written.
 */
export class Project {
  /** The folder that the project stands in. */
  readonly root: string;
  /** The folder that places are relative to: the project's own, or the one around it that is asked from. */
  readonly base: string;
  readonly options: ts.CompilerOptions;
  readonly files: readonly string[];
  readonly #parsed = new Map<string, ts.SourceFile>();
  readonly #texts: Map<string, string>;
  readonly #resolved = new Map<string, string | undefined>();
  readonly #cache: ts.ModuleResolutionCache;

  constructor(
    root: string,
    options: ts.CompilerOptions,
    files: readonly string[],
    texts: ReadonlyMap<string, string> = new Map(),
    around: string = root,
  ) {
    this.root = root;
    this.base = around === root || root.startsWith(around.endsWith(sep) ? around : `${around}${sep}`) ? around : root;
    this.#texts = new Map(texts);
    this.options = options;
    this.files = [...new Set(files)].filter((file) => !file.endsWith(".d.ts") && SOURCES.test(file)).sort();
    this.#cache = ts.createModuleResolutionCache(root, (name) => name, options);
  }

  /** The files that entries are looked for in: all but tests. */
  entryFiles(): readonly string[] {
    const prefix = `${this.root}/`;
    return this.files.filter((file) => !TESTS.test(file.startsWith(prefix) ? file.slice(prefix.length) : file));
  }

  text(path: string): string {
    const known = this.#texts.get(path);
    if (known !== undefined) return known;
    const text = readFileSync(path, "utf8");
    this.#texts.set(path, text);
    return text;
  }

  parse(path: string): ts.SourceFile | undefined {
    const known = this.#parsed.get(path);
    if (known !== undefined) return known;
    if (!SOURCES.test(path) || !(this.#texts.has(path) || existsSync(path))) return undefined;
    const file = ts.createSourceFile(path, this.text(path), { languageVersion: ts.ScriptTarget.ESNext }, true);
    this.#parsed.set(path, file);
    return file;
  }

  /** The source file that an import names; undefined for a library. */
  resolve(specifier: string, from: string): string | undefined {
    const key = `${dirname(from)}\n${specifier}`;
    if (this.#resolved.has(key)) return this.#resolved.get(key);
    const { resolvedModule } = ts.resolveModuleName(specifier, from, this.options, ts.sys, this.#cache);
    const path =
      resolvedModule === undefined || resolvedModule.isExternalLibraryImport === true
        ? undefined
        : resolvedModule.resolvedFileName;
    const source = path === undefined || path.endsWith(".d.ts") ? besides(path) : path;
    this.#resolved.set(key, source);
    return source;
  }

  /** Whether a file is a CommonJS module: it says `module.exports` or `exports.x`, and imports nothing. */
  isCommonJs(file: ts.SourceFile): boolean {
    return (
      /\.c?js$/.test(file.fileName) &&
      /\b(module\.exports|exports\.\w+)\b|\brequire\(/.test(file.text) &&
      !/^\s*(import|export)\s/m.test(file.text)
    );
  }

  /** What is wrong with a file's syntax, by place in the text. */
  syntaxErrors(file: ts.SourceFile): readonly { readonly start: number; readonly message: string }[] {
    const { parseDiagnostics = [] } = file as { parseDiagnostics?: readonly ts.DiagnosticWithLocation[] };
    return parseDiagnostics.map(({ start, messageText }) => ({
      start,
      message: ts.flattenDiagnosticMessageText(messageText, " "),
    }));
  }
}

/** A declaration file that stands beside its JavaScript. */
function besides(path: string | undefined): string | undefined {
  const source = path?.replace(/\.d\.ts$/, ".js");
  return source !== undefined && source !== path && existsSync(source) ? source : undefined;
}

const DEFAULTS: ts.CompilerOptions = {
  allowJs: true,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ESNext,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
};

/** A project of one file that stands nowhere but here. */
export function projectOfText(name: string, text: string): Project {
  return new Project("/", DEFAULTS, [`/${name}`], new Map([[`/${name}`, text]]));
}

/**
 * Opens a project: a tsconfig (with the projects that it refers to), a folder, or one file. Places in it are told
 * relative to `around` where it stands below that, else to its own folder.
 */
export function openProject(path: string, around?: string): Project {
  const full = resolve(path);
  if (!existsSync(full))
    throw new ConfigError({
      what: "there is no such project",
      where: path,
      expected: "a tsconfig, a folder or a source file",
    });
  if (statSync(full).isDirectory()) {
    const config = ["tsconfig.json", "jsconfig.json"].map((name) => join(full, name)).find((each) => existsSync(each));
    if (config !== undefined) return fromConfig(config, around);
    return new Project(full, DEFAULTS, filesBelow(full), undefined, around);
  }
  if (SOURCES.test(full)) return new Project(dirname(full), DEFAULTS, [full], undefined, around);
  return fromConfig(full, around);
}

function fromConfig(path: string, around: string | undefined): Project {
  const files: string[] = [];
  const seen = new Set<string>();
  let options: ts.CompilerOptions | undefined;
  const visit = (config: string): void => {
    if (seen.has(config)) return;
    seen.add(config);
    const { config: json, error } = ts.readConfigFile(config, ts.sys.readFile);
    if (error !== undefined) {
      throw new ConfigError({
        what: "the tsconfig cannot be read",
        where: config,
        actual: ts.flattenDiagnosticMessageText(error.messageText, " "),
      });
    }
    const parsed = ts.parseJsonConfigFileContent(json, ts.sys, dirname(config));
    options = {
      ...parsed.options,
      ...options,
      allowJs: true,
      noEmit: true,
      paths: { ...absolutePaths(parsed.options, config), ...options?.paths },
    };
    files.push(...parsed.fileNames);
    for (const reference of parsed.projectReferences ?? []) {
      visit(
        existsSync(reference.path) && statSync(reference.path).isDirectory()
          ? join(reference.path, "tsconfig.json")
          : reference.path,
      );
    }
  };
  visit(path);
  return new Project(dirname(path), options ?? DEFAULTS, files, undefined, around);
}

/** Path aliases of several configs put together are relative to the config that states them. */
function absolutePaths(
  { paths, baseUrl, pathsBasePath }: ts.CompilerOptions,
  config: string,
): Record<string, string[]> {
  const base = baseUrl ?? (typeof pathsBasePath === "string" ? pathsBasePath : dirname(config));
  return Object.fromEntries(
    Object.entries(paths ?? {}).map(([name, targets]) => [name, targets.map((each) => resolve(base, each))]),
  );
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.name === "node_modules" || entry.name.startsWith(".")) return [];
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}
