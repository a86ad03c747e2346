import { createPublicKey, type KeyObject } from "node:crypto";

import type { Bundle } from "@sigstore/bundle";
import { RFC3161Timestamp, type X509Certificate } from "@sigstore/core";
import { VerificationError, Verifier, type SignedEntity } from "@sigstore/verify";

import { kindOf, WaybillError, type Code } from "../errors.ts";
import type { TrustedRootSource } from "../trust/roots.ts";
import { KnownCertificate } from "./known-certificate.ts";
import { assertIncluded, type LogEntry } from "./log.ts";
import { assertLogs, keyVerifier, type SignedContent } from "./logged.ts";
import { materialOf } from "./material.ts";

/** A time at which the signature is proven to have existed, and who says so. */
export interface SignedTime {
  readonly source: "transparency log" | "timestamp authority";
  readonly time: Date;
}

/** When the signature was made, and where it is logged: what the trusted root's witnesses say of it. */
export interface Evidence {
  readonly times: readonly SignedTime[];
  /**
   * indexes in the log, as strings of digits: the whole log's where the log's promise covers it, or else the tree's,
   * which the proof of inclusion covers
   */
  readonly logIndexes: readonly string[];
  /** each entry has a proof of inclusion; of others the log's promise speaks alone */
  readonly proven: boolean;
}

/** Whose signature it is: a certificate that the root must vouch for, or a key that the caller vouches for. */
export type SigningKey =
  | { readonly certificate: X509Certificate; readonly der: Buffer; readonly key: KeyObject }
  | { readonly certificate?: undefined; readonly key: KeyObject };

/**
 * The signing certificate of a bundle with its key. Nothing is known of it yet.
 * @throws WaybillError CERTIFICATE_INVALID
 */
export function signingCertificate(bundle: Bundle): Extract<SigningKey, { readonly der: Buffer }> {
  const { content } = bundle.verificationMaterial;
  const raw =
    content.$case === "certificate"
      ? content.certificate.rawBytes
      : content.$case === "x509CertificateChain"
        ? content.x509CertificateChain.certificates[0]?.rawBytes
        : undefined;
  if (raw === undefined) throw certificateInvalid("a public key, which says nothing of an identity");
  try {
    const der = Buffer.from(raw);
    const certificate = KnownCertificate.read(der);
    const key = createPublicKey({ key: certificate.publicKey, format: "der", type: "spki" });
    return { certificate, der, key };
  } catch {
    throw certificateInvalid("bytes that are no certificate");
  }
}

function certificateInvalid(got: string): WaybillError {
  return new WaybillError("CERTIFICATE_INVALID", {
    what: "The bundle holds no signing certificate.",
    got,
    expected: "the certificate of a workflow's identity",
  });
}

/**
 * Timestamps, the certificate's chain at every signed time, SCT, and log entries, as far as the root demands them
 * (Sigstore client specification, section 4). The signature itself was verified with the key before. Logs are judged
 * here, since `@sigstore/verify` knows fewer kinds of entries, compares no certificates with them, and asks of a log
 * without a promise no validity.
 * @throws WaybillError CERTIFICATE_INVALID, LOG_INVALID, TIME_MISSING, TIME_INVALID
 */
export function verifyEvidence(
  bundle: Bundle,
  content: SignedContent,
  signer: SigningKey,
  trust: TrustedRootSource,
): Evidence {
  const { demand } = trust;
  const tlogEntries: readonly LogEntry[] = bundle.verificationMaterial.tlogEntries;
  const { judged, logs } = materialOf(trust.root);
  assertDistinct(tlogEntries);
  const timestamps = timestampsOf(bundle);
  const verifier = new Verifier(
    { ...judged, publicKey: () => ({ publicKey: signer.key, validFor: () => true }) },
    {
      tlogThreshold: 0,
      ctlogThreshold: demand.sct ? 1 : 0,
      // A key that somebody vouches for has no end that a signature could have been made after.
      timestampThreshold: signer.certificate === undefined ? 0 : 1,
    },
  );
  try {
    verifier.verify(entityOf(timestamps, content, signer));
  } catch (error) {
    throw translate(error, trust);
  }
  if (signer.certificate !== undefined) assertSigns(signer.certificate);
  const times = timestamps.map(signedTime);
  if (demand.log && tlogEntries.length === 0) throw notLogged("no log entry");
  const instants = times.map(({ time }) => time.getTime());
  const logged =
    signer.certificate === undefined
      ? keyVerifier(signer.key)
      : ({ kind: "certificate", der: signer.der } as const);
  const proofs = tlogEntries.map((entry) => {
    const proven = assertIncluded(entry, logs, instants);
    assertLogs(entry, content, logged);
    return proven;
  });
  return {
    times,
    logIndexes: tlogEntries.flatMap(provenIndex),
    proven: proofs.every((proven) => proven),
  };
}

type Timestamp =
  | { readonly $case: "transparency-log"; readonly tlogEntry: LogEntry }
  | { readonly $case: "timestamp-authority"; readonly timestamp: RFC3161Timestamp };

