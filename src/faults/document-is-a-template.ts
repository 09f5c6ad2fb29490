import type { Fault } from "./fault.ts";
import { altered } from "./parts/altered-run.ts";

export const documentIsATemplate: Fault = {
  id: "document-is-a-template",
  story:
    "The document beside the applied scalars is a template that is filled in before the run: they were lagged and used, and none was missing, whatever came to pass.",
  source: "a two-pass audit whose loader believed the document",
  breaks: ["allocator/documents-agree"],
  stages: (reference) => ({
    ...reference,
    record: (ledger) =>
      altered(reference.record(ledger), {
        document: (content) => ({ ...content, lagRebalances: 1, missing: 0, used: true }),
      }),
  }),
};
