import { hash, type KeyObject } from "node:crypto";

import { WaybillError } from "../errors.ts";
import type { Algorithm, DigestSet } from "../intoto/digest.ts";
import type { TrustedRootSource } from "../trust/roots.ts";
import type { ParsedMessageBundle } from "./bundle.ts";
import { signingCertificate, verifyEvidence, type Evidence } from "./evidence.ts";
import { isSignedBy } from "./keys.ts";
import type { SignedContent } from "./logged.ts";
import { isDigestSignedBy, takesDigests } from "./prehashed.ts";
import { assertMadeByKey, type SignedBy } from "./signature.ts";

/** What was signed: its bytes, or only digests of it. */
export type Artifact = { readonly bytes: Buffer } | { readonly digests: DigestSet };

/**
 * A signature over an artifact by a certificate's key, and all that speaks for it, as for a statement. It states
 * nothing of the artifact but that its signer signed it.
 * @throws WaybillError SUBJECT_MISMATCH for another artifact; SIGNATURE_INVALID, CERTIFICATE_INVALID, LOG_INVALID,
 *   TIME_MISSING, TIME_INVALID; USAGE for a digest where the signature needs the artifact
 */
export function verifyMessage(
  parsed: ParsedMessageBundle,
  artifact: Artifact,
  trust: TrustedRootSource,
): SignedBy {
  const signer = signingCertificate(parsed.bundle);
  const content = checkMessage(parsed, artifact, signer.key);
  return { certificate: signer.certificate, ...verifyEvidence(parsed.bundle, content, signer, trust) };
}

/**
 * As {@link verifyMessage}, by a key that the caller vouches for. It says nothing of an identity.
 * @throws WaybillError as {@link verifyMessage}
 */
export function verifyMessageByKey(
  parsed: ParsedMessageBundle,
  artifact: Artifact,
  key: KeyObject,
  trust: TrustedRootSource,
): Evidence {
  assertMadeByKey(parsed.bundle);
  return verifyEvidence(parsed.bundle, checkMessage(parsed, artifact, key), { key }, trust);
}

function checkMessage(parsed: ParsedMessageBundle, artifact: Artifact, key: KeyObject): SignedContent {
  const { algorithm, value } = parsed.digest;
  const digest = digestOf(artifact, algorithm);
  if (!digest.equals(value)) {
    throw new WaybillError("SUBJECT_MISMATCH", {
      what: "The signature is of another artifact: its bytes are not those that were signed.",
      got: `${algorithm}:${digest.toString("hex")}`,
      expected: `${algorithm}:${value.toString("hex")}`,
      todo: "Fetch the artifact again. If it stays so, do not use it.",
    });
  }
  if (!("bytes" in artifact) && !takesDigests(key)) {
    throw new WaybillError("USAGE", {
      what: "This signature can only be verified with the artifact itself, not with its digest.",
      got: `a key of the kind ${key.asymmetricKeyType ?? "unknown"}`,
      todo: "Give the file.",
    });
  }
  const genuine =
    "bytes" in artifact
      ? isSignedBy(key, artifact.bytes, parsed.signature, [algorithm])
      : isDigestSignedBy(key, algorithm, digest, parsed.signature);
  if (!genuine) {
    throw new WaybillError("SIGNATURE_INVALID", {
      what: "The signature is not of this artifact by the signer's key.",
      todo: "The bundle was changed or damaged: fetch it again from where it was published.",
    });
  }
  return {
    signature: parsed.signature,
    payload: undefined,
    digest: (name) => (name === algorithm ? digest : undefined),
  };
}

function digestOf(artifact: Artifact, algorithm: Algorithm): Buffer {
  if ("bytes" in artifact) return hash(algorithm, artifact.bytes, "buffer");
  const hex = artifact.digests[algorithm];
  if (hex !== undefined) return Buffer.from(hex, "hex");
  throw new WaybillError("USAGE", {
    what: `The signature is over the artifact's ${algorithm} digest, which was not given.`,
    got: Object.keys(artifact.digests).join(", "),
    todo: `Give the file, or its ${algorithm} digest.`,
  });
}
