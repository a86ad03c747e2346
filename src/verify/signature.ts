import { hash, type KeyObject } from "node:crypto";

import type { Bundle } from "@sigstore/bundle";
import { dsse, type X509Certificate } from "@sigstore/core";

import { WaybillError } from "../errors.ts";
import { isAlgorithm } from "../intoto/digest.ts";
import { PAYLOAD_TYPE } from "../intoto/statement.ts";
import type { TrustedRootSource } from "../trust/roots.ts";
import type { ParsedBundle } from "./bundle.ts";
import { signingCertificate, verifyEvidence, type Evidence } from "./evidence.ts";
import { isSignedBy } from "./keys.ts";
import type { SignedContent } from "./logged.ts";

export type { SignedTime } from "./evidence.ts";

/** What the trusted root vouches for: who signed (not yet: whether that is whom one expects), and when. */
export interface SignedBy extends Evidence {
  readonly certificate: X509Certificate;
}

/**
 * The signature of a statement by a certificate's key, and all that speaks for it: chain at every signed time, SCT,
 * log entries and timestamps, as far as the root demands them.
 * @throws WaybillError SIGNATURE_INVALID, CERTIFICATE_INVALID, LOG_INVALID, TIME_MISSING, TIME_INVALID
 */
export function verifySignature(parsed: ParsedBundle, trust: TrustedRootSource): SignedBy {
  const signer = signingCertificate(parsed.bundle);
  const content = checkEnvelope(parsed, signer.key, "the certificate's key");
  return { certificate: signer.certificate, ...verifyEvidence(parsed.bundle, content, signer, trust) };
}

/**
 * The signature of a statement by a key that the caller vouches for. It says nothing of an identity.
 * @throws WaybillError as {@link verifySignature}
 */
export function verifySignatureByKey(
  parsed: ParsedBundle,
  key: KeyObject,
  trust: TrustedRootSource,
): Evidence {
  assertMadeByKey(parsed.bundle);
  return verifyEvidence(parsed.bundle, checkEnvelope(parsed, key, "the given key"), { key }, trust);
}

/** @throws WaybillError CERTIFICATE_INVALID for a bundle with a certificate: a key would pass over what that says */
export function assertMadeByKey({ verificationMaterial }: Bundle): void {
  if (verificationMaterial.content.$case === "publicKey") return;
  throw new WaybillError("CERTIFICATE_INVALID", {
    what: "The bundle was signed with a certificate, and a key was given to verify it with.",
    expected: "a bundle signed with a key",
    todo: "Verify it by the identity that its certificate names.",
  });
}

/** First, and on its own: so that a changed payload is called that, and not a disagreement with the log. */
function checkEnvelope(parsed: ParsedBundle, key: KeyObject, whose: string): SignedContent {
  const signed = dsse.preAuthEncoding(PAYLOAD_TYPE, parsed.payload);
  if (!isSignedBy(key, signed, parsed.signature)) {
    throw new WaybillError("SIGNATURE_INVALID", {
      what: `The signature is not of this statement by ${whose}.`,
      todo: "The bundle was changed or damaged: fetch it again from where it was published.",
    });
  }
  return {
    signature: parsed.signature,
    payload: parsed.payload,
    digest: (algorithm) => (isAlgorithm(algorithm) ? hash(algorithm, signed, "buffer") : undefined),
  };
}
