import { createPublicKey, verify, type KeyObject } from "node:crypto";

import { WaybillError } from "../errors.ts";

/** The hashes that signers use with a curve: all began with SHA-256, newer ones take what fits the curve's size. */
const HASHES: Readonly<Record<string, readonly string[]>> = {
  prime256v1: ["sha256"],
  secp384r1: ["sha384", "sha256"],
  secp521r1: ["sha512", "sha256"],
};

/**
 * Whether the key signed these bytes, with the algorithm that goes with its kind (Sigstore's algorithm registry).
 * @param hashes the hash that was used, where it is known
 */
export function isSignedBy(
  key: KeyObject,
  data: Buffer,
  signature: Buffer,
  hashes: readonly string[] = hashesOf(key),
): boolean {
  try {
    if (key.asymmetricKeyType === "ed25519") return verify(undefined, data, key, signature);
    return hashes.some((hash) => verify(hash, data, key, signature));
  } catch {
    return false;
  }
}

function hashesOf(key: KeyObject): readonly string[] {
  return HASHES[key.asymmetricKeyDetails?.namedCurve ?? ""] ?? ["sha256"];
}

/**
 * A public key that the user gave, in PEM or DER (SubjectPublicKeyInfo).
 * @throws WaybillError USAGE
 */
export function readPublicKey(bytes: Buffer, name: string): KeyObject {
  for (const read of [
    () => createPublicKey({ key: bytes, format: "pem" }),
    () => createPublicKey({ key: bytes, format: "der", type: "spki" }),
  ]) {
    try {
      return read();
    } catch {
      // the other form, then
    }
  }
  throw new WaybillError("USAGE", {
    what: `The file ${name} holds no public key.`,
    expected: "a public key in PEM, as `cosign generate-key-pair` writes it",
  });
}
