import { EXACT } from "../../src/numeric/tolerance.ts";
import { allocatorDocuments, allocatorFacts } from "../../src/verify/allocator-documents.ts";
import { runInvariant } from "../../src/verify/invariant.ts";

export const documentsAgree = runInvariant({
  id: "allocator/documents-agree",
  title: "What the documents say of the applied scalars is what the config and the tables say",
  severity: "error",
  why: `Whoever looks at scalars later reads how they came about from the document beside them: whether they were used,
    whether they are lagged already, how many are the default. One that is a template, or of the run before, has them
    lagged twice or not at all, and no table says so.`,
  independentOf: "the writer of the documents: every fact is counted anew from the config and the dates of the tables.",
  blindTo: "documents of another schema, what they say beyond these facts, and the name of the source.",
  needs: ["config"],
  tolerance: EXACT,
  applies({ run }) {
    return allocatorDocuments(run).length === 0
      ? "needs allocator_risk_v1_applied_meta.json or allocator_precomputed_meta.json, as Tieout writes them"
      : undefined;
  },
  check({ run, config }, probe) {
    const facts = allocatorFacts(run, config.allocator);
    for (const { artifact, content } of allocatorDocuments(run)) {
      for (const [key, expected] of facts) {
        const actual = content[key];
        if (actual === undefined) continue;
        probe.examined++;
        if (actual === expected) continue;
        const said = JSON.stringify(actual);
        const message = `${artifact} says ${key} ${said}; config and tables make it ${expected}`;
        const shown = typeof actual === "string" || typeof actual === "number" ? actual : said;
        probe.violate({ artifact }, String(expected), shown, null, null, message);
      }
    }
  },
});
