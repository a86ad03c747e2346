import { X509Certificate } from "@sigstore/core";

import { WaybillError } from "../errors.ts";
import type { TrustedRootSource } from "../trust/roots.ts";
import { readCertificate } from "./certificate.ts";
import { assertIdentity, type ExpectedIdentity } from "./identity.ts";

/**
 * What can be said of a certificate before anything is signed with it, and so before a log shows it for ever: that an
 * authority of the trusted root issued it, for the identity that was asked for. The whole is judged with the bundle.
 * @throws WaybillError CERTIFICATE_INVALID, ISSUER_MISMATCH, SIGNER_MISMATCH, SOURCE_MISMATCH
 */
export function assertIssued(
  der: Buffer<ArrayBuffer>,
  expected: ExpectedIdentity,
  trust: TrustedRootSource,
): void {
  const certificate = X509Certificate.parse(der);
  const known = trust.root.certificateAuthorities.some((authority) => {
    const [issuing] = authority.certChain?.certificates ?? [];
    return issuing !== undefined && isIssuedBy(certificate, Buffer.from(issuing.rawBytes));
  });
  if (!known) {
    throw new WaybillError("CERTIFICATE_INVALID", {
      what: "The certificate authority that answered is not one that the trusted root lists. Nothing was signed.",
      expected: trust.description,
      todo: "Give a `signing-config` and a `trusted-root` of one Sigstore instance.",
    });
  }
  assertIdentity(readCertificate(certificate), expected);
}

function isIssuedBy(certificate: X509Certificate, issuer: Buffer<ArrayBuffer>): boolean {
  try {
    return certificate.verify(X509Certificate.parse(issuer));
  } catch {
    return false;
  }
}
