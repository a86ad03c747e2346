import type { X509Certificate } from "@sigstore/core";

import { WaybillError } from "../errors.ts";

const ARC = "1.3.6.1.4.1.57264.1";

/**
 * What Fulcio certified, under the names of `gh attestation verify --format json`, with the number of the extension
 * below 1.3.6.1.4.1.57264.1 (fulcio, docs/oid-info.md). 1 to 6 are raw strings, 8 and up DER UTF8Strings.
 */
const EXTENSIONS = {
  issuer: 8,
  buildSignerURI: 9,
  buildSignerDigest: 10,
  runnerEnvironment: 11,
  sourceRepositoryURI: 12,
  sourceRepositoryDigest: 13,
  sourceRepositoryRef: 14,
  sourceRepositoryIdentifier: 15,
  sourceRepositoryOwnerURI: 16,
  sourceRepositoryOwnerIdentifier: 17,
  buildConfigURI: 18,
  buildConfigDigest: 19,
  buildTrigger: 20,
  runInvocationURI: 21,
  sourceRepositoryVisibilityAtSigning: 22,
  deploymentEnvironment: 23,
  tokenSubject: 24,
} as const;

/** The deprecated extensions and the newer ones that say the same. */
const LEGACY = {
  issuer: 1,
  buildTrigger: 2,
  sourceRepositoryDigest: 3,
  sourceRepositoryRef: 6,
} as const;

export type CertifiedName = keyof typeof EXTENSIONS;

export type CertificateFacts = { readonly subjectAlternativeName: string } & {
  readonly [name in CertifiedName]: string | undefined;
};

/** @throws WaybillError CERTIFICATE_INVALID for an extension that is not well formed, or two that disagree */
export function readCertificate(certificate: X509Certificate): CertificateFacts {
  const newer = new Map<CertifiedName, string | undefined>();
  for (const [name, number] of Object.entries(EXTENSIONS) as [CertifiedName, number][]) {
    const value = certificate.extension(`${ARC}.${number}`)?.value;
    newer.set(name, value === undefined ? undefined : utf8String(value, number));
  }
  for (const [name, number] of Object.entries(LEGACY) as [CertifiedName, number][]) {
    const raw = certificate.extension(`${ARC}.${number}`)?.value.toString("utf8");
    const current = newer.get(name);
    if (raw !== undefined && current !== undefined && raw !== current) {
      throw invalid(`extension .${number} says something else than .${EXTENSIONS[name]} (${name})`);
    }
    if (current === undefined) newer.set(name, raw);
  }
  const subjectAlternativeName = certificate.subjectAltName;
  if (subjectAlternativeName === undefined) throw invalid("no subject alternative name");
  const facts = Object.fromEntries(newer) as { [name in CertifiedName]: string | undefined };
  return { subjectAlternativeName, ...facts };
}

/** A DER UTF8String and nothing after it (X.690, 8.23). */
function utf8String(der: Buffer, number: number): string {
  const short = der[1] ?? 0;
  const lengthBytes = short < 0x80 ? 0 : short - 0x80;
  const length =
    lengthBytes === 0
      ? short
      : lengthBytes <= 3
        ? der.readUIntBE(2, Math.min(lengthBytes, der.length - 2))
        : -1;
  if (der[0] !== 0x0c || length !== der.length - 2 - lengthBytes)
    throw invalid(`extension .${number} is no UTF8String`);
  return der.toString("utf8", 2 + lengthBytes);
}

function invalid(got: string): WaybillError {
  return new WaybillError("CERTIFICATE_INVALID", {
    what: "The signing certificate's extensions are not what Fulcio writes.",
    got,
  });
}