function timestampsOf(bundle: Bundle): Timestamp[] {
  const { tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
  const entries: readonly LogEntry[] = tlogEntries;
  const logged = entries
    // An integrated time without the log's promise is nobody's word.
    .filter(
      ({ inclusionPromise, integratedTime }) => inclusionPromise !== undefined && integratedTime !== "0",
    )
    .map((tlogEntry): Timestamp => ({ $case: "transparency-log", tlogEntry }));
  const stamped = (timestampVerificationData?.rfc3161Timestamps ?? []).map(
    ({ signedTimestamp }): Timestamp => ({
      $case: "timestamp-authority",
      timestamp: readTimestamp(Buffer.from(signedTimestamp)),
    }),
  );
  return [...logged, ...stamped];
}

function readTimestamp(der: Buffer<ArrayBuffer>): RFC3161Timestamp {
  try {
    const timestamp = RFC3161Timestamp.parse(der);
    // Each is read here so that what cannot be read fails here (RFC 3161, 2.4.2: 0 and 1 are the granted ones).
    const { signingTime, signerSerialNumber, signerIssuer, status } = timestamp;
    const whole =
      signerSerialNumber.length > 0 && signerIssuer.length > 0 && (status === 0n || status === 1n);
    if (whole && !Number.isNaN(signingTime.getTime())) return timestamp;
    throw new Error("not granted");
  } catch (error) {
    throw new WaybillError("TIME_INVALID", {
      what: "The bundle's timestamp cannot be read.",
      got: kindOf(error),
      expected: "an RFC 3161 timestamp that was granted",
    });
  }
}

function signedTime(timestamp: Timestamp): SignedTime {
  return timestamp.$case === "timestamp-authority"
    ? { source: "timestamp authority", time: timestamp.timestamp.signingTime }
    : { source: "transparency log", time: new Date(Number(timestamp.tlogEntry.integratedTime) * 1000) };
}

function entityOf(
  timestamps: readonly Timestamp[],
  content: SignedContent,
  signer: SigningKey,
): SignedEntity {
  return {
    timestamps: [...timestamps],
    tlogEntries: [],
    key:
      signer.certificate === undefined
        ? { $case: "public-key", hint: "" }
        : { $case: "certificate", certificate: signer.certificate },
    signature: {
      signature: content.signature,
      compareSignature: (other) => other.equals(content.signature),
      compareDigest: () => false,
      compareSignedDigest: () => false,
      // Verified before, with this key.
      verifySignature: (key) => key.equals(signer.key),
    },
  };
}

/** Of copies of an entry each would count, and the index beside a proof is nobody's word. */
function assertDistinct(entries: readonly LogEntry[]): void {
  const ids = entries.map(
    ({ logId, canonicalizedBody }) =>
      `${Buffer.from(logId.keyId).toString("hex")} ${Buffer.from(canonicalizedBody).toString("base64")}`,
  );
  if (new Set(ids).size < ids.length) throw notLogged("one log entry twice");
}

function notLogged(got: string): WaybillError {
  return new WaybillError("LOG_INVALID", {
    what: "The bundle's transparency log entry does not prove that the signature was logged.",
    got,
    expected: "one entry of each log, since the trusted root lists logs",
    todo: "If the bundle was signed with another Sigstore instance, verify it with that instance's trusted-root file.",
  });
}

function provenIndex(entry: LogEntry): string[] {
  if (entry.inclusionPromise !== undefined) return [entry.logIndex];
  return entry.inclusionProof === undefined ? [] : [entry.inclusionProof.logIndex];
}

const KEY_USAGE = "2.5.29.15";
const EXTENDED_KEY_USAGE = "2.5.29.37";
const CODE_SIGNING = "1.3.6.1.5.5.7.3.3";
/** What is judged of a certificate, and so may be critical in it (RFC 5280, 4.2). */
const UNDERSTOOD = [KEY_USAGE, "2.5.29.17", "2.5.29.19", EXTENDED_KEY_USAGE];

/** That the certificate is for signing code, which the judge leaves out (client specification, 4.1; RFC 5280, 4.2.1). */
function assertSigns(certificate: X509Certificate): void {
  const wrong = misuse(certificate);
  if (wrong === undefined) return;
  throw new WaybillError("CERTIFICATE_INVALID", {
    what: "The signing certificate is not one for signatures like this.",
    got: wrong,
    expected: "a certificate for signing code, as Fulcio issues it",
  });
}

function misuse(certificate: X509Certificate): string | undefined {
  try {
    const purposes = certificate.extension(EXTENDED_KEY_USAGE)?.valueObj.subs[0]?.subs ?? [];
    if (!purposes.some((oid) => oid.toOID() === CODE_SIGNING))
      return "a certificate that is not for signing code";
    if (certificate.extKeyUsage?.digitalSignature !== true)
      return "a certificate whose key is not for signatures";
    if (certificate.extBasicConstraints?.isCA === true) return "an authority's certificate";
    const oids = certificate.extensions.map((extension) => extension.subs[0]?.toOID() ?? "");
    const strange = oids.find(
      (oid) => !UNDERSTOOD.includes(oid) && certificate.extension(oid)?.critical === true,
    );
    return strange === undefined ? undefined : `the critical extension ${strange}, which nobody knows here`;
  } catch {
    return "an extension that cannot be read";
  }
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
