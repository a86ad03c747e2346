import type { Bundle } from "@sigstore/bundle";
import { X509Certificate } from "@sigstore/core";

import { WaybillError } from "../errors.ts";
import type { TrustedRoots, TrustedRootSource } from "../trust/roots.ts";
import { signingCertificate } from "./evidence.ts";
import type { LogEntry } from "./log.ts";

/** What a root of several vouched for, and which it was. */
export interface Vouched<T> {
  readonly result: T;
  readonly trust: TrustedRootSource;
}

/**
 * Verifies a bundle under whichever of several roots it belongs to: those with an authority that issued its
 * certificate, or, for a bundle signed with a key, those that list its logs. Each makes its own demands.
 * @throws WaybillError CERTIFICATE_INVALID or LOG_INVALID when it belongs to none; what `verify` throws under the
 *   first that it belongs to when it verifies under none of them
 */
export function underOneOf<T>(
  roots: TrustedRoots,
  bundle: Bundle,
  verify: (trust: TrustedRootSource) => T,
): Vouched<T> {
  const [only, ...others] = roots;
  // Of a single root it is more telling what exactly does not fit.
  if (others.length === 0) return { result: verify(only), trust: only };
  let refusal: unknown;
  for (const trust of fitting(roots, bundle)) {
    try {
      return { result: verify(trust), trust };
    } catch (error) {
      refusal ??= error;
    }
  }
  throw refusal ?? foreign(roots, bundle);
}

function fitting(roots: TrustedRoots, bundle: Bundle): TrustedRootSource[] {
  const { content } = bundle.verificationMaterial;
  const entries: readonly LogEntry[] = bundle.verificationMaterial.tlogEntries;
  if (content.$case === "publicKey") {
    return roots.filter(({ root }) =>
      entries.every(({ logId }) =>
        root.tlogs.some((log) => Buffer.from(logId.keyId).equals(Buffer.from(log.logId?.keyId ?? []))),
      ),
    );
  }
  const { certificate } = signingCertificate(bundle);
  return roots.filter(({ root }) =>
    root.certificateAuthorities.some((authority) =>
      authority.certChain?.certificates.some(({ rawBytes }) =>
        isIssuedBy(certificate, Buffer.from(rawBytes)),
      ),
    ),
  );
}

function isIssuedBy(certificate: X509Certificate, authority: Buffer<ArrayBuffer>): boolean {
  try {
    const issuer = X509Certificate.parse(authority);
    return certificate.issuer.equals(issuer.subject) && certificate.verify(issuer);
  } catch {
    return false;
  }
}

function foreign(roots: TrustedRoots, bundle: Bundle): WaybillError {
  const byKey = bundle.verificationMaterial.content.$case === "publicKey";
  return new WaybillError(byKey ? "LOG_INVALID" : "CERTIFICATE_INVALID", {
    what: byKey
      ? "The bundle's log is in none of the trusted roots."
      : "The signing certificate was issued under none of the trusted roots.",
    expected: roots.map(({ description }) => description).join(" or "),
    todo: "If the bundle was signed with another Sigstore instance, verify it with that instance's trusted-root file.",
  });
}
