import type { TrustedRoots, TrustedRootSource } from "../trust/roots.ts";
import { parseBundle } from "./bundle.ts";
import { readCertificate, type CertificateFacts } from "./certificate.ts";
import { checksMade, uncheckedOf, type Check } from "./checks.ts";
import type { Expectation } from "./expectation.ts";
import { judge } from "./judge.ts";
import type { Level } from "./level.ts";
import { builderIdOf, chosenCommit } from "./provenance.ts";
import { underOneOf } from "./roots.ts";
import { verifySignature, type SignedTime } from "./signature.ts";
import type { SignedStatement } from "./statement.ts";

export type { Check } from "./checks.ts";
export type { Expectation } from "./expectation.ts";

const verified: unique symbol = Symbol("verified");

/** A bundle that passed every check below. Only {@link verifyBundle} makes one; only these are stored anywhere. */
export interface Verified {
  readonly [verified]: true;
  /** the bundle as one line of JSON, without the line's end; only fields that were understood */
  readonly json: string;
  readonly mediaType: string;
  readonly statement: SignedStatement;
  readonly certificate: CertificateFacts;
  /** the signing workflow's URI with its reference */
  readonly signer: string;
  /** the provenance's builder; of other predicates none */
  readonly builderId: string | undefined;
  /** the signer is one of the known builders, and not only the caller's word makes it one */
  readonly isKnownBuilder: boolean;
  /** the commit that was built where the run chose another than the certificate's, which is the builder's word */
  readonly chosenCommit: string | undefined;
  readonly times: readonly SignedTime[];
  readonly logIndexes: readonly string[];
  readonly level: Level;
  readonly checks: readonly Check[];
  /** what a reader might take for granted and nothing here proves */
  readonly unchecked: readonly string[];
}

/**
 * Verifies one bundle: the same function for the step's own bundles and for consumers.
 * @param json one Sigstore bundle, v0.1 to v0.3, with a DSSE envelope
 * @param roots one of which must vouch for the bundle
 * @throws WaybillError with the code of the first check that failed
 */
export function verifyBundle(
  json: string,
  expected: Expectation,
  roots: TrustedRootSource | TrustedRoots,
): Verified {
  const parsed = parseBundle(json);
  const { result, trust } = underOneOf("root" in roots ? [roots] : roots, parsed.bundle, (root) =>
    verifySignature(parsed, root),
  );
  const { certificate, times, logIndexes } = result;
  const findings = judge(parsed.payload, readCertificate(certificate), expected);
  const { statement, signer, level } = findings;
  return {
    [verified]: true,
    json: parsed.json,
    mediaType: parsed.bundle.mediaType,
    statement,
    certificate: findings.certificate,
    signer: signer.uri,
    builderId: builderIdOf(statement),
    isKnownBuilder: signer.builder !== undefined,
    chosenCommit: chosenCommit(statement, findings.certificate, signer.builder),
    times,
    logIndexes,
    level,
    checks: checksMade(expected, trust, result, findings),
    unchecked: uncheckedOf(findings),
  };
}
