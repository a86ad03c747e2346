import type { CertificateFacts } from "../../src/verify/certificate.ts";
import { GITHUB_ISSUER, type Expectation, type ExpectedIdentity } from "../../src/verify/expectation.ts";
import { judge, type Findings } from "../../src/verify/judge.ts";
import { hex } from "./world.ts";

export const SOURCE = "https://github.com/octo-org/rocket";
export const WORKFLOW = `${SOURCE}/.github/workflows/release.yml`;
export const REF = "refs/tags/v1.2.3";
export const COMMIT = "6dcb09b5b57875f334f61aebed695e2e4193db5e";
export const OTHER_COMMIT = "0".repeat(40);
export const GENERATOR = "https://github.com/slsa-framework/slsa-github-generator/.github/workflows/";
export const SHA256 = "5f".repeat(32);

/** What Fulcio certifies of a tag's run on a hosted runner, in which `signer` signed. */
export function facts(
  signer = `${WORKFLOW}@${REF}`,
  parts: Partial<CertificateFacts> = {},
): CertificateFacts {
  return {
    subjectAlternativeName: signer,
    issuer: GITHUB_ISSUER,
    buildSignerURI: signer,
    buildSignerDigest: COMMIT,
    runnerEnvironment: "github-hosted",
    sourceRepositoryURI: SOURCE,
    sourceRepositoryDigest: COMMIT,
    sourceRepositoryRef: REF,
    sourceRepositoryIdentifier: "610000001",
    sourceRepositoryOwnerURI: "https://github.com/octo-org",
    sourceRepositoryOwnerIdentifier: "7000001",
    buildConfigURI: `${WORKFLOW}@${parts.sourceRepositoryRef ?? REF}`,
    buildConfigDigest: COMMIT,
    buildTrigger: "push",
    runInvocationURI: `${SOURCE}/actions/runs/17200000001/attempts/2`,
    sourceRepositoryVisibilityAtSigning: "public",
    deploymentEnvironment: undefined,
    tokenSubject: undefined,
    ...parts,
  };
}

/** Of before May 2023: the first six extensions alone. */
export function legacyFacts(signer: string): CertificateFacts {
  return {
    ...facts(signer),
    buildSignerURI: undefined,
    buildSignerDigest: undefined,
    runnerEnvironment: undefined,
    sourceRepositoryIdentifier: undefined,
    sourceRepositoryOwnerURI: undefined,
    sourceRepositoryOwnerIdentifier: undefined,
    buildConfigURI: undefined,
    buildConfigDigest: undefined,
    runInvocationURI: undefined,
    sourceRepositoryVisibilityAtSigning: undefined,
  };
}

function statement(type: string, predicateType: string, predicate: unknown): unknown {
  const subject = [{ name: "rocket.tgz", digest: { sha256: SHA256 } }];
  return { _type: `https://in-toto.io/Statement/${type}`, subject, predicateType, predicate };
}

/** As `actions/attest` writes it of that certificate. */
export function githubStatement(certificate: CertificateFacts): unknown {
  const ref = certificate.sourceRepositoryRef ?? "";
  return statement("v1", "https://slsa.dev/provenance/v1", {
    buildDefinition: {
      buildType: "https://actions.github.io/buildtypes/workflow/v1",
      externalParameters: { workflow: { ref, repository: SOURCE, path: ".github/workflows/release.yml" } },
      internalParameters: {
        github: {
          event_name: certificate.buildTrigger,
          repository_id: "610000001",
          repository_owner_id: "7000001",
          runner_environment: certificate.runnerEnvironment,
        },
      },
      resolvedDependencies: [{ uri: `git+${SOURCE}@${ref}`, digest: { gitCommit: COMMIT } }],
    },
    runDetails: {
      builder: { id: certificate.buildSignerURI },
      metadata: { invocationId: certificate.runInvocationURI },
    },
  });
}

