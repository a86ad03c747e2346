import { createPublicKey, verify } from "node:crypto";

import { dsse, X509Certificate } from "@sigstore/core";
import { toSignedEntity, toTrustMaterial, VerificationError, Verifier } from "@sigstore/verify";

import { kindOf, WaybillError, type Code } from "../errors.ts";
import { PAYLOAD_TYPE } from "../intoto/statement.ts";
import type { TrustedRootSource } from "../trust/roots.ts";
import { certificateInEntry, type ParsedBundle } from "./bundle.ts";

type LogEntry = ParsedBundle["bundle"]["verificationMaterial"]["tlogEntries"][number];

/** A time at which the signature is proven to have existed, and who says so. */
export interface SignedTime {
  readonly source: "transparency log" | "timestamp authority";
  readonly time: Date;
}

/** What the trusted root vouches for: who signed (not yet: whether that is whom one expects), and when. */
export interface SignedBy {
  readonly certificate: X509Certificate;
  readonly times: readonly SignedTime[];
  /**
   * indexes in the log, as strings of digits: the whole log's where the log's promise covers it, or else the tree's,
   * which the proof of inclusion covers
   */
  readonly logIndexes: readonly string[];
}

/**
 * Signature, certificate chain at every signed time, SCT, log inclusion and timestamps, as far as the root demands
 * them (Sigstore client specification, section 4), and what `@sigstore/verify` leaves out: that the certificate in
 * the log entry is the bundle's own.
 * @throws WaybillError SIGNATURE_INVALID, CERTIFICATE_INVALID, LOG_INVALID, TIME_MISSING, TIME_INVALID
 */
export function verifySignature(parsed: ParsedBundle, trust: TrustedRootSource): SignedBy {
  const certificate = certificateOf(parsed);
  checkEnvelope(parsed, certificate);
  const { demand } = trust;
  const entity = signedEntity(parsed);
  try {
    new Verifier(toTrustMaterial(trust.root), {
      tlogThreshold: demand.log ? 1 : 0,
      ctlogThreshold: demand.sct ? 1 : 0,
      timestampThreshold: 1,
    }).verify(entity);
  } catch (error) {
    throw translate(error, trust);
  }
  const { tlogEntries } = parsed.bundle.verificationMaterial;
  for (const entry of tlogEntries) {
    assertStatedByLog(entry);
    const logged = certificateInEntry(entry.canonicalizedBody);
    if (logged === undefined || !logged.equals(certificate.root.toDER())) {
      throw new WaybillError("LOG_INVALID", {
        what: "The log entry was made with another certificate than the bundle shows.",
        got: logged === undefined ? "an entry without a certificate" : "another certificate",
        expected: "the bundle's own certificate",
      });
    }
  }
  return { certificate, times: timesOf(entity), logIndexes: tlogEntries.flatMap(provenIndex) };
}

/**
 * An entry of Rekor v2 has no time, and its one index is the proof's (rekor-tiles, CLIENTS.md): other numbers beside the
 * proof are nobody's word, and whoever read the bundle later could take them for the log's.
 */
function assertStatedByLog({ kindVersion, logIndex, integratedTime, inclusionProof }: LogEntry): void {
  const { kind, version } = kindVersion;
  if (version !== "0.0.2" || (kind !== "hashedrekord" && kind !== "dsse")) return;
  if (integratedTime === "0" && logIndex === inclusionProof?.logIndex) return;
  throw new WaybillError("LOG_INVALID", {
    what: "The log entry has a number that its log, of version 2, does not vouch for.",
    got: integratedTime === "0" ? "an index that is not the proof's" : "a time, which no such entry has",
    expected: "the index of the proof, and no time",
    todo: "The bundle was changed or damaged: fetch it again from where it was published.",
  });
}

function provenIndex(entry: LogEntry): string[] {
  if (entry.inclusionPromise !== undefined) return [entry.logIndex];
  return entry.inclusionProof === undefined ? [] : [entry.inclusionProof.logIndex];
}

function certificateOf(parsed: ParsedBundle): X509Certificate {
  const { content } = parsed.bundle.verificationMaterial;
  const raw =
    content.$case === "certificate"
      ? content.certificate.rawBytes
      : content.$case === "x509CertificateChain"
        ? content.x509CertificateChain.certificates[0]?.rawBytes
        : undefined;
  try {
    if (raw !== undefined) return X509Certificate.parse(Buffer.from(raw));
  } catch {
    throw certificateInvalid("bytes that are no certificate");
  }
  throw certificateInvalid("a public key, which says nothing of an identity");
}

