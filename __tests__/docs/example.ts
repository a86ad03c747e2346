import { encodeStatement, SLSA_V02, SLSA_V1 } from "../../src/intoto/statement.ts";
import { hexDigest } from "../../src/intoto/digest.ts";
import { fullProvenance, githubProvenance, type BuildFacts } from "../../src/predicates/provenance.ts";
import { provenanceV02 } from "../../src/predicates/provenance-v02.ts";
import type { Claims } from "../../src/run/claims.ts";
import { readEventInputs, readEventParameters } from "../../src/run/event.ts";
import { readEventPayload } from "../../src/run/payload.ts";
import { describeRun, type Run } from "../../src/run/run.ts";
import { readVars } from "../../src/run/vars.ts";

const COMMIT = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b";
const DIGEST = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

/** What the examples of docs/buildtypes were made from: one release of octo-org/rocket. */
const CLAIMS: Claims = {
  iss: "https://token.actions.githubusercontent.com",
  sub: "repo:octo-org/rocket:environment:production",
  aud: "sigstore",
  exp: 1_767_323_345,
  event_name: "release",
  job_workflow_ref: "octo-org/rocket/.github/workflows/release.yml@refs/tags/v1.2.3",
  job_workflow_sha: COMMIT,
  ref: "refs/tags/v1.2.3",
  repository: "octo-org/rocket",
  repository_id: "1296269",
  repository_owner: "octo-org",
  repository_owner_id: "583231",
  run_attempt: "1",
  run_id: "17200000001",
  runner_environment: "github-hosted",
  sha: COMMIT,
  workflow_ref: "octo-org/rocket/.github/workflows/release.yml@refs/tags/v1.2.3",
  workflow_sha: COMMIT,
  repository_visibility: "public",
  environment: "production",
  actor: "octo-maintainer",
  actor_id: "7100001",
  ref_type: "tag",
  run_number: "42",
};

const RUN = describeRun(CLAIMS, "https://github.com");

const RELEASE_EVENT = {
  release: {
    tag_name: "v1.2.3",
    target_commitish: "main",
    name: "Rocket 1.2.3",
    draft: false,
    prerelease: false,
  },
};

const FACTS: BuildFacts = {
  event: readEventParameters("release", RELEASE_EVENT),
  eventPayload: readEventPayload("digest", Buffer.from(JSON.stringify(RELEASE_EVENT))).value,
  checkout: { kind: "commit", commit: COMMIT, dirty: false },
  runner: { os: "Linux", arch: "X64", image: "ubuntu24", imageVersion: "20261115.1.0" },
  waybillVersion: "0.1.0",
  startedOn: "2026-01-02T03:04:05Z",
};

const DISPATCH_EVENT = {
  inputs: { channel: "beta", "dry-run": "" },
  ref: "refs/heads/main",
  workflow: ".github/workflows/release.yml",
};

/** A run by hand, with an input, a variable and its event, that built another commit than its own and changed a file of it. */
const DISPATCH: { readonly run: Run; readonly facts: BuildFacts } = {
  run: describeRun(
    {
      ...CLAIMS,
      event_name: "workflow_dispatch",
      ref: "refs/heads/main",
      ref_type: "branch",
      job_workflow_ref: "octo-org/rocket/.github/workflows/release.yml@refs/heads/main",
      workflow_ref: "octo-org/rocket/.github/workflows/release.yml@refs/heads/main",
    },
    "https://github.com",
  ),
  facts: {
    ...FACTS,
    event: readEventParameters("workflow_dispatch", DISPATCH_EVENT),
    eventInputs: readEventInputs("workflow_dispatch", DISPATCH_EVENT),
    eventPayload: readEventPayload("full", Buffer.from(JSON.stringify(DISPATCH_EVENT))).value,
    vars: readVars("REGION", '{"REGION":"eu","CHANNEL":"stable"}'),
    checkout: { kind: "commit", commit: "7c211433f02071597741e6ff5a8ea34789abbf43", dirty: true },
  },
};

function statement(predicate: Readonly<Record<string, unknown>>, type = SLSA_V1): Buffer {
  const sha256 = hexDigest("sha256", DIGEST);
  if (sha256 === undefined) throw new Error("the example's digest is none");
  return encodeStatement([{ name: "rocket-1.2.3.tgz", digest: { sha256 } }], type, predicate).bytes;
}

/** The signed bytes that docs/buildtypes/github.md shows. */
export function githubExample(): Buffer {
  return statement(githubProvenance(RUN));
}

/** The signed bytes that docs/buildtypes/release/v1.md shows. */
export function fullExample(): Buffer {
  return statement(fullProvenance(RUN, FACTS));
}

/** The signed bytes of the run by hand; the page shows the parts of it that a release has not. */
export function dispatchExample(): Buffer {
  return statement(fullProvenance(DISPATCH.run, DISPATCH.facts));
}

/** The signed bytes that docs/buildtypes/release/v0.2.md shows: the run by hand. */
export function v02Example(): Buffer {
  return statement(provenanceV02(DISPATCH.run, DISPATCH.facts), SLSA_V02);
}

/** The signed bytes of the release in v0.2, whose event is recorded by its digest. */
export function v02ReleaseExample(): Buffer {
  return statement(provenanceV02(RUN, FACTS), SLSA_V02);
}

/** What a certificate for the example's claims says (fulcio, docs/oid-info.md). */
export const CERTIFICATE = {
  subjectAlternativeName: RUN.builderId,
  issuer: CLAIMS.iss,
  buildSignerURI: RUN.builderId,
  buildSignerDigest: COMMIT,
  runnerEnvironment: CLAIMS.runner_environment,
  sourceRepositoryURI: RUN.repositoryUrl,
  sourceRepositoryDigest: CLAIMS.sha,
  sourceRepositoryRef: CLAIMS.ref,
  sourceRepositoryIdentifier: CLAIMS.repository_id,
  sourceRepositoryOwnerURI: "https://github.com/octo-org",
  sourceRepositoryOwnerIdentifier: CLAIMS.repository_owner_id,
  buildConfigURI: `https://github.com/${CLAIMS.workflow_ref}`,
  buildConfigDigest: CLAIMS.workflow_sha,
  buildTrigger: CLAIMS.event_name,
  runInvocationURI: RUN.invocationId,
  sourceRepositoryVisibilityAtSigning: "public",
  deploymentEnvironment: CLAIMS.environment,
  tokenSubject: CLAIMS.sub,
} as const;
