import { FULL_BUILD_TYPE, GITHUB_BUILD_TYPE, PROJECT_URL, V02_BUILD_TYPE } from "../project.ts";
import { GITHUB_ISSUER } from "./expectation.ts";

/**
 * A builder that is known, as SLSA's roots of trust have it: who signs, what it may call itself, what it may say that
 * it did, and the level that is believed of it (SLSA v1.2, "Verifying artifacts", step 1).
 */
export interface KnownBuilder {
  /** the signing workflow's URI without a reference */
  readonly signer: string;
  /** `builder.id` is the signer's own URI, or that of the tool that a delegator signs for */
  readonly builderId: "signer" | "tool";
  readonly buildTypes: readonly string[];
  readonly level: 2 | 3;
  /** commits of its releases. A bare commit proves nothing: those of forks can be called by the same URI */
  readonly commits: ReadonlySet<string>;
  /** which duties of its level no evidence shows */
  readonly notEvidenced: readonly string[];
}

const GENERATOR = "https://github.com/slsa-framework/slsa-github-generator";
export const DELEGATOR_BUILD_TYPE = `${GENERATOR}/delegator-generic@v0`;
export const CONTAINER_BASED_BUILD_TYPE = "https://slsa.dev/container-based-build/v0.1?draft";
/** slsa-framework's own type for workflows, which npm's command line writes. */
export const COMMUNITY_BUILD_TYPE = "https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1";

/** As the Build Signer Digests of certificates of these releases say: v1.9.0, v1.10.0, v2.0.0, v2.1.0. */
const GENERATOR_COMMITS = new Set([
  "07e64b653f10a80b6510f4568f685f8b7b9ea830",
  "c747fe7769adf3656dc7d588b161cb614d7abfee",
  "5a775b367a56d5bd118a224a811bba288150a563",
  "f7dd8c54c2067bafc12ca7a55595d5ee9b75204a",
]);

const BUILDS_ELSEWHERE =
  "the build's own runner and its isolation: it ran in a job of the caller's, which named the digests, and the certificate speaks of the signing job alone";
const BUILD_RUNNER = "the build job's runner: the certificate speaks of the signing job alone";

/** The workflows and the build types that slsa-verifier knows of them, legacy ones included. */
const GENERATOR_BUILDERS: readonly KnownBuilder[] = [
  generator("generator_generic_slsa3.yml", [`${GENERATOR}/generic@v1`], BUILDS_ELSEWHERE),
  generator("generator_container_slsa3.yml", [`${GENERATOR}/container@v1`], BUILDS_ELSEWHERE),
  generator("builder_go_slsa3.yml", [`${GENERATOR}/go@v1`, `${GENERATOR}@v1`, `${GENERATOR}-go@v1`]),
  generator("builder_container-based_slsa3.yml", [CONTAINER_BASED_BUILD_TYPE]),
  { ...generator("delegator_generic_slsa3.yml", [DELEGATOR_BUILD_TYPE]), builderId: "tool" },
  { ...generator("delegator_lowperms-generic_slsa3.yml", [DELEGATOR_BUILD_TYPE]), builderId: "tool" },
];

function generator(file: string, buildTypes: readonly string[], notEvidenced = BUILD_RUNNER): KnownBuilder {
  const signer = `${GENERATOR}/.github/workflows/${file}`;
  const commits = GENERATOR_COMMITS;
  return { signer, builderId: "signer", buildTypes, level: 3, commits, notEvidenced: [notEvidenced] };
}

/** @returns none while the project has no home */
export function buildersOf(projectUrl: string): readonly KnownBuilder[] {
  if (projectUrl.split("/").includes("OWNER")) return [];
  const own = (file: string, notEvidenced: string): KnownBuilder => ({
    signer: `${projectUrl}/.github/workflows/${file}`,
    builderId: "signer",
    buildTypes: [FULL_BUILD_TYPE, V02_BUILD_TYPE, GITHUB_BUILD_TYPE],
    level: 3,
    commits: new Set(),
    notEvidenced: [notEvidenced],
  });
  return [
    own("attest.yml", BUILDS_ELSEWHERE),
    own("attest-files.yml", BUILDS_ELSEWHERE),
    own("attest-image.yml", BUILDS_ELSEWHERE),
    own("build.yml", BUILD_RUNNER),
  ];
}

const KNOWN: ReadonlyMap<string, KnownBuilder> = new Map(
  [...GENERATOR_BUILDERS, ...buildersOf(PROJECT_URL)].map((builder) => [builder.signer, builder]),
);

/**
 * The builder of that URI without a reference, as long as GitHub says who it is: of another issuer's word for such a
 * URI nothing is known.
 */
export function knownBuilder(workflow: string, issuer: string | undefined): KnownBuilder | undefined {
  const isGithub = issuer === GITHUB_ISSUER || issuer?.startsWith(`${GITHUB_ISSUER}/`) === true;
  return isGithub ? KNOWN.get(workflow) : undefined;
}

/** The level of a workflow that is no known builder, the source repository's own among them: whoever names it trusts it. */
export const LEVEL_OF_OTHERS = 2;

/** The tools that a delegator may have signed for where the caller names none, as in slsa-verifier. */
export const DEFAULT_TOOLS = `${GENERATOR}/.github/workflows/`;

/** JReleaser's tags have its language behind them (slsa-github-generator, issue 2035). */
export const JRELEASER_TOOLS = "https://github.com/jreleaser/release-action/.github/workflows/";

/** Build types of v1 whose external parameters are complete, as level 3 demands; v0.2 says it of itself. */
export const COMPLETE_BUILD_TYPES: ReadonlySet<string | undefined> = new Set([
  FULL_BUILD_TYPE,
  DELEGATOR_BUILD_TYPE,
  CONTAINER_BASED_BUILD_TYPE,
]);
