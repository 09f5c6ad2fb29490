import type { Probe } from "./probe.ts";
import type { RunView } from "./run-view.ts";

const RUN_JSON = { artifact: "run.json" };

/** The config is the one that was declared with the run, and its conventions are those that stand beside it in run.json. */
export function checkDeclaredConfig({ config, conventions, run }: RunView, probe: Probe): void {
  const { configDigest } = run;
  if (configDigest !== undefined) {
    const { declared, found } = configDigest;
    const message = () => "the config in run.json is not the one that its configDigest is of: it was edited";
    probe.holds(found === declared, RUN_JSON, declared, found, message);
  }
  if (config === undefined) return;
  for (const name of ["returns", "earnsFrom", "annualization", "ddof"] as const) {
    const [beside, inside] = [conventions[name], config.conventions[name]];
    const message = () => `run.json has ${name} twice: ${beside} under conventions, ${inside} in its config`;
    probe.holds(beside === inside, RUN_JSON, inside, beside, message);
  }
}