function certificateInvalid(got: string): WaybillError {
  return new WaybillError("CERTIFICATE_INVALID", {
    what: "The bundle holds no signing certificate.",
    got,
    expected: "the certificate of a workflow's identity",
  });
}

/** First, and on its own: so that a changed payload is called that, and not a disagreement with the log. */
function checkEnvelope(parsed: ParsedBundle, certificate: X509Certificate): void {
  let genuine = false;
  try {
    const key = createPublicKey({ key: certificate.publicKey, format: "der", type: "spki" });
    genuine = verify("sha256", dsse.preAuthEncoding(PAYLOAD_TYPE, parsed.payload), key, parsed.signature);
  } catch {
    genuine = false;
  }
  if (!genuine) {
    throw new WaybillError("SIGNATURE_INVALID", {
      what: "The signature is not of this statement by the certificate's key.",
      todo: "The bundle was changed or damaged: fetch it again from where it was published.",
    });
  }
}

function signedEntity(parsed: ParsedBundle): ReturnType<typeof toSignedEntity> {
  try {
    return toSignedEntity(parsed.bundle);
  } catch (error) {
    throw new WaybillError("TIME_INVALID", {
      what: "The bundle's timestamp cannot be read.",
      got: kindOf(error),
      expected: "an RFC 3161 timestamp",
    });
  }
}

function timesOf(entity: ReturnType<typeof toSignedEntity>): SignedTime[] {
  return entity.timestamps.flatMap((timestamp): SignedTime[] => {
    if (timestamp.$case === "timestamp-authority") {
      return [{ source: "timestamp authority", time: timestamp.timestamp.signingTime }];
    }
    // An integrated time without the log's promise is nobody's word.
    if (timestamp.tlogEntry.inclusionPromise === undefined) return [];
    return [
      { source: "transparency log", time: new Date(Number(timestamp.tlogEntry.integratedTime) * 1000) },
    ];
  });
}

const CODES: Readonly<Record<VerificationError["code"], Code>> = {
  NOT_IMPLEMENTED_ERROR: "BUNDLE_MALFORMED",
  TLOG_ERROR: "LOG_INVALID",
  TLOG_INCLUSION_PROOF_ERROR: "LOG_INVALID",
  TLOG_INCLUSION_PROMISE_ERROR: "LOG_INVALID",
  TLOG_MISSING_INCLUSION_ERROR: "LOG_INVALID",
  TLOG_BODY_ERROR: "LOG_INVALID",
  CERTIFICATE_ERROR: "CERTIFICATE_INVALID",
  PUBLIC_KEY_ERROR: "CERTIFICATE_INVALID",
  SIGNATURE_ERROR: "SIGNATURE_INVALID",
  TIMESTAMP_ERROR: "TIME_INVALID",
};

const WHAT: Partial<Record<Code, string>> = {
  LOG_INVALID: "The bundle's transparency log entry does not prove that the signature was logged.",
  CERTIFICATE_INVALID:
    "The signing certificate is not one that the trusted root vouches for at the time of signing.",
  TIME_INVALID: "The bundle's signed time does not hold.",
  TIME_MISSING:
    "The bundle carries no signed time, so nothing says that its certificate was valid when it signed.",
};

function translate(error: unknown, trust: TrustedRootSource): WaybillError {
  if (!(error instanceof VerificationError)) {
    return new WaybillError("BUNDLE_MALFORMED", {
      what: "The bundle cannot be verified.",
      got: kindOf(error),
      cause: error,
    });
  }
  // The judge's messages are fixed texts with numbers; a bundle's own text never stands in them.
  const missing = error.code === "TIMESTAMP_ERROR" && /^expected \d+ timestamps, got 0/.test(error.message);
  const code = missing ? "TIME_MISSING" : CODES[error.code];
  return new WaybillError(code, {
    what: WHAT[code] ?? "The bundle does not verify.",
    got: error.message.replaceAll(/[^\x20-\x7e]/g, "?").slice(0, 200),
    expected: `what the trusted root demands (${trust.description})`,
    todo: "If the bundle was signed with another Sigstore instance, verify it with that instance's trusted-root file.",
  });
}
