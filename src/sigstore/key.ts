import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";

/** A key for one run. It lives in this object, never leaves the process, and is gone when the process ends. */
export interface EphemeralKey {
  readonly publicKeyPem: string;
  readonly publicKey: KeyObject;
  /** ECDSA with SHA-256 over P-256, DER-encoded, as Sigstore's clients sign */
  sign(data: Uint8Array): Buffer;
}

export function ephemeralKey(): EphemeralKey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    publicKey,
    sign: (data) => sign("sha256", data, privateKey),
  };
}
