import { WaybillError } from "../errors.ts";
import type { DigestSet } from "../intoto/digest.ts";
import { SLSA_V02, SLSA_V1 } from "../intoto/statement.ts";
import { baseUrl, callableUrl } from "../net/url.ts";
import { quoted } from "../quoted.ts";
import { GITHUB_ISSUER, type Expectation, type SourceReference } from "../verify/expectation.ts";
import { isCommit, readVersion } from "../verify/refs.ts";

/** The places that `--from` names. */
export const PLACES = ["release", "registry", "github"] as const;
export type Place = (typeof PLACES)[number];

/**
 * What a consumer asks: the command line's options, a line of a batch, or the inputs of the step. What is not given is
 * not asked for, but for the source: without it nothing is verified.
 */
export interface VerifyRequest {
  readonly sourceRepository?: string | undefined;
  readonly signer?: string | undefined;
  readonly signerDigest?: string | undefined;
  readonly builderId?: string | undefined;
  readonly issuer?: string | undefined;
  /** of these, each that is given must hold */
  readonly sourceRef?: string | undefined;
  readonly sourceBranch?: string | undefined;
  readonly sourceTag?: string | undefined;
  readonly sourceVersionedTag?: string | undefined;
  readonly sourceDigest?: string | undefined;
  readonly workflowInputs?: Readonly<Record<string, string>> | undefined;
  /** SLSA provenance, v1 or v0.2, where none is given */
  readonly predicateType?: string | undefined;
  readonly denySelfHostedRunners?: boolean | undefined;
  readonly minLevel?: 1 | 2 | 3 | undefined;
  /** files, in which alone is looked unless `from` names more */
  readonly bundles?: readonly string[] | undefined;
  readonly from?: readonly Place[] | undefined;
  /** the release's, for `from: release` */
  readonly tag?: string | undefined;
  /** where an image's attestations lie, if not beside it */
  readonly attestationRepository?: string | undefined;
  /** the log in which envelopes without a signed time are looked up */
  readonly rekorUrl?: string | undefined;
  /** a file; Sigstore's public instance, as built in, where none is given */
  readonly trustedRoot?: string | undefined;
}

/** How each part of a request is called where it was given: `--source-repository`, or `sourceRepository`. */
export type Naming = (key: keyof VerifyRequest) => string;

/** As the command line and the step's inputs call it. */
export const asOption: Naming = (key) =>
  `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** What is compared, of whatever artifact. */
export type Expected = Omit<Expectation, "artifacts">;

/**
 * @throws WaybillError USAGE for a request without a source, or with something that nothing could be equal to
 */
export function expectedOf(request: VerifyRequest, naming: Naming = asOption): Expected {
  const { sourceRepository, predicateType, minLevel } = request;
  if (sourceRepository === undefined)
    throw unusable(`no ${naming("sourceRepository")}`, "the repository that it must be built from");
  assertUrl(request, "sourceRepository", naming, "a URL such as https://github.com/OWNER/REPO");
  const workflow = "a URI such as https://github.com/OWNER/REPO/.github/workflows/release.yml[@REF]";
  assertUrl(request, "signer", naming, workflow);
  assertUrl(request, "builderId", naming, workflow);
  assertUrl(request, "issuer", naming, `a URL such as ${GITHUB_ISSUER}`);
  assertUrl(request, "rekorUrl", naming, "a URL such as https://rekor.sigstore.dev");
  for (const key of ["sourceDigest", "signerDigest"] as const)
    if (request[key] !== undefined && !isCommit(request[key]))
      throw unusable(shown(request, key, naming), "a whole commit, 40 or 64 lower-case hex digits");
  if (predicateType === "") throw unusable(`an empty ${naming("predicateType")}`, `a URI such as ${SLSA_V1}`);
  return {
    identity: {
      issuer: request.issuer ?? GITHUB_ISSUER,
      signer: request.signer,
      signerDigest: request.signerDigest,
      builderId: request.builderId,
      sourceRepository: baseUrl(sourceRepository),
      sourceDigest: request.sourceDigest,
    },
    sourceReferences: referencesOf(request, naming),
    predicateTypes: predicateType === undefined ? [SLSA_V1, SLSA_V02] : [predicateType],
    workflowInputs: request.workflowInputs,
    denySelfHostedRunners: request.denySelfHostedRunners,
    minimumLevel: minLevel,
  };
}

/** One artifact's expectation. */
export function expectationOf(expected: Expected, digests: DigestSet): Expectation {
  return { ...expected, artifacts: [digests] };
}

function referencesOf(request: VerifyRequest, naming: Naming): SourceReference[] {
  const kinds = [
    ["sourceRef", "ref"],
    ["sourceBranch", "branch"],
    ["sourceTag", "tag"],
    ["sourceVersionedTag", "versioned tag"],
  ] as const;
  return kinds.flatMap(([key, kind]) => {
    const name = request[key];
    if (name === undefined) return [];
    if (name === "") throw unusable(`an empty ${naming(key)}`, `the name of a ${kind}`);
    // A short name here would be compared with whole references, and equal none.
    if (kind === "ref" && !name.startsWith("refs/"))
      throw unusable(
        shown(request, key, naming),
        "a whole reference such as refs/tags/v1.2.3 or refs/heads/main",
      );
    if (kind === "versioned tag" && readVersion(name) === undefined)
      throw unusable(shown(request, key, naming), "v1, v1.2 or v1.2.3, with a prerelease or without");
    return [{ kind, name }];
  });
}

type TextKey = {
  [key in keyof VerifyRequest]-?: VerifyRequest[key] extends string | undefined ? key : never;
}[keyof VerifyRequest];

function assertUrl(request: VerifyRequest, key: TextKey, naming: Naming, expected: string): void {
  const value = request[key];
  if (value !== undefined && callableUrl(value) === undefined)
    throw unusable(shown(request, key, naming), expected);
}

function shown(request: VerifyRequest, key: TextKey, naming: Naming): string {
  return `${naming(key)} ${quoted(request[key] ?? "", 200)}`;
}

function unusable(got: string, expected: string): WaybillError {
  return new WaybillError("USAGE", { what: "This is not a request that can be verified.", got, expected });
}
