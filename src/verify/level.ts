import { WaybillError } from "../errors.ts";
import { SLSA_V02 } from "../intoto/statement.ts";
import { at } from "../json.ts";
import { COMPLETE_BUILD_TYPES, LEVEL_OF_OTHERS, type KnownBuilder } from "./builders.ts";
import type { CertificateFacts } from "./certificate.ts";
import { isOwnWorkflow, type Signer } from "./identity.ts";
import { buildTypeOf, isProvenance } from "./provenance.ts";
import { isReleaseTag } from "./refs.ts";
import type { SignedStatement } from "./statement.ts";

/** The highest SLSA Build level that the evidence supports, and why not more (SLSA v1.2, "Build track"). */
export interface Level {
  /** 0 for a statement that is no provenance */
  readonly build: 0 | 1 | 2 | 3;
  readonly reason: string;
  /** duties, of this level or the next, of which nothing here is evidence */
  readonly notEvidenced: readonly string[];
}

/**
 * Level 1 asks for provenance; level 2 that a hosted platform signs what it says of the build; level 3 that the build's
 * own steps cannot reach the signing identity, and that the parameters are complete.
 */
export function levelOf(statement: SignedStatement, facts: CertificateFacts, signer: Signer): Level {
  if (!isProvenance(statement)) {
    return {
      build: 0,
      reason: "the statement is no provenance: it does not say how the artifact was built",
      notEvidenced: ["how the artifact was built"],
    };
  }
  if (facts.runnerEnvironment !== "github-hosted") {
    return {
      build: 1,
      reason:
        facts.runnerEnvironment === undefined
          ? "the certificate does not say on what runner the signing job ran"
          : "the signing job ran on a self-hosted runner, and nothing here shows that it is a hosted build platform",
      notEvidenced: ["a hosted build platform"],
    };
  }
  const { builder } = signer;
  if (builder === undefined) return levelOfOther(signer, facts);
  return levelOfKnown(statement, signer, builder);
}

function levelOfOther({ workflow }: Signer, facts: CertificateFacts): Level {
  return {
    build: LEVEL_OF_OTHERS,
    reason: isOwnWorkflow(workflow, facts)
      ? "signed provenance from GitHub-hosted infrastructure; any step of the signing job could have obtained its identity, so not level 3"
      : "signed provenance from GitHub-hosted infrastructure; the signer is a workflow of which it is not known that no step of a build can reach its identity, so not level 3",
    notEvidenced: ["that no step of the build could reach the signing identity"],
  };
}

function levelOfKnown(statement: SignedStatement, signer: Signer, builder: KnownBuilder): Level {
  const { ref } = signer;
  const isRelease = isReleaseTag(ref) || (ref !== undefined && builder.commits.has(ref));
  const missing = [
    ...(isRelease
      ? []
      : ["that this version of the builder, which is no release, keeps the build from the signing identity"]),
    ...(hasCompleteParameters(statement) ? [] : ["complete external parameters"]),
  ];
  if (missing.length > 0) {
    return {
      build: 2,
      reason: `signed provenance from GitHub-hosted infrastructure, by a known builder of level ${builder.level}; not that level, since evidence is missing`,
      notEvidenced: missing,
    };
  }
  return {
    build: builder.level,
    reason: `signed by a known builder of level ${builder.level} on GitHub-hosted infrastructure, in a job that no step of the build can reach`,
    notEvidenced: builder.notEvidenced,
  };
}

function hasCompleteParameters(statement: SignedStatement): boolean {
  return statement.predicateType === SLSA_V02
    ? at(statement.predicate, "metadata", "completeness", "parameters") === true
    : COMPLETE_BUILD_TYPES.has(buildTypeOf(statement));
}

/** @throws WaybillError LEVEL_TOO_LOW */
export function assertLevel(level: Level, minimum: number): void {
  if (level.build >= minimum) return;
  throw new WaybillError("LEVEL_TOO_LOW", {
    what: "The evidence supports a lower SLSA Build level than demanded.",
    got: `level ${level.build}: ${level.reason}`,
    expected: `level ${minimum}; not evidenced: ${level.notEvidenced.join("; ")}`,
  });
}

/** @throws WaybillError RUNNER_MISMATCH unless the certificate says that GitHub hosts the signing job's runner */
export function assertHostedRunner({ runnerEnvironment }: CertificateFacts): void {
  if (runnerEnvironment === "github-hosted") return;
  throw new WaybillError("RUNNER_MISMATCH", {
    what: "The signing job did not run on a runner that GitHub hosts, or nothing says so.",
    got: runnerEnvironment ?? "no kind of runner in the certificate",
    expected: "github-hosted",
  });
}
