import type { KeyObject } from "node:crypto";

import { id_kp_codeSigning } from "@peculiar/asn1-x509";

import {
  authorityExtensions,
  authorityKeyIdentifier,
  createKeyPair,
  createRoot,
  extendedKeyUsage,
  nameOf,
  pem,
  signCertificate,
  subjectKeyIdentifier,
  tbsCertificate,
} from "../../local/sigstore/x509.ts";

/** What a certificate authority issues with: an intermediate under a root, as the public instance has. */
export interface IssuingAuthority {
  /** intermediate, then root, in DER */
  readonly chain: readonly Buffer[];
  readonly chainPem: string;
  readonly rootPem: string;
  readonly key: KeyObject;
}

export function createIssuingAuthority(validity: { notBefore: Date; notAfter: Date }): IssuingAuthority {
  const root = createRoot("root", validity, 1);
  const keys = createKeyPair();
  const tbs = tbsCertificate({
    subject: nameOf("intermediate"),
    issuer: root.name,
    spki: keys.spki,
    ...validity,
    extensions: [
      ...authorityExtensions(0),
      extendedKeyUsage(id_kp_codeSigning, false),
      subjectKeyIdentifier(keys.spki),
      authorityKeyIdentifier(root.spki),
    ],
  });
  const chain = [signCertificate(tbs, root.privateKey), root.certificate];
  const pems = chain.map((certificate) => pem("CERTIFICATE", certificate));
  return { chain, chainPem: pems.join(""), rootPem: pems[1] ?? "", key: keys.privateKey };
}

/** The password under which the servers' keys lie on disk; they refuse keys without one. */
export const KEY_PASSWORD = "interop";

/** PKCS #8, encrypted, as Fulcio's `fileca` reads it. */
export function encryptedPkcs8(key: KeyObject): string {
  return key
    .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: KEY_PASSWORD })
    .toString();
}

/** The older form (RFC 1423) that Trillian's programs read. */
export function encryptedSec1(key: KeyObject): string {
  return key
    .export({ type: "sec1", format: "pem", cipher: "aes-128-cbc", passphrase: KEY_PASSWORD })
    .toString();
}
