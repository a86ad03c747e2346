import { WaybillError } from "../errors.ts";
import type { TrustedRootSource } from "../trust/roots.ts";
import { assertBuilder, assertBuildType } from "./builder.ts";
import { parseBundle } from "./bundle.ts";
import { readCertificate, type CertificateFacts } from "./certificate.ts";
import { checksMade, uncheckedOf, type Check } from "./checks.ts";
import type { Expectation } from "./expectation.ts";
import { assertIdentity } from "./identity.ts";
import { assertInputs } from "./inputs.ts";
import { assertHostedRunner, assertLevel, levelOf, type Level } from "./level.ts";
import { assertProvenance, builderIdOf } from "./provenance.ts";
import { verifySignature, type SignedTime } from "./signature.ts";
import { assertCommit, assertReferences } from "./source.ts";
import { assertSubject, parseStatement, type SignedStatement } from "./statement.ts";

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
 * @throws WaybillError with the code of the first check that failed
 */
export function verifyBundle(json: string, expected: Expectation, trust: TrustedRootSource): Verified {
  const { identity } = expected;
  const parsed = parseBundle(json);
  const signed = verifySignature(parsed, trust);
  const certificate = readCertificate(signed.certificate);
  const signer = assertIdentity(certificate, identity);
  if (expected.denySelfHostedRunners === true) assertHostedRunner(certificate);
  const statement = parseStatement(parsed.payload);
  assertPredicateType(statement, expected.predicateTypes);
  for (const artifact of expected.artifacts) assertSubject(statement, artifact);
  const compared = assertProvenance(statement, certificate, signer.builder);
  assertBuilder(statement, signer, certificate, identity.builderId);
  const buildType = assertBuildType(statement, signer, expected.buildTypes);
  assertCommit(statement, certificate, signer, identity);
  const references = assertReferences(statement, certificate, signer, expected.sourceReferences ?? []);
  assertInputs(statement, certificate, expected.workflowInputs ?? {});
  const level = levelOf(statement, certificate, signer);
  if (expected.minimumLevel !== undefined) assertLevel(level, expected.minimumLevel);
  const { times, logIndexes } = signed;
  const judged = {
    statement,
    certificate,
    signer,
    times,
    logIndexes,
    compared,
    buildType,
    references,
    level,
  };
  return {
    [verified]: true,
    json: parsed.json,
    mediaType: parsed.bundle.mediaType,
    statement,
    certificate,
    signer: signer.uri,
    builderId: builderIdOf(statement),
    isKnownBuilder: signer.builder !== undefined,
    times,
    logIndexes,
    level,
    checks: checksMade(expected, trust, judged),
    unchecked: uncheckedOf(judged),
  };
}

function assertPredicateType({ predicateType }: SignedStatement, expected: readonly string[]): void {
  if (expected.includes(predicateType)) return;
  throw new WaybillError("PREDICATE_TYPE_MISMATCH", {
    what: "The statement is of another kind than asked for.",
    got: predicateType.replaceAll(/\p{C}/gu, "?").slice(0, 200),
    expected: expected.join(" or "),
  });
}
