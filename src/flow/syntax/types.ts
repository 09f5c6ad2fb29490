import type { Project } from "./project.ts";
import { TypedProject, ts } from "./ts.ts";

/** What is wrong with a file, by place in its text. */
export interface FileError {
  readonly file: ts.SourceFile;
  readonly start: number;
  readonly message: string;
}

const typedProjects = new WeakMap<Project, TypedProject>();

/** The project with types: the library's files are read once for all audits of it. */
function typedOf(project: Project): TypedProject {
  const known = typedProjects.get(project);
  if (known !== undefined) return known;
  const typed = new TypedProject({
    compilerOptions: { ...project.options, noEmit: true, skipLibCheck: true },
    skipAddingFilesFromTsConfig: true,
  });
  typedProjects.set(project, typed);
  return typed;
}

/**
 * Type errors of some files. The interpreter does not go by types, but a program that does not type-check may do what
 * its text does not say. JavaScript has none unless its project wants it checked. This is the only place that checks types, and what takes longest.
 */
export function typeErrors(project: Project, files: readonly ts.SourceFile[]): readonly FileError[] {
  const checked = files.filter(({ fileName }) => project.options.checkJs === true || !/\.[cm]?jsx?$/.test(fileName));
  if (checked.length === 0) return [];
  const typed = typedOf(project);
  for (const { fileName } of checked) typed.addSourceFileAtPath(fileName);
  typed.resolveSourceFileDependencies();
  const program = typed.getProgram().compilerObject;
  return checked.flatMap((file) =>
    program.getSemanticDiagnostics(program.getSourceFile(file.fileName)).map(({ start = 0, messageText }) => ({
      file,
      start,
      message: ts.flattenDiagnosticMessageText(messageText, " "),
    })),
  );
}
