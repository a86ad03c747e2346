import type { DigestSet } from "../intoto/digest.ts";

/** GitHub's issuer, for consumers that name none. */
export const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";

/**
 * Who must have signed, for which source. There is no verification without it. Where neither `signer` nor `builderId`
 * is given, the signer must be a known builder (`builders.ts`).
 */
export interface ExpectedIdentity {
  /** exactly; an enterprise's own is `https://token.actions.githubusercontent.com/SLUG` */
  readonly issuer: string;
  /**
   * the signing workflow's URI as the certificate's Build Signer URI has it, unescaped: `…/release.yml` for any version,
   * with `@refs/…` or the short name of a tag, `@v1.2.3`, for that one, with `@COMMIT` for the file at that commit
   */
  readonly signer?: string | undefined;
  /** the commit of the signing workflow's file */
  readonly signerDigest?: string | undefined;
  /**
   * the provenance's builder, in the same forms. It is the signer too, except of slsa-github-generator's delegators,
   * which sign for other tools
   */
  readonly builderId?: string | undefined;
  /** `https://github.com/o/r`, letter case included */
  readonly sourceRepository: string;
  /** the source's commit, when it is known */
  readonly sourceDigest?: string | undefined;
}

/**
 * What of the source must have been built, by the words of slsa-verifier's flags: a whole reference, or the short name
 * of a branch or tag. A versioned tag is a semantic version of which only the parts given are compared.
 */
export interface SourceReference {
  readonly kind: "ref" | "branch" | "tag" | "versioned tag";
  readonly name: string;
}

/** What a bundle is compared with. What is not given is not asked for. */
export interface Expectation {
  readonly identity: ExpectedIdentity;
  /** every one of these must hold */
  readonly sourceReferences?: readonly SourceReference[] | undefined;
  /** one of these */
  readonly predicateTypes: readonly [string, ...string[]];
  /** every one of these must be a subject */
  readonly artifacts: readonly DigestSet[];
  /** one of these; a known builder's are compared in any case */
  readonly buildTypes?: readonly string[] | undefined;
  /** what was typed for the run's `workflow_dispatch`, each by its name; others may be there */
  readonly workflowInputs?: Readonly<Record<string, string>> | undefined;
  readonly denySelfHostedRunners?: boolean | undefined;
  /** the least SLSA Build level */
  readonly minimumLevel?: 1 | 2 | 3 | undefined;
}
