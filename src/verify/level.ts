import type { CertificateFacts } from "./certificate.ts";

/** The SLSA Build level that the evidence supports, and why not more (SLSA v1.2, "Build track"). */
export interface Level {
  readonly build: 1 | 2;
  readonly reason: string;
}

/**
 * Level 2 asks that a hosted platform signs what it says of the build. Level 3 asks that the build's own steps cannot
 * reach the signing identity: a job that builds and signs never supports it, and no builder that isolates signing is
 * known yet.
 */
export function levelOf(facts: CertificateFacts): Level {
  if (facts.runnerEnvironment === "github-hosted") {
    return {
      build: 2,
      reason:
        "signed provenance from GitHub-hosted infrastructure; any step of the signing job could have obtained its identity, so not level 3",
    };
  }
  return {
    build: 1,
    reason:
      "the signing job ran on a self-hosted runner, and nothing here shows that it is a hosted build platform",
  };
}
