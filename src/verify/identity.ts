import { WaybillError } from "../errors.ts";
import { signerOf, type CertificateFacts } from "./certificate.ts";

/** GitHub's issuer, for consumers that name none. */
export const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";

/** Who must have signed, for which source. There is no verification without it. */
export interface ExpectedIdentity {
  readonly issuer: string;
  /**
   * the signing workflow's URI as the certificate's Build Signer URI has it, unescaped, `…/release.yml@refs/tags/v1`;
   * or without `@REF` for any
   */
  readonly signer: string;
  /** `https://github.com/o/r` */
  readonly sourceRepository: string;
  /** the source's commit, when it is known */
  readonly sourceDigest?: string;
}

/**
 * Compares exactly, letter case included; no patterns.
 * @throws WaybillError ISSUER_MISMATCH, SIGNER_MISMATCH, SOURCE_MISMATCH
 */
export function assertIdentity(facts: CertificateFacts, expected: ExpectedIdentity): void {
  if (facts.issuer !== expected.issuer) {
    throw new WaybillError("ISSUER_MISMATCH", {
      what: "The signer's identity was issued by somebody else than expected.",
      got: facts.issuer ?? "no issuer",
      expected: expected.issuer,
      todo: "Name another issuer with `--issuer` only if you trust it to identify workflows (an enterprise's own, for instance).",
    });
  }
  const signer = signerOf(facts);
  if (!isSigner(signer, expected.signer)) {
    throw new WaybillError("SIGNER_MISMATCH", {
      what: "The statement was signed by another workflow than expected.",
      got: signer,
      expected: expected.signer,
    });
  }
  if (facts.sourceRepositoryURI !== expected.sourceRepository) {
    throw new WaybillError("SOURCE_MISMATCH", {
      what: "The artifact was built from another repository than expected.",
      got: facts.sourceRepositoryURI ?? "no source repository in the certificate",
      expected: expected.sourceRepository,
    });
  }
  if (expected.sourceDigest !== undefined && facts.sourceRepositoryDigest !== expected.sourceDigest) {
    throw new WaybillError("SOURCE_MISMATCH", {
      what: "The artifact was built from another commit than expected.",
      got: facts.sourceRepositoryDigest ?? "no commit in the certificate",
      expected: expected.sourceDigest,
    });
  }
}

const WHOLE_REFERENCE = "(?:refs/.+|[0-9a-f]{40}|[0-9a-f]{64})$";
const IS_REFERENCE = new RegExp(`^${WHOLE_REFERENCE}`);
const ENDS_IN_REFERENCE = new RegExp(`@${WHOLE_REFERENCE}`);

/**
 * Equal, or equal up to an `@` behind which a whole reference or commit stands. The latter only for an expected signer
 * without one: a branch may be named `main@refs/heads/other`, and whoever names `@refs/heads/main` means that alone.
 */
function isSigner(actual: string, expected: string): boolean {
  if (actual === expected) return true;
  if (ENDS_IN_REFERENCE.test(expected) || !actual.startsWith(`${expected}@`)) return false;
  return IS_REFERENCE.test(actual.slice(expected.length + 1));
}
