import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";

import { canonicalize } from "@tufjs/canonical-json";

/** A key of a TUF role: its public part as metadata lists it, and the signatures that it makes. */
export interface TufKey {
  readonly id: string;
  readonly listed: object;
  /** @returns hex, over the canonical JSON of `signed` */
  sign(signed: unknown): string;
}

/** As Sigstore's and GitHub's repositories have them (ecdsa), or of the other common kind. */
export function tufKey(type: "ecdsa" | "ed25519" = "ecdsa"): TufKey {
  const { publicKey, privateKey } = pair(type);
  const listed = {
    keytype: type,
    scheme: type === "ecdsa" ? "ecdsa-sha2-nistp256" : "ed25519",
    keyval: { public: publicKey.export({ type: "spki", format: "pem" }).toString() },
  };
  const hash = type === "ecdsa" ? "sha256" : undefined;
  return {
    id: createHash("sha256").update(canonicalize(listed)).digest("hex"),
    listed,
    sign: (signed) => sign(hash, Buffer.from(canonicalize(signed)), privateKey).toString("hex"),
  };
}

function pair(type: "ecdsa" | "ed25519"): { publicKey: KeyObject; privateKey: KeyObject } {
  return type === "ecdsa"
    ? generateKeyPairSync("ec", { namedCurve: "P-256" })
    : generateKeyPairSync("ed25519");
}
