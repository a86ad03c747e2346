import { WaybillError } from "../errors.ts";
import type { DigestSet } from "../intoto/digest.ts";
import type { TrustedRootSource } from "../trust/roots.ts";
import { parseBundle } from "./bundle.ts";
import { readCertificate, type CertificateFacts } from "./certificate.ts";
import { assertIdentity, type ExpectedIdentity } from "./identity.ts";
import { levelOf, type Level } from "./level.ts";
import { assertProvenance, unstatedFields } from "./provenance.ts";
import { verifySignature, type SignedTime } from "./signature.ts";
import { assertSubject, parseStatement, type SignedStatement } from "./statement.ts";

/** One thing that was compared, and with what. */
export interface Check {
  readonly name: string;
  readonly detail: string;
}

const verified: unique symbol = Symbol("verified");

/** A bundle that passed every check below. Only {@link verifyBundle} makes one; only these are stored anywhere. */
export interface Verified {
  readonly [verified]: true;
  /** the bundle as one line of JSON, without the line's end; only fields that were understood */
  readonly json: string;
  readonly mediaType: string;
  readonly statement: SignedStatement;
  readonly certificate: CertificateFacts;
  readonly times: readonly SignedTime[];
  readonly logIndexes: readonly string[];
  readonly level: Level;
  readonly checks: readonly Check[];
  /** what a reader might take for granted and nothing here proves */
  readonly unchecked: readonly string[];
}

export interface Expectation {
  readonly identity: ExpectedIdentity;
  /** one of these */
  readonly predicateTypes: readonly [string, ...string[]];
  /** every one of these must be a subject */
  readonly artifacts: readonly DigestSet[];
}

/**
 * Verifies one bundle: the same function for the step's own bundles and for consumers.
 * @param json one Sigstore bundle, v0.1 to v0.3, with a DSSE envelope
 * @throws WaybillError with the code of the first check that failed
 */
export function verifyBundle(json: string, expected: Expectation, trust: TrustedRootSource): Verified {
  const parsed = parseBundle(json);
  const signed = verifySignature(parsed, trust);
  const certificate = readCertificate(signed.certificate);
  assertIdentity(certificate, expected.identity);
  const statement = parseStatement(parsed.payload);
  if (!expected.predicateTypes.includes(statement.predicateType)) {
    throw new WaybillError("PREDICATE_TYPE_MISMATCH", {
      what: "The statement is of another kind than asked for.",
      got: statement.predicateType.replaceAll(/\p{C}/gu, "?").slice(0, 200),
      expected: expected.predicateTypes.join(" or "),
    });
  }
  for (const artifact of expected.artifacts) assertSubject(statement, artifact);
  const compared = assertProvenance(statement, certificate);
  return {
    [verified]: true,
    json: parsed.json,
    mediaType: parsed.bundle.mediaType,
    statement,
    certificate,
    times: signed.times,
    logIndexes: signed.logIndexes,
    level: levelOf(certificate),
    checks: checksMade(expected, trust, { ...signed, predicateType: statement.predicateType, compared }),
    unchecked: uncheckedOf(statement, unstatedFields(statement, certificate)),
  };
}

interface Evidence {
  readonly times: readonly SignedTime[];
  readonly logIndexes: readonly string[];
  readonly predicateType: string;
  /** predicate fields that equal the certificate's */
  readonly compared: readonly string[];
}

function checksMade(expected: Expectation, trust: TrustedRootSource, evidence: Evidence): Check[] {
  const { times, logIndexes, predicateType, compared } = evidence;
  const { identity } = expected;
  const checks: Check[] = [
    { name: "signature", detail: "of the statement, by the certificate's key" },
    { name: "certificate", detail: `issued under ${trust.description}, valid at every signed time` },
    { name: "time", detail: times.map((t) => `${t.time.toISOString()} (${t.source})`).join(", ") },
    { name: "issuer", detail: identity.issuer },
    { name: "signer", detail: identity.signer },
    {
      name: "source",
      detail:
        identity.sourceDigest === undefined
          ? identity.sourceRepository
          : `${identity.sourceRepository} at ${identity.sourceDigest}`,
    },
    { name: "predicate type", detail: predicateType },
  ];
  if (logIndexes.length > 0)
    checks.push({ name: "log", detail: `entry ${logIndexes.join(", ")}, with proof of inclusion` });
  if (expected.artifacts.length > 0) {
    checks.push({
      name: "subject",
      detail: `${expected.artifacts.length} of ${expected.artifacts.length} digests are stated`,
    });
  }
  if (compared.length > 0)
    checks.push({
      name: "provenance",
      detail: `${compared.length} ${compared.length === 1 ? "field" : "fields"} equal to the certificate: ${compared.join(", ")}`,
    });
  return checks;
}

/** @param unstated fields that the certificate backs and the statement leaves out */
function uncheckedOf(statement: SignedStatement, unstated: readonly string[]): string[] {
  return [
    "whether the source or the built artifact is free of malice or faults",
    "whether a newer release exists, or this one was withdrawn",
    ...(statement.predicateType.startsWith("https://slsa.dev/provenance/")
      ? [
          "fields that no certificate extension backs (inputs, start time, further dependencies): they are the signing job's own word",
        ]
      : ["the predicate's content: it is the signing job's own word"]),
    ...(unstated.length === 0
      ? []
      : [`what the certificate proves and this provenance does not state: ${unstated.join(", ")}`]),
  ];
}
