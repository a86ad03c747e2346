import { WaybillError } from "../errors.ts";
import { assertBuilder, assertBuildType } from "./builder.ts";
import type { CertificateFacts } from "./certificate.ts";
import type { Expectation } from "./expectation.ts";
import { assertIdentity, type Signer } from "./identity.ts";
import { assertInputs } from "./inputs.ts";
import { assertHostedRunner, assertLevel, levelOf, type Level } from "./level.ts";
import { assertProvenance, type Compared } from "./provenance.ts";
import { assertCommit, assertReferences, type ComparedReference } from "./source.ts";
import { assertSubject, parseStatement, type SignedStatement } from "./statement.ts";

/** A statement and its signer's certificate that are what was expected, and what was found on the way. */
export interface Findings {
  readonly statement: SignedStatement;
  readonly certificate: CertificateFacts;
  readonly signer: Signer;
  readonly compared: Compared;
  /** undefined if it was not compared */
  readonly buildType: string | undefined;
  readonly references: readonly ComparedReference[];
  readonly level: Level;
}

/**
 * Compares what is expected with what was signed, once the signature and the certificate are known to be sound.
 * @param payload the signed bytes
 * @throws WaybillError ISSUER_MISMATCH, SIGNER_MISMATCH, BUILDER_MISMATCH, SOURCE_MISMATCH, RUNNER_MISMATCH,
 * STATEMENT_MALFORMED, PREDICATE_TYPE_MISMATCH, SUBJECT_MISMATCH, PREDICATE_CERTIFICATE_MISMATCH, BUILD_TYPE_MISMATCH,
 * REF_MISMATCH, INPUT_MISMATCH, LEVEL_TOO_LOW; USAGE for a versioned tag that is no version
 */
export function judge(payload: Buffer, certificate: CertificateFacts, expected: Expectation): Findings {
  const { identity } = expected;
  const signer = assertIdentity(certificate, identity);
  if (expected.denySelfHostedRunners === true) assertHostedRunner(certificate);
  const statement = parseStatement(payload);
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
  return { statement, certificate, signer, compared, buildType, references, level };
}

function assertPredicateType({ predicateType }: SignedStatement, expected: readonly string[]): void {
  if (expected.includes(predicateType)) return;
  throw new WaybillError("PREDICATE_TYPE_MISMATCH", {
    what: "The statement is of another kind than asked for.",
    got: predicateType.replaceAll(/\p{C}/gu, "?").slice(0, 200),
    expected: expected.join(" or "),
  });
}
