import { sign } from "node:crypto";
import type { Extension } from "@peculiar/asn1-x509";
import { encode, octetString } from "./asn1.ts";
import { createKeyPair, extension, keyId } from "./x509.ts";

/** A certificate transparency log's signing half: it promises to log what it is shown, and keeps nothing. */
export interface CtLog {
  /** DER SubjectPublicKeyInfo */
  readonly spki: Buffer;
  /** SHA-256 of the key, which SCTs name the log by */
  readonly logId: Buffer;
  /**
   * A SignedCertificateTimestamp of a precertificate (RFC 6962 3.2).
   * @param tbs the DER TBSCertificate without the SCT extension
   * @param issuerSpki the DER key of the authority that will issue the certificate
   */
  readonly timestamp: (tbs: Buffer, issuerSpki: Buffer, at: Date) => Buffer;
}

const SCT_LIST = "1.3.6.1.4.1.11129.2.4.2";
const SCT_V1 = 0;
const CERTIFICATE_TIMESTAMP = 0;
const PRECERT_ENTRY = 1;
const SHA256_ECDSA = [4, 3] as const;

export function createCtLog(): CtLog {
  const { privateKey, spki } = createKeyPair();
  const logId = keyId(spki);
  return {
    spki,
    logId,
    timestamp: (tbs, issuerSpki, at) => {
      const time = Buffer.alloc(8);
      time.writeBigUInt64BE(BigInt(at.getTime()));
      const noExtensions = vector(2, Buffer.alloc(0));
      const signed = Buffer.concat([
        Buffer.from([SCT_V1, CERTIFICATE_TIMESTAMP]),
        time,
        Buffer.from([0, PRECERT_ENTRY]),
        keyId(issuerSpki),
        vector(3, tbs),
        noExtensions,
      ]);
      return Buffer.concat([
        Buffer.from([SCT_V1]),
        logId,
        time,
        noExtensions,
        Buffer.from(SHA256_ECDSA),
        vector(2, sign("sha256", signed, privateKey)),
      ]);
    },
  };
}

/** The certificate extension that embeds SCTs: an OCTET STRING with a TLS vector of them (RFC 6962 3.3). */
export function sctListExtension(scts: readonly Buffer[]): Extension {
  const list = vector(2, Buffer.concat(scts.map((sct) => vector(2, sct))));
  return extension(SCT_LIST, encode(octetString(list)));
}

/** A variable-length TLS vector with a length prefix of that many bytes (RFC 5246 4.3). */
function vector(prefix: 2 | 3, content: Buffer): Buffer {
  const length = Buffer.alloc(prefix);
  length.writeUIntBE(content.length, 0, prefix);
  return Buffer.concat([length, content]);
}
