import { resolve } from "node:path";
import { Option } from "commander";
import { loadPrices } from "../markets/prices.ts";
import type { GeneratorSettings, Settings } from "../model/settings.ts";
import type { Generator } from "../scenarios/source.ts";

/** What makes the scenarios of a campaign, from the command line and the config. */

const KINDS = ["structured", "wide-float", "hostile"] as const;

export interface GeneratorOptions {
  readonly generator?: readonly (typeof KINDS)[number][];
  readonly prices?: string;
  readonly gaps?: "forward-fill" | "start-late" | "drop-assets";
}

export const GENERATOR_OPTION = new Option(
  "--generator <kind...>",
  "what makes the scenarios, several share them evenly: small structured ones, the same at the ends of double precision, invalid ones that have to be refused (default: the config's, or structured)",
).choices(KINDS);
export const PRICES_OPTION = new Option(
  "--prices <file>",
  "generate on random windows of this CSV file of prices (beside any --generator)",
);
export const GAPS_OPTION = new Option("--gaps <policy>", "what to do about empty cells of --prices").choices([
  "forward-fill",
  "start-late",
  "drop-assets",
]);

/** The settings with the generators that the command line asks for, if any. */
export function withGenerators(settings: Settings, options: GeneratorOptions, cwd: string): Settings {
  const generators: GeneratorSettings[] = [...(options.generator ?? [])];
  if (options.prices !== undefined) {
    generators.push({
      prices: resolve(cwd, options.prices),
      ...(options.gaps === undefined ? {} : { gaps: options.gaps }),
    });
  }
  return generators.length === 0 ? settings : { ...settings, campaign: { ...settings.campaign, generators } };
}

/** The generators of valid scenarios, price files read; none where only invalid ones are asked for. */
export function generatorsOf({ campaign }: Settings): readonly Generator[] {
  return campaign.generators.flatMap((each): Generator[] => {
    if (each === "hostile") return [];
    if (typeof each === "string") return [{ kind: each }];
    const { prices, gaps } = each;
    return [{ kind: "prices", market: loadPrices(prices, gaps === undefined ? {} : { gaps }) }];
  });
}

/** How the cases of a campaign are shared between valid scenarios and invalid ones. */
export function shareOfCases(cases: number, { campaign: { generators } }: Settings) {
  const hostile = generators.filter((each) => each === "hostile").length;
  const invalid = hostile === generators.length ? cases : Math.floor((cases * hostile) / generators.length);
  return { valid: cases - invalid, invalid };
}
