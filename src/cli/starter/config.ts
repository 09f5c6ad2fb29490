/** What a starter config is made for. */
export interface StarterConfig {
  /** The engine as the command line names it: `reference`, a module's file or a command. */
  readonly engine: string;
  /** The tsconfig.json whose source could be audited, where the folder has one. */
  readonly project?: string;
}

/**
 * A `tieout.config.ts` to begin with: the engine and the campaign are set, the rest stands there as comments. It
 * imports a type alone, so that it loads where the package is not installed.
 */
export function starterConfig({ engine, project }: StarterConfig): string {
  const settings = [
    "// What is under test: a module (./engine.ts), a command (python3 my_engine.py), or the built-in reference.",
    `engine: ${JSON.stringify(engine)},`,
    "// Generated scenarios; the same seed gives the same scenarios and the same report.",
    "campaign: { cases: 2048, seed: 20240105 },",
    "",
    "// Also judged: runs on these. The built-in markets, where nothing is named.",
    '// subjects: [{ market: "futures-13" }, { prices: "prices.csv" }],',
    "// Accepted runs, compared with the engine's of today; `tieout golden accept` makes them.",
    '// golden: "golden",',
    "// Static audits: from what the source returns to what the sink is given, nothing may renormalize.",
    `// audits: [{ project: ${JSON.stringify(project ?? "tsconfig.json")}, sources: ["scaleWeights"], sinks: ["portfolioReturn#0"] }],`,
    "// Statements of your own, held at every date.",
    '// invariants: [{ id: "desk/net", title: "Net exposure stays small", holds: "abs(net(weights_scaled)) <= 0.2" }],',
    "// Known failures, let through for a time and shown in every report.",
    '// waivers: [{ id: "accounting/costs-conserved", reason: "why", expires: "2027-01-31" }],',
  ];
  const lines = settings.map((line) => (line === "" ? "" : `  ${line}`));
  return `import type { SettingsInput } from "tieout";\n\nexport default {\n${lines.join("\n")}\n} satisfies SettingsInput;\n`;
}
