import { VERSION } from "../../model/version.ts";

/** Where a gate can run. */
export const SERVICES = ["github", "gitlab"] as const;
export type Service = (typeof SERVICES)[number];

/** What decides the steps of a gate. */
export interface Gate {
  /** The engine as the command line names it. */
  readonly engine: string;
  /** Whether the folder has a package-lock.json, so that its own tieout is installed and used. */
  readonly locked: boolean;
}

/** The file that a service reads its pipeline from. */
export const PIPELINE_FILES: Readonly<Record<Service, string>> = Object.freeze({
  github: ".github/workflows/tieout.yml",
  gitlab: ".gitlab-ci.yml",
});

/** A pipeline that goes red when the engine breaks an invariant, and keeps the report. */
export function pipeline(service: Service, gate: Gate): string {
  return service === "github" ? githubWorkflow(gate) : gitlabPipeline(gate);
}

const FORMATS: Readonly<Record<Service, readonly string[]>> = Object.freeze({
  github: ["text", "json", "md", "html"],
  gitlab: ["text", "json", "html", "junit", "codequality"],
});
const REPORT = "tieout-report";

function command(service: Service, { locked }: Gate): string {
  const tool = locked ? "npx tieout" : `npx --yes tieout@${VERSION}`;
  return `${tool} check --report ${REPORT} ${FORMATS[service].map((format) => `--format ${format}`).join(" ")}`;
}

function isPython(engine: string): boolean {
  return /(^|\/)python[\d.]*\s/.test(engine);
}

function githubWorkflow(gate: Gate): string {
  const python = isPython(gate.engine)
    ? `      - uses: actions/setup-python@v5\n        with:\n          python-version: "3.x"\n`
    : "";
  const install = gate.locked ? "      - run: npm ci\n" : "";
  return `name: tieout
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  tieout:
    runs-on: ubuntu-latest
    timeout-minutes: 20
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
${python}${install}      # Exit 1: an invariant is broken; 3: something was not decided; either stops the pipeline.
      - run: ${command("github", gate)}
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: tieout-report
          path: |
            ${REPORT}
            .tieout/counterexamples
          include-hidden-files: true
`;
}

function gitlabPipeline(gate: Gate): string {
  const lines = [
    ...(isPython(gate.engine) ? ["apt-get update && apt-get install -y --no-install-recommends python3"] : []),
    ...(gate.locked ? ["npm ci"] : []),
    command("gitlab", gate),
  ];
  return `tieout:
  image: node:22
  script:
${lines.map((line) => `    - ${line}`).join("\n")}
  artifacts:
    when: always
    paths:
      - ${REPORT}
      - .tieout/counterexamples
    reports:
      junit: ${REPORT}/report.junit.xml
      codequality: ${REPORT}/report.codequality.json
`;
}