/** As slsa-github-generator's generic generator writes it. */
export function generatorStatement(
  certificate: CertificateFacts,
  payload: Readonly<Record<string, unknown>> = {},
): unknown {
  const ref = certificate.sourceRepositoryRef ?? "";
  const source = { uri: `git+${SOURCE}@${ref}`, digest: { sha1: COMMIT } };
  return statement("v0.1", "https://slsa.dev/provenance/v0.2", {
    builder: { id: certificate.subjectAlternativeName },
    buildType: "https://github.com/slsa-framework/slsa-github-generator/generic@v1",
    invocation: {
      configSource: { ...source, entryPoint: ".github/workflows/release.yml" },
      environment: {
        github_base_ref: "",
        github_event_name: certificate.buildTrigger,
        github_event_payload: payload,
        github_ref: ref,
        github_ref_type: ref.startsWith("refs/tags/") ? "tag" : "branch",
        github_repository_id: "610000001",
        github_repository_owner: "octo-org",
        github_repository_owner_id: "7000001",
        github_run_attempt: "2",
        github_run_id: "17200000001",
        github_sha1: COMMIT,
      },
    },
    metadata: {
      buildInvocationID: "17200000001-2",
      completeness: { parameters: true, environment: false, materials: false },
    },
    materials: [source],
  });
}

/** As its delegators write it in v1, for a tool. */
export function delegatorStatement(
  certificate: CertificateFacts,
  tool: string,
  payload: Readonly<Record<string, unknown>> = {},
): unknown {
  const ref = certificate.sourceRepositoryRef ?? "";
  return statement("v0.1", "https://slsa.dev/provenance/v1", {
    buildDefinition: {
      buildType: "https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0",
      externalParameters: { inputs: { channel: "of the tool" }, vars: {} },
      internalParameters: {
        GITHUB_EVENT_NAME: certificate.buildTrigger,
        GITHUB_BASE_REF: "",
        GITHUB_REF: ref,
        GITHUB_REF_TYPE: ref.startsWith("refs/tags/") ? "tag" : "branch",
        GITHUB_REPOSITORY: "octo-org/rocket",
        GITHUB_REPOSITORY_ID: "610000001",
        GITHUB_REPOSITORY_OWNER_ID: "7000001",
        GITHUB_RUN_ATTEMPT: "2",
        GITHUB_RUN_ID: "17200000001",
        GITHUB_SHA: COMMIT,
        GITHUB_WORKFLOW_REF: `octo-org/rocket/.github/workflows/release.yml@${ref}`,
        GITHUB_WORKFLOW_SHA: COMMIT,
        GITHUB_EVENT_PAYLOAD: payload,
      },
      resolvedDependencies: [{ uri: `git+${SOURCE}@${ref}`, digest: { gitCommit: COMMIT } }],
    },
    runDetails: {
      builder: { id: tool },
      metadata: { invocationId: certificate.runInvocationURI },
    },
  });
}

export type Wanted = Partial<Omit<Expectation, "identity">> & {
  readonly identity?: Partial<ExpectedIdentity>;
};

/** What a consumer expects of the release, who names no signer. */
export function expecting({ identity, ...parts }: Wanted = {}): Expectation {
  return {
    predicateTypes: ["https://slsa.dev/provenance/v1", "https://slsa.dev/provenance/v0.2"],
    artifacts: [{ sha256: hex(SHA256) }],
    ...parts,
    identity: { issuer: GITHUB_ISSUER, sourceRepository: SOURCE, ...identity },
  };
}

export function judged(statement: unknown, certificate: CertificateFacts, wanted: Wanted = {}): Findings {
  return judge(Buffer.from(JSON.stringify(statement)), certificate, expecting(wanted));
}

/** A copy of a JSON value with one place changed; `undefined` takes it away. */
export function changed(value: unknown, path: readonly (string | number)[], to: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? changed(item, rest, to) : item));
  const own = new Map(Object.entries(value ?? {}));
  const next = changed(own.get(String(key)), rest, to);
  if (next === undefined) own.delete(String(key));
  else own.set(String(key), next);
  return Object.fromEntries(own);
}
