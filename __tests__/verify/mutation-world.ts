import type { BuildFacts } from "../../src/predicates/provenance.ts";

/** All that `build-type: full` can state of a run. */
export const BUILD_FACTS: BuildFacts = {
  event: { inputs: { channel: "beta" }, release: { name: "1.2.3" }, redacted: [] },
  checkout: { kind: "commit", commit: "c".repeat(40), dirty: false },
  runner: { image: "ubuntu24" },
  waybillVersion: "1.0.0",
  startedOn: "2026-01-01T00:00:00Z",
  vars: { values: { REGION: "eu" }, complete: true, redacted: [] },
};
